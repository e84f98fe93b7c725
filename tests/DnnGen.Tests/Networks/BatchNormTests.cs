using DnnGen.Kernels;

namespace DnnGen.Tests.Networks;

/// <summary>Batch normalization against PyTorch, and what becomes of the statistics that training notes.</summary>
public sealed partial class BatchNormTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableFact]
    public void Images_in_training_agree_with_PyTorch() => AgreesInTraining<ImageShape, GoldenBatchNormOfImages>("batch_norm2d_training");

    [SkippableFact]
    public void Vectors_in_training_agree_with_PyTorch() => AgreesInTraining<VectorShape, GoldenBatchNorm>("batch_norm1d_training");

    [SkippableFact]
    public void Vectors_in_a_prediction_agree_with_PyTorch()
    {
        var golden = Golden.Open("layers.json").GetProperty("layers").Named("batch_norm1d_inference");
        var network = GoldenBatchNorm.Create(1);
        Identity(network.Parameters.W1);
        Set(network.Parameters.BatchNorm2Scale, golden.GetProperty("parameters").GetProperty("weight").Numbers("value"));
        Set(network.Parameters.BatchNorm2Shift, golden.GetProperty("parameters").GetProperty("bias").Numbers("value"));
        Set(network.Parameters.BatchNorm2RunningMean, golden.Numbers("running_mean"));
        Set(network.Parameters.BatchNorm2RunningVariance, golden.Numbers("running_var"));
        double[] x = golden.Numbers("x"), y = golden.Numbers("y"), dy = golden.Numbers("dy");
        var examples = Matrix<double>.FromExamples(x, 5, 3);

        Check.Close(Matrix<double>.FromExamples(y, 5, 3), network.Predict(examples), 1e-9);
        double[] one = new double[5];
        network.Predict(x.AsSpan(5, 5), one);
        Check.Close<double>(y.AsSpan(5, 5), one, 1e-9);

        // Backward through the noted statistics, as in a network whose training is over.
        var workspace = network.CreateWorkspace(3);
        workspace.Mode = PassMode.Prediction;
        var output = network.Forward(examples, workspace).Copy();
        network.Backward(examples, output - (2.5 * Matrix<double>.FromExamples(dy, 5, 3)), workspace);
        Check.Close<double>([.. golden.GetProperty("parameters").GetProperty("weight").Numbers("gradient").Select(number => number / 3)], workspace.Gradients.BatchNorm2Scale.ToArray().Cast<double>().ToArray(), 1e-9);
        Check.Close<double>(SumOfExamples(golden.Numbers("dx"), 5, 3), workspace.Gradients.b1.ToArray().Cast<double>().ToArray(), 1e-9);
        Check.Close<double>(golden.Numbers("running_mean"), network.Parameters.BatchNorm2RunningMean.ToArray().Cast<double>().ToArray(), 0);
    }

    [Fact]
    public void Noted_statistics_are_saved_with_the_network_and_predict_as_before()
    {
        var (x, y) = Examples();
        var network = Normalized.Create(1);
        network.Fit(x, y, new TrainingOptions { Epochs = 5, LearningRate = 0.1 });
        string path = PathOf("network.safetensors");
        network.Save(path);

        var loaded = Normalized.Load(path);

        Assert.NotEqual(0, network.Parameters.BatchNorm2RunningMean[0, 0]);
        Assert.Equal(network.Predict(x).ToArray(), loaded.Predict(x).ToArray());
    }

    [Fact]
    public void No_optimizer_steps_the_noted_statistics()
    {
        var (x, y) = Examples();
        Normalized decayed = Normalized.Create(1), plain = Normalized.Create(1);
        var workspace = decayed.CreateWorkspace(40);
        var optimizer = Optimizer.AdamW(0.001, weightDecay: 0.5).CreateState(decayed.Parameters);
        decayed.TrainStep(x, y, optimizer, workspace);
        plain.Forward(x, plain.CreateWorkspace(40));

        Assert.Equal(Normalized.ParameterCount, optimizer.ParameterCount);
        Assert.Equal(plain.Parameters.BatchNorm2RunningMean.ToArray(), decayed.Parameters.BatchNorm2RunningMean.ToArray());
        Assert.Equal(plain.Parameters.BatchNorm2RunningVariance.ToArray(), decayed.Parameters.BatchNorm2RunningVariance.ToArray());
    }

    [Fact]
    public void Predictions_evaluations_and_gradient_checks_note_nothing()
    {
        var (x, y) = Examples();
        var network = Normalized.Create(1);
        network.Forward(x, network.CreateWorkspace(40));
        float[,] before = network.Parameters.BatchNorm2RunningMean.ToArray();

        network.Predict(x);
        network.Evaluate(x, y);
        network.CheckGradients(x, y);

        Assert.Equal(before, network.Parameters.BatchNorm2RunningMean.ToArray());
    }

    [Fact]
    public void A_network_with_statistics_is_judged_by_the_activation_of_its_output()
    {
        var (x, y) = Examples();

        Assert.NotNull(Normalized.Create(1).Evaluate(x, y).Accuracy);
    }

    [Fact]
    public void Early_stopping_brings_back_the_statistics_with_the_parameters()
    {
        var (x, y) = Examples();
        var network = Normalized.Create(1);

        // A rate so high that the first epoch stays the best.
        var history = network.Fit(x, y, new TrainingOptions { Epochs = 6, LearningRate = 30, BatchSize = 8, Validation = Validation.Set(x, y), EarlyStopping = new EarlyStopping { Patience = 3 } });

        Assert.Equal(history.Validation.Min(metrics => metrics.Cost), network.Evaluate(x, y).Cost, 1e-6);
    }

    [Fact]
    public void A_step_that_is_refused_notes_nothing()
    {
        foreach (var optimizer in (Optimizer[])[Optimizer.GradientDescent(0.1), Optimizer.Adam(0.01)])
        {
            var (x, y) = Examples();
            Normalized refused = Normalized.Create(1), before = Normalized.Create(1);
            var options = new TrainingOptions { Epochs = 1, BatchSize = 8, Shuffle = false, Optimizer = optimizer };
            before.Fit(x, y, options with { Steps = 2 });
            y[0, 20] = float.NaN;

            Assert.Throws<TrainingDivergedException>(() => refused.Fit(x, y, options));

            Assert.Equal(before.Parameters.Statistics(), refused.Parameters.Statistics());
            Assert.Equal(before.Parameters.AsSpan(), refused.Parameters.AsSpan());
        }
    }

    [Fact]
    public void A_checkpoint_brings_back_the_statistics()
    {
        var (x, y) = Examples();
        Normalized whole = Normalized.Create(1), first = Normalized.Create(1), second = Normalized.Create(9);
        TrainingOptions Options(int epochs, bool resume) => new()
        {
            Epochs = epochs,
            LearningRate = 0.1,
            BatchSize = 8,
            Shuffle = true,
            CheckpointPath = PathOf("training"),
            CheckpointEveryEpochs = 1,
            Resume = resume,
        };
        whole.Fit(x, y, new TrainingOptions { Epochs = 4, LearningRate = 0.1, BatchSize = 8, Shuffle = true });
        first.Fit(x, y, Options(2, resume: false));
        second.Fit(x, y, Options(4, resume: true));

        Assert.Equal(whole.Parameters.Statistics(), second.Parameters.Statistics());
        Assert.Equal(whole.Predict(x).ToArray(), second.Predict(x).ToArray());
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private static void AgreesInTraining<TShape, TNetwork>(string name)
        where TShape : struct, INormShape
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var golden = Golden.Open("layers.json").GetProperty("layers").Named(name);
        int examples = golden.GetProperty("batch").GetInt32(), features = TNetwork.InputSize;
        double[] x = golden.Numbers("x"), y = golden.Numbers("y"), dy = golden.Numbers("dy"), dx = golden.Numbers("dx");
        var (scale, shift) = (golden.GetProperty("parameters").GetProperty("weight"), golden.GetProperty("parameters").GetProperty("bias"));
        var network = TNetwork.Create(1);
        var layout = network.Parameters.Layout;
        Identity(network.Parameters.View(layout[0]));
        Set(network.Parameters.View(layout[2]), scale.Numbers("value"));
        Set(network.Parameters.View(layout[3]), shift.Numbers("value"));
        var workspace = network.CreateWorkspace(examples);
        var matrix = Matrix<double>.FromExamples(x, features, examples);

        // Through the generated network: output, statistics, gradients of γ and β, and the sum of dX over the examples as db1.
        var output = network.Forward(matrix, workspace).Copy();
        Check.Close(Matrix<double>.FromExamples(y, features, examples), output, 1e-9);
        Check.Close<double>(golden.GetProperty("buffers_after").Numbers("running_mean"), network.Parameters.Statistics()[..TShape.Channels], 1e-9);
        Check.Close<double>(golden.GetProperty("buffers_after").Numbers("running_var"), network.Parameters.Statistics()[TShape.Channels..], 1e-9);
        network.Backward(matrix, output - (features / 2.0 * Matrix<double>.FromExamples(dy, features, examples)), workspace);
        var gradients = workspace.ParameterGradients;
        Check.Close<double>([.. scale.Numbers("gradient").Select(number => number / examples)], gradients.AsSpan().Slice(layout[2].Offset, TShape.Channels), 1e-9);
        Check.Close<double>([.. shift.Numbers("gradient").Select(number => number / examples)], gradients.AsSpan().Slice(layout[3].Offset, TShape.Channels), 1e-9);
        Check.Close<double>(SumOfExamples(dx, features, examples), gradients.AsSpan().Slice(layout[1].Offset, features), 1e-9);

        // Through the kernel: dX of each example.
        Matrix<double> statistics = Matrix<double>.Zeros(TShape.Channels, 2), gradient = Matrix<double>.FromExamples([.. dy], features, examples), a = Matrix<double>.Zeros(features, examples);
        Matrix<double> column = Matrix<double>.Zeros(TShape.Channels, 1), other = column.Copy(), third = column.Copy();
        var gamma = network.Parameters.View(layout[2]);
        BatchNormKernel<TShape>.Forward(workspace, gamma, column, other, third, 0.1, 1e-5, statistics, matrix, a);
        BatchNormKernel<TShape>.Backward(workspace, gamma, statistics, matrix, gradient, other, third);
        Check.Close(Matrix<double>.FromExamples(dx, features, examples), gradient, 1e-9);
    }

    /// <summary>The mean over the examples, as the gradient of a bias is.</summary>
    private static double[] SumOfExamples(double[] dx, int features, int examples) =>
        [.. Enumerable.Range(0, features).Select(i => Enumerable.Range(0, examples).Sum(e => dx[(e * features) + i]) / examples)];

    private static void Identity(Matrix<double> w)
    {
        w.Fill(0);
        for (int i = 0; i < w.Rows; i++)
        {
            w[i, i] = 1;
        }
    }

    private static void Set(Matrix<double> column, double[] numbers) => column.CopyFrom(Matrix<double>.FromExamples(numbers, numbers.Length, 1));

    private static (Matrix<float> X, Matrix<float> Y) Examples()
    {
        var random = new SeededRandom(3);
        Matrix<float> x = Matrix<float>.Zeros(4, 40), y = Matrix<float>.Zeros(1, 40);
        for (int j = 0; j < 40; j++)
        {
            for (int i = 0; i < 4; i++)
            {
                x[i, j] = (float)random.NextNormal() + 1;
            }

            y[0, j] = x[0, j] * x[1, j] > 1 ? 1 : 0;
        }

        return (x, y);
    }

    [Network]
    [Input(4)]
    [Dense(6, Activation = Activation.Identity)]
    [BatchNorm]
    [Activation(Activation.ReLU)]
    [Dense(1)]
    internal sealed partial class Normalized;

    private readonly struct ImageShape : INormShape
    {
        public static int Channels => 3;

        public static int Pixels => 20;

        public static int Groups => 1;
    }

    private readonly struct VectorShape : INormShape
    {
        public static int Channels => 5;

        public static int Pixels => 1;

        public static int Groups => 1;
    }
}
