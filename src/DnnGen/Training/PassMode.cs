namespace DnnGen;

/// <summary>What a forward pass is for. Layers that learn from the batch or by chance do in training what they do not do otherwise.</summary>
public enum PassMode
{
    /// <summary>Training: dropout drops, batch normalization uses the statistics of the batch and notes them.</summary>
    Training,

    /// <summary>Prediction: dropout does nothing, batch normalization uses what it has noted.</summary>
    Prediction,

    /// <summary>
    /// A comparison with finite differences: dropout does nothing, batch normalization uses the statistics of the batch and
    /// notes nothing, so that a pass depends on the parameters alone.
    /// </summary>
    GradientCheck,
}
