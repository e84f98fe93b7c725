namespace DnnGen.Tests.Networks;

/// <summary>What the comparison with finite differences says to a user.</summary>
public class CheckGradientsTests
{
    /// <summary>In float ε is large enough to reach over the kinks of many ReLUs; none of that is a wrong derivative.</summary>
    [Fact]
    public void Kinks_of_ReLU_in_single_precision_are_no_disagreement()
    {
        for (uint seed = 0; seed < 20; seed++)
        {
            var (x, y) = Examples(new NumPyRandom(seed));
            var result = Kinked.Create(seed).CheckGradients(x, y);
            Assert.True(result.Passed, $"seed {seed}: {result}");
        }
    }

    [Fact]
    public void A_derivative_that_is_wrong_disagrees_at_every_distance()
    {
        var (x, y) = Examples(new NumPyRandom(1));
        var network = Kinked.Create(1);
        var right = network.CheckGradients(x, y);

        var result = GradientChecker.Check(new TenthTooMuch(network), x, y);

        Assert.True(right.Passed);
        Assert.False(result.Passed);
        Assert.Contains("DISAGREE", result.ToString(), StringComparison.Ordinal);
    }

    private static (Matrix<float> X, Matrix<float> Y) Examples(NumPyRandom random)
    {
        var x = Matrix<float>.Zeros(20, 16);
        var y = Matrix<float>.Zeros(1, 16);
        for (int j = 0; j < 16; j++)
        {
            for (int i = 0; i < 20; i++)
            {
                x[i, j] = (float)random.NextNormal();
            }

            y[0, j] = random.NextUniform() < 0.5 ? 0 : 1;
        }

        return (x, y);
    }

    /// <summary>A network whose backward propagation makes every derivative a tenth too large.</summary>
    private sealed class TenthTooMuch(Kinked right) : INetwork<TenthTooMuch, float>
    {
        private readonly INetwork<Kinked, float> right = right;

        public static string Name => nameof(TenthTooMuch);

        public static int InputSize => Kinked.InputSize;

        public static int OutputSize => Kinked.OutputSize;

        public static int LayerCount => Kinked.LayerCount;

        public static int ParameterCount => Kinked.ParameterCount;

        public static string Summary => Kinked.Summary;

        public ParameterSet<float> Parameters => right.Parameters;

        public static TenthTooMuch Create(ulong seed) => throw new NotSupportedException();

        public static TenthTooMuch Create(Initializer initializer, IRandom random) => throw new NotSupportedException();

        public static TenthTooMuch Load(string path) => throw new NotSupportedException();

        public Workspace<float> CreateWorkspace(int batchSize) => right.CreateWorkspace(batchSize);

        public Matrix<float> Forward(Matrix<float> x, Workspace<float> workspace) => right.Forward(x, workspace);

        public float Cost(Matrix<float> y, Workspace<float> workspace) => right.Cost(y, workspace);

        public void Backward(Matrix<float> x, Matrix<float> y, Workspace<float> workspace)
        {
            right.Backward(x, y, workspace);
            foreach (ref float derivative in workspace.ParameterGradients.AsSpan())
            {
                derivative *= 1.1f;
            }
        }

        public void Update(ParameterSet<float> gradients, float learningRate) => throw new NotSupportedException();

        public float TrainStep(Matrix<float> x, Matrix<float> y, float learningRate, Workspace<float> workspace) => throw new NotSupportedException();

        public Matrix<float> Predict(Matrix<float> x) => throw new NotSupportedException();

        public void Predict(ReadOnlySpan<float> example, Span<float> output) => throw new NotSupportedException();

        public TrainingHistory Fit(Matrix<float> x, Matrix<float> y, TrainingOptions options) => throw new NotSupportedException();

        public void Save(string path) => throw new NotSupportedException();
    }
}
