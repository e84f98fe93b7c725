using System.Numerics;

using DnnGen.Benchmarks.Peers;

namespace DnnGen.Benchmarks.Rows;

/// <summary>A training step of ours.</summary>
internal sealed class OurStep<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> x, y;
    private readonly Workspace<T> workspace;

    private OurStep(T[] x, T[] y, int batch)
    {
        this.x = Matrix<T>.FromExamples(x, TNetwork.InputSize, batch);
        this.y = Matrix<T>.FromExamples(y, TNetwork.OutputSize, batch);
        workspace = Network.CreateWorkspace(batch);
    }

    public TNetwork Network { get; } = TNetwork.Create(1);

    /// <summary>Prepares steps of an optimizer.</summary>
    /// <returns>Null where the library does not have it yet.</returns>
    public static OurStep<TNetwork, T>? Create(Optimizer optimizer, T[] x, T[] y, int batch) =>
        optimizer == Optimizer.SGD ? new(x, y, batch) : null;

    /// <summary>One step; gives the cost before its update.</summary>
    public double Step(double learningRate) => double.CreateTruncating(Network.TrainStep(x, y, T.CreateTruncating(learningRate), workspace));

    public void Repeat(int steps, double learningRate)
    {
        for (int i = 0; i < steps; i++)
        {
            Step(learningRate);
        }
    }
}
