namespace DnnGen.Kernels;

/// <summary>The sizes of a normalization as constants: an empty struct of the generated class implements this.</summary>
public interface INormShape
{
    /// <summary>Channels of an image, or units of a vector: each has its own γ and β.</summary>
    static abstract int Channels { get; }

    /// <summary>The numbers of one channel; 1 for a vector.</summary>
    static abstract int Pixels { get; }

    /// <summary>Parts of the channels that are normalized together in each example.</summary>
    static abstract int Groups { get; }
}
