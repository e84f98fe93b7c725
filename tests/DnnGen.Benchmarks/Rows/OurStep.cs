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

    // Null for plain gradient descent, which the generated step does by itself.
    private readonly OptimizerState<T>? optimizer;

    /// <summary>Prepares steps.</summary>
    public OurStep(StepKind kind, T[] x, T[] y, int batch)
    {
        this.x = Matrix<T>.FromExamples(x, TNetwork.InputSize, batch);
        this.y = Matrix<T>.FromExamples(y, TNetwork.LabelSize, batch);
        workspace = Network.CreateWorkspace(batch);
        optimizer = kind == StepKind.Adam ? Optimizer.Adam().CreateState(Network.Parameters) : null;
    }

    public TNetwork Network { get; } = TNetwork.Create(1);

    /// <summary>One step; gives the cost before its update.</summary>
    public double Step(double learningRate)
    {
        if (optimizer is null)
        {
            return double.CreateTruncating(Network.TrainStep(x, y, T.CreateTruncating(learningRate), workspace));
        }

        optimizer.LearningRate = learningRate;
        return double.CreateTruncating(Network.TrainStep(x, y, optimizer, workspace));
    }

    public void Repeat(int steps, double learningRate)
    {
        for (int i = 0; i < steps; i++)
        {
            Step(learningRate);
        }
    }
}
