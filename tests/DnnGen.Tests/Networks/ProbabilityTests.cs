namespace DnnGen.Tests.Networks;

/// <summary>A binary cross-entropy of outputs that are probabilities by the layers that make them, with no sigmoid at the end.</summary>
public sealed partial class ProbabilityTests
{
    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Agrees(Gated.Create(1));
        Agrees(Hard.Create(1));
        Agrees(Segmented.Create(1));
        Agrees(Sided.Create(1));
    }

    /// <summary>Behind a layer that only moves the numbers, the sigmoid is no longer at the end, and cost and gradients are the same.</summary>
    [Fact]
    public void It_is_the_cross_entropy_of_the_sigmoid_in_another_place()
    {
        var apart = Segmented.Create(3);
        var together = SegmentedTogether.Create(4);
        apart.Parameters.AsSpan().CopyTo(together.Parameters.AsSpan());
        var (x, y) = Examples<Segmented>();
        Segmented.Workspace workspace = apart.CreateWorkspace(x.Columns);
        SegmentedTogether.Workspace other = together.CreateWorkspace(x.Columns);
        apart.Forward(x, workspace);
        together.Forward(x, other);
        apart.Backward(x, y, workspace);
        together.Backward(x, y, other);

        Assert.Equal(together.Cost(y, other), apart.Cost(y, workspace), 1e-12);
        Check.Close<double>(other.Gradients.AsSpan(), workspace.Gradients.AsSpan(), 1e-12);
    }

    [Fact]
    public void Its_outputs_are_judged_as_decisions()
    {
        var (x, y) = Examples<Hard>();
        Assert.NotNull(Hard.Create(1).Evaluate(x, y).Accuracy);
        Assert.NotNull(Gated.Create(1).Evaluate(x, y).Accuracy);
    }

    private static void Agrees<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, y) = Examples<TNetwork>();
        var result = GradientChecker.Check(network, x, y);
        Assert.True(result.Passed, $"{TNetwork.Name}: {result}");
    }

    private static (Matrix<double> X, Matrix<double> Y) Examples<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var random = new SeededRandom(3);
        Matrix<double> x = Matrix<double>.Zeros(TNetwork.InputSize, 4), y = Matrix<double>.Zeros(TNetwork.OutputSize, 4);
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = random.NextNormal();
            }

            for (int i = 0; i < y.Rows; i++)
            {
                y[i, j] = random.NextUniform() < 0.5 ? 0 : 1;
            }
        }

        return (x, y);
    }

    [Network(Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
    [Input(4, Name = "x")]
    [Dense(2, Activation = Activation.Sigmoid, Name = "left")]
    [From("x")]
    [Dense(2, Activation = Activation.Sigmoid)]
    [Multiply("left")]
    private sealed partial class Gated;

    [Network(4, 3, 2, Output = Activation.HardSigmoid, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
    private sealed partial class Hard;

    [Network(Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
    [Input(1, 3, 4)]
    [Conv2D(2, kernel: 3, Padding = Padding.Same, Activation = Activation.Sigmoid)]
    [Flatten]
    private sealed partial class Segmented;

    [Network(Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
    [Input(1, 3, 4)]
    [Conv2D(2, kernel: 3, Padding = Padding.Same)]
    private sealed partial class SegmentedTogether;

    [Network(Loss = Loss.BinaryCrossEntropy, LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 3.0 }, Precision = Precision.Double)]
    [Input(Time = 3, Features = 2)]
    [GRU(3, Sequence = true)]
    [Dense(1, Activation = Activation.Sigmoid)]
    [MaxPool1D(2, Stride = 1, Padding = Padding.Causal)]
    private sealed partial class Sided;
}
