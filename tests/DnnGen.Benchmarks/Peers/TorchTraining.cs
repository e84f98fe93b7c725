using System.Numerics;

using TorchSharp;

namespace DnnGen.Benchmarks.Peers;

/// <summary>What moves the parameters.</summary>
internal enum StepKind
{
    /// <summary>Gradient descent.</summary>
    SGD,

    /// <summary>Adam with its usual constants.</summary>
    Adam,
}

/// <summary>Training steps in TorchSharp, written as its documentation writes them.</summary>
internal sealed class TorchTraining<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TorchModel model;
    private readonly torch.optim.Optimizer optimizer;
    private readonly torch.Tensor x;
    private readonly torch.Tensor y;
    private readonly bool isClassifier;

    /// <summary>Prepares training.</summary>
    /// <param name="model">The network up to its logits; it is disposed with the training.</param>
    /// <param name="isClassifier">Whether its loss is the categorical cross-entropy, and not the binary one.</param>
    /// <param name="optimizer">What moves them.</param>
    /// <param name="x">X, one example after another.</param>
    /// <param name="y">Y, one example after another.</param>
    /// <param name="examples">How many there are.</param>
    /// <param name="learningRate">The learning rate.</param>
    public TorchTraining(TorchModel model, bool isClassifier, StepKind optimizer, T[] x, T[] y, int examples, double learningRate)
    {
        (this.model, this.isClassifier) = (model, isClassifier);
        model.Module.train();
        this.optimizer = optimizer == StepKind.Adam
            ? torch.optim.Adam(model.Module.parameters(), learningRate)
            : torch.optim.SGD(model.Module.parameters(), learningRate);
        using var input = Torch.Tensor(x, examples, x.Length / examples);
        this.x = model.Input(input);
        using var labels = Torch.Tensor(y, examples, y.Length / examples);

        // Its cross-entropy takes the numbers of the classes, which is less work than rows of zeros and a one.
        this.y = isClassifier ? model.Classes(labels) : labels.clone();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
        x.Dispose();
        y.Dispose();
    }

    /// <summary>One step; gives the cost before its update, as ours does.</summary>
    public double Step()
    {
        optimizer.zero_grad();
        using var z = model.Module.forward(x);
        using var loss = isClassifier
            ? torch.nn.functional.cross_entropy(z, y)
            : torch.nn.functional.binary_cross_entropy_with_logits(z, y);
        loss.backward();
        using var moved = optimizer.step();
        return double.CreateTruncating(loss.item<T>());
    }

    public void Repeat(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Step();
        }
    }

    public T[] Parameters() => model.Parameters<T>();
}
