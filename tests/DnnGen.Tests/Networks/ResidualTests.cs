namespace DnnGen.Tests.Networks;

/// <summary>A network with everything in it that a residual one has.</summary>
public sealed partial class ResidualTests
{
    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        var (x, y) = Examples<double>(6);
        var result = InDouble.Create(1).CheckGradients(x, y);

        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void Training_learns_which_half_of_the_picture_is_brighter()
    {
        var (x, y) = Examples<float>(256);
        var network = InSingle.Create(1);
        network.Fit(x, y, new TrainingOptions { Epochs = 12, BatchSize = 32, Shuffle = true, Optimizer = Optimizer.Adam(0.01) });

        Assert.True(network.Evaluate(x, y).Accuracy > 0.95, $"{network.Evaluate(x, y)}");
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        var (x, y) = Examples<float>(96);
        int before = Parallelism.MaxThreads;
        try
        {
            var results = new List<(float[] Parameters, float[,] Outputs)>();
            foreach (int threads in (int[])[1, 2, 5])
            {
                Parallelism.MaxThreads = threads;
                var network = InSingle.Create(1);
                network.Fit(x, y, new TrainingOptions { Epochs = 2, BatchSize = 40, LearningRate = 0.1 });
                results.Add((network.Parameters.AsSpan().ToArray(), network.Predict(x).ToArray()));
            }

            Assert.All(results, result => Assert.Equal(results[0].Parameters, result.Parameters));
            Assert.All(results, result => Assert.Equal(results[0].Outputs, result.Outputs));
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Fact]
    public void Steps_and_predictions_allocate_nothing_after_the_first()
    {
        var (x, y) = Examples<float>(32);
        var network = InSingle.Create(1);
        var workspace = network.CreateWorkspace(32);
        var optimizer = Optimizer.Adam(0.001).CreateState(network.Parameters);
        float[] example = new float[InSingle.InputSize], output = new float[InSingle.OutputSize];
        long fewest = long.MaxValue;
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            for (int round = 0; round < 5; round++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                network.TrainStep(x, y, 0.01f, workspace);
                network.TrainStep(x, y, optimizer, workspace);
                network.Predict(example, output);
                fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - allocated);
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }

        Assert.Equal(0, fewest);
    }

    private static (Matrix<T> X, Matrix<T> Y) Examples<T>(int examples)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(8);
        Matrix<T> x = Matrix<T>.Zeros(InSingle.InputSize, examples), y = Matrix<T>.Zeros(2, examples);
        for (int j = 0; j < examples; j++)
        {
            int half = j % 2;
            y[half, j] = T.One;
            for (int i = 0; i < x.Rows; i++)
            {
                bool isLeft = i % 8 < 4;
                x[i, j] = T.CreateTruncating((random.NextNormal() * 0.5) + (isLeft == (half == 0) ? 0.5 : 0));
            }
        }

        return (x, y);
    }

    [Network(Loss = Loss.CategoricalCrossEntropy)]
    [Input(2, 8, 8)]
    [Conv2D(4, kernel: 3, Padding = Padding.Same, Name = "stem")]
    [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
    [BatchNorm]
    [Activation(Activation.ReLU)]
    [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
    [Add("stem")]
    [Activation(Activation.ReLU, Name = "body")]
    [Conv2D(8, kernel: 1, Stride = 2, Activation = Activation.Identity, Name = "shortcut")]
    [From("body")]
    [Conv2D(8, kernel: 3, Stride = 2, Padding = Padding.Same)]
    [Add("shortcut")]
    [MaxPool2D(2)]
    [Dropout(0.1)]
    [Flatten]
    [Dense(2)]
    internal sealed partial class InSingle;

    [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double, Hidden = Activation.SiLU)]
    [Input(2, 8, 8)]
    [Conv2D(4, kernel: 3, Padding = Padding.Same, Name = "stem")]
    [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
    [BatchNorm]
    [Activation(Activation.SiLU)]
    [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
    [Add("stem")]
    [Activation(Activation.SiLU, Name = "body")]
    [Conv2D(8, kernel: 1, Stride = 2, Activation = Activation.Identity, Name = "shortcut")]
    [From("body")]
    [Conv2D(8, kernel: 3, Stride = 2, Padding = Padding.Same)]
    [Add("shortcut")]
    [AveragePool2D(2)]
    [Flatten]
    [Dense(2)]
    internal sealed partial class InDouble;
}
