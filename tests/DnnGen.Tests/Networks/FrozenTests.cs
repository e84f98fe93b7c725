namespace DnnGen.Tests.Networks;

/// <summary>Frozen layers: no gradient, no step, whatever the optimizer; they are saved and predict all the same.</summary>
public sealed partial class FrozenTests
{
    public static TheoryData<string> Optimizers => ["gradient descent", "momentum", "AdamW", "Lion", "LBFGS"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Frozen_parameters_stay_bit_for_bit_and_the_others_move(string optimizer)
    {
        var (x, y) = Examples();
        var network = Tuned.Create(3);
        var before = Copies(network);
        network.Fit(x, y, new TrainingOptions
        {
            Epochs = 3,
            Optimizer = optimizer switch
            {
                "momentum" => Optimizer.Momentum(0.05, 0.9),
                "AdamW" => Optimizer.AdamW(0.01, weightDecay: 0.3),
                "Lion" => Optimizer.Lion(0.01, weightDecay: 0.3),
                "LBFGS" => Optimizer.LBFGS(),
                _ => Optimizer.GradientDescent(0.1),
            },
        });
        var after = Copies(network);

        foreach (var parameter in network.Parameters.Layout)
        {
            bool same = before[parameter.Name].SequenceEqual(after[parameter.Name]);
            Assert.Equal(parameter.IsFrozen || (parameter.IsStatistic && parameter.Name.StartsWith("BatchNorm2", StringComparison.Ordinal)), same);
        }
    }

    [Fact]
    public void A_step_and_an_update_leave_frozen_parameters_alone()
    {
        var (x, y) = Examples();
        Tuned fused = Tuned.Create(3), apart = Tuned.Create(3);
        var before = Copies(fused);
        Tuned.Workspace fusedSpace = fused.CreateWorkspace(x.Columns), apartSpace = apart.CreateWorkspace(x.Columns);
        for (int step = 0; step < 3; step++)
        {
            double cost = fused.TrainStep(x, y, 0.1, fusedSpace);
            apart.Forward(x, apartSpace);
            Assert.Equal(apart.Cost(y, apartSpace), cost, 1e-12);
            apart.Backward(x, y, apartSpace);
            apart.Update(apartSpace.Gradients, 0.1);
        }

        Check.Close<double>(apart.Parameters.AsSpan(), fused.Parameters.AsSpan(), 1e-12);
        foreach (var parameter in fused.Parameters.Layout.Where(parameter => parameter.IsFrozen))
        {
            Assert.Equal(before[parameter.Name], Copies(fused)[parameter.Name]);
            Assert.All(apartSpace.Gradients.View(parameter).ToArray().Cast<double>(), gradient => Assert.Equal(0, gradient));
        }
    }

    [Fact]
    public void Gradients_of_what_is_trained_agree_with_finite_differences_and_what_is_frozen_is_not_among_them()
    {
        var (x, y) = Examples();
        var result = Tuned.Create(3).CheckGradients(x, y);

        Assert.True(result.Passed, result.ToString());
        Assert.Equal(Tuned.Create(3).Parameters.AsSpan().Length, result.ParameterCount);
        Assert.Equal(Tuned.ParameterCount, result.ParameterCount + Tuned.Create(3).Parameters.Frozen().Length);
    }

    /// <summary>Batch statistics depend on the other examples, noted ones do not.</summary>
    [Fact]
    public void A_frozen_batch_normalization_predicts_with_its_noted_statistics_in_training_too()
    {
        var (x, y) = Examples();
        var network = FrozenNorm.Create(3);
        network.Parameters.BatchNorm1RunningMean.Fill(0.5);
        network.Parameters.BatchNorm1RunningVariance.Fill(4);
        var workspace = network.CreateWorkspace(x.Columns);
        var output = network.Forward(x, workspace).Copy();

        Check.Close(network.Predict(x), output, 1e-12);
        Check.Close(network.Predict(x.SliceColumns(0, 1)), output.SliceColumns(0, 1), 1e-12);
        network.TrainStep(x, y, 0.1, workspace);
        Assert.All(network.Parameters.BatchNorm1RunningMean.ToArray().Cast<double>(), mean => Assert.Equal(0.5, mean));
        Assert.True(network.CheckGradients(x, y).Passed);
    }

    [Fact]
    public void A_network_that_is_not_frozen_is_loaded_into_one_that_is()
    {
        var folder = Directory.CreateTempSubdirectory("dnngen-");
        try
        {
            var (x, y) = Examples();
            string path = Path.Combine(folder.FullName, "network.safetensors");
            var whole = Whole.Create(4);
            whole.Fit(x, y, new TrainingOptions { Epochs = 5, LearningRate = 0.1 });
            whole.Save(path);
            var tuned = Tuned.Load(path);

            Check.Close(whole.Predict(x), tuned.Predict(x), 1e-12);
            double[] example = new double[Tuned.InputSize], output = new double[Tuned.OutputSize];
            Matrix<double>.FromExamples(example, Tuned.InputSize, 1).CopyFrom(x.SliceColumns(2, 1));
            tuned.Predict(example, output);
            Check.Close(whole.Predict(x.SliceColumns(2, 1)), Matrix<double>.FromExamples(output, Tuned.OutputSize, 1), 1e-12);
            tuned.Save(path);
            Check.Close(tuned.Predict(x), Whole.Load(path).Predict(x), 1e-12);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_training_that_diverges_is_told_with_statistics_and_frozen_layers_too()
    {
        var (x, y) = Examples();
        string message = Assert.Throws<TrainingDivergedException>(() => Tuned.Create(1).Fit(x, y, new TrainingOptions { Epochs = 50, LearningRate = 1e200 })).Message;

        Assert.Contains("the training has diverged", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_says_what_is_frozen()
    {
        Assert.Contains("batch norm, frozen", Tuned.Summary, StringComparison.Ordinal);
        Assert.Contains($"trained: {Tuned.Create(1).Parameters.AsSpan().Length} of {Tuned.ParameterCount} parameters; the others are frozen", Tuned.Summary, StringComparison.Ordinal);
    }

    private static Dictionary<string, double[]> Copies(Tuned network) =>
        network.Parameters.Layout.ToDictionary(parameter => parameter.Name, parameter => network.Parameters.View(parameter).ToArray().Cast<double>().ToArray());

    private static (Matrix<double> X, Matrix<double> Y) Examples()
    {
        var random = new SeededRandom(5);
        Matrix<double> x = Matrix<double>.Zeros(6, 12), y = Matrix<double>.Zeros(3, 12);
        for (int j = 0; j < x.Columns; j++)
        {
            y[j % 3, j] = 1;
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = random.NextNormal() + (i % 3 == j % 3 ? 1 : 0);
            }
        }

        return (x, y);
    }

    [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double, Hidden = Activation.Tanh)]
    [Input(6), Dense(8), BatchNorm, Dense(7), LayerNorm, PReLU, Dense(5), BatchNorm, Dense(3)]
    private sealed partial class Whole;

    [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double, Hidden = Activation.Tanh)]
    [Input(6), Dense(8, Frozen = true), BatchNorm(Frozen = true), Dense(7), LayerNorm(Frozen = true), PReLU(Frozen = true), Dense(5, Frozen = true), BatchNorm, Dense(3)]
    private sealed partial class Tuned;

    [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
    [Input(6), BatchNorm(Frozen = true), Dense(3)]
    private sealed partial class FrozenNorm;
}
