using DnnGen.Kernels;

namespace DnnGen.Tests.Networks;

/// <summary>What a declaration says of weights: how they start, and what large ones cost.</summary>
public sealed partial class WeightSettingsTests
{
    [Fact]
    public void Weights_start_as_declared_and_biases_at_zero()
    {
        var parameters = Started.Create(7).Parameters;

        Assert.All(Numbers(parameters.W1), weight => Assert.InRange(Math.Abs(weight), 0, 0.5));
        Assert.Contains(Numbers(parameters.W1), weight => Math.Abs(weight) > 0.25);
        Assert.All(Numbers(parameters.W2), weight => Assert.Equal(-0.125, weight));
        Assert.All(Numbers(parameters.W3), weight => Assert.InRange(Math.Abs(weight), 1e-12, 0.02));
        Assert.All(Numbers(parameters.W4), weight => Assert.Equal(1, weight));
        Assert.All(Numbers(parameters.b1), bias => Assert.Equal(0, bias));
        Assert.NotEqual(0, parameters.W5[0, 0]);
    }

    /// <summary>The layer that says Default starts as if nothing had been said, the others as the network says.</summary>
    [Fact]
    public void A_layer_overrides_its_network_and_an_initializer_that_is_handed_over_both()
    {
        var random = new SeededRandom(7);
        var expected = Initializer.Constant(3);

        Assert.All(Numbers(Started.Create(expected, random).Parameters.W2), weight => Assert.Equal(3, weight));
        Assert.Equal(Started.Create(7).Parameters.AsSpan().ToArray(), Started.Create(Initializer.Default, new SeededRandom(7)).Parameters.AsSpan().ToArray());
    }

    [Fact]
    public void Large_weights_cost_what_the_formula_says()
    {
        var (x, y) = Examples();
        var penalized = Penalized.Create(1);
        var plain = Plain.Create(1);
        penalized.Parameters.AsSpan().CopyTo(plain.Parameters.AsSpan());
        Penalized.Workspace penalizedSpace = penalized.CreateWorkspace(x.Columns);
        Plain.Workspace plainSpace = plain.CreateWorkspace(x.Columns);
        penalized.Forward(x, penalizedSpace);
        plain.Forward(x, plainSpace);
        double[] first = Numbers(penalized.Parameters.Conv1Weights), last = Numbers(penalized.Parameters.W4);
        double expected = (0.01 * first.Sum(Math.Abs)) + (0.2 * first.Sum(weight => weight * weight)) + (0.05 * last.Sum(weight => weight * weight));

        Assert.Equal(plain.Cost(y, plainSpace) + expected, penalized.Cost(y, penalizedSpace), 1e-12);
    }

    [Fact]
    public void Gradients_and_steps_include_it()
    {
        var (x, y) = Examples();
        Assert.True(Penalized.Create(1).CheckGradients(x, y).Passed, Penalized.Create(1).CheckGradients(x, y).ToString());
        StepsAgree(Penalized.Create(1), Penalized.Create(1), x, y);

        var (sequence, labels) = (Drawn(12, 5, 3), Drawn(1, 5, 4));
        Assert.True(Recurrent.Create(1).CheckGradients(sequence, labels).Passed, Recurrent.Create(1).CheckGradients(sequence, labels).ToString());
        StepsAgree(Recurrent.Create(1), Recurrent.Create(1), sequence, labels);

        var (vectors, ones) = (Drawn(3, 5, 5), Drawn(1, 5, 6));
        Assert.True(Small.Create(1).CheckGradients(vectors, ones).Passed);
        StepsAgree(Small.Create(1), Small.Create(1), vectors, ones);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(67)]
    public void The_kernel_agrees_with_the_formula(int count)
    {
        var weights = Drawn(1, count, (ulong)count).Transpose().Copy();
        var rows = Matrix<double>.FromExamples([.. Numbers(weights)], count, 1);
        rows[count / 2, 0] = 0;
        var gradients = Matrix<double>.FromExamples([.. Enumerable.Range(0, count).Select(i => (double)i)], count, 1);
        PenaltyKernel.AddGradient(rows, 0.5, 0.25, gradients);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(i + (0.5 * Math.Sign(rows[i, 0])) + (0.5 * rows[i, 0]), gradients[i, 0], 1e-12);
        }
    }

    private static void StepsAgree<TNetwork>(INetwork<TNetwork, double> fused, INetwork<TNetwork, double> apart, Matrix<double> x, Matrix<double> y)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        Workspace<double> fusedSpace = fused.CreateWorkspace(x.Columns), apartSpace = apart.CreateWorkspace(x.Columns);
        for (int step = 0; step < 3; step++)
        {
            double cost = fused.TrainStep(x, y, 0.1, fusedSpace);
            apart.Forward(x, apartSpace);
            Assert.Equal(apart.Cost(y, apartSpace), cost, 1e-12);
            apart.Backward(x, y, apartSpace);
            apart.Update(apartSpace.ParameterGradients, 0.1);
        }

        Check.Close<double>(apart.Parameters.AsSpan(), fused.Parameters.AsSpan(), 1e-12);
    }

    private static double[] Numbers(Matrix<double> matrix) => [.. matrix.ToArray().Cast<double>()];

    private static (Matrix<double> X, Matrix<double> Y) Examples() => (Drawn(2 * 5 * 5, 6, 1), Drawn(2, 6, 2));

    private static Matrix<double> Drawn(int rows, int columns, ulong seed)
    {
        var random = new SeededRandom(seed);
        var matrix = Matrix<double>.Zeros(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                matrix[i, j] = random.NextNormal();
            }
        }

        return matrix;
    }

    [Network(Init = DnnGen.Initialization.Uniform, InitScale = 0.5, Precision = Precision.Double)]
    [Input(6)]
    [Dense(8)]
    [Dense(8, Init = DnnGen.Initialization.Constant, InitScale = -0.125)]
    [Dense(8, Init = DnnGen.Initialization.TruncatedNormal, InitScale = 0.01)]
    [Dense(8, Init = DnnGen.Initialization.Ones)]
    [Dense(1, Init = DnnGen.Initialization.Default)]
    private sealed partial class Started;

    [Network(Loss = Loss.MeanSquaredError, Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(2, 5, 5), Conv2D(3, kernel: 2, L1 = 0.01, L2 = 0.2), BatchNorm, Flatten, Dense(2, L2 = 0.05)]
    private sealed partial class Penalized;

    [Network(Loss = Loss.MeanSquaredError, Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(2, 5, 5), Conv2D(3, kernel: 2), BatchNorm, Flatten, Dense(2)]
    private sealed partial class Plain;

    [Network(L1 = 0.01, L2 = 0.1, Loss = Loss.MeanSquaredError, Output = Activation.Identity, Precision = Precision.Double)]
    [Input(Time = 4, Features = 3), Dense(3, Activation = Activation.Tanh), GRU(4), LayerNorm, Dense(2, Frozen = true, Activation = Activation.Tanh), Dense(1)]
    private sealed partial class Recurrent;

    [Network(3, 4, 1, L2 = 0.1, L1 = 0.01, Hidden = Activation.Tanh, Loss = Loss.MeanSquaredError, Output = Activation.Identity, Precision = Precision.Double)]
    private sealed partial class Small;
}
