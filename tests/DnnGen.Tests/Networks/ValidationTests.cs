namespace DnnGen.Tests.Networks;

/// <summary>Trainings that are judged by examples they do not learn from.</summary>
public sealed class ValidationTests
{
    private static TrainingOptions Options { get; } = new() { Epochs = 6, BatchSize = 7, LearningRate = 0.4 };

    [Fact]
    public void Every_epoch_is_judged_by_the_validation_and_learns_nothing_from_it()
    {
        var (x, y) = Points(40, 7);
        var (validationX, validationY) = Points(300, 8);
        var plain = Disc.Create(seed: 2);
        plain.Fit(x, y, Options);
        var expected = new List<string>();
        var told = new List<Metrics?>();

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, Options with
        {
            Validation = Validation.Set(validationX, validationY),
            OnEpoch = progress =>
            {
                told.Add(progress.Validation);
                expected.Add(network.Evaluate(validationX, validationY).ToString());
            },
        });

        Check.BitwiseEqual(plain.Parameters.AsSpan(), network.Parameters.AsSpan());
        Assert.Equal(6, history.Validation.Count);
        Assert.Equal(told, [.. history.Validation]);
        Assert.Equal(expected, history.Validation.Select(metrics => metrics.ToString()));
        Assert.Equal((false, null), (history.StoppedEarly, history.BestEpoch));
        var last = network.Evaluate(validationX, validationY);
        Assert.Equal((last.Cost, last.Accuracy, last.RocAuc, last.R2, 300), (history.Validation[^1].Cost, history.Validation[^1].Accuracy, history.Validation[^1].RocAuc, history.Validation[^1].R2, history.Validation[^1].Examples));
    }

    [Fact]
    public void A_split_trains_with_one_part_and_validates_with_the_other()
    {
        var (x, y) = Points(40, 7);
        int[] order = new int[40];
        new SeededRandom(3).NextPermutation(order);
        int[] validated = [.. order[..10].Order()], trained = [.. order[10..].Order()];
        var byHand = Disc.Create(seed: 2);
        var expected = byHand.Fit(Gathered(x, trained), Gathered(y, trained), Options with { Validation = Validation.Set(Gathered(x, validated), Gathered(y, validated)) });

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, Options with { Validation = Validation.Split(0.25, seed: 3) });

        Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());
        Assert.Equal(expected.Validation, history.Validation);
        Assert.Equal(expected.Costs, history.Costs);
        Assert.NotEqual(history.Validation, Disc.Create(seed: 2).Fit(x, y, Options with { Validation = Validation.Split(0.25, seed: 4) }).Validation);
        Assert.Equal(1, Disc.Create(seed: 2).Fit(x, y, Options with { Validation = Validation.Split(0.001) }).Validation[0].Examples);
        Assert.Equal(39, Disc.Create(seed: 2).Fit(x, y, Options with { Validation = Validation.Split(0.999) }).Validation[0].Examples);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_named_by_its_place_before_the_split()
    {
        var (x, y) = Points(40, 7);
        int[] order = new int[40];
        new SeededRandom(1).NextPermutation(order);
        int column = order[39];
        x[1, column] = double.PositiveInfinity;

        var diverged = Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, Options with { BatchSize = null, Validation = Validation.Split(0.2) }));

        Assert.Contains($"; x[1, {column}] is ", diverged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(3, 0.0)]
    [InlineData(1, 0.02)]
    public void Early_stopping_counts_the_epochs_without_improvement(int patience, double minimum)
    {
        var (x, y, validation) = Overfitting();
        var options = Fast with { Validation = validation };
        var free = Disc.Create(seed: 2).Fit(x, y, options);
        double best = double.PositiveInfinity;
        int waiting = 0, bestEpoch = 0, epoch = 0;
        for (; waiting <= patience; epoch++)
        {
            bool better = free.Validation[epoch].Cost < best - minimum;
            (best, waiting, bestEpoch) = better ? (free.Validation[epoch].Cost, 0, epoch) : (best, waiting + 1, bestEpoch);
        }

        Assert.InRange(epoch, 2, options.Epochs - 1);
        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, options with { EarlyStopping = new EarlyStopping { Patience = patience, MinimumImprovement = minimum } });

        Assert.Equal((true, epoch, bestEpoch), (history.StoppedEarly, history.Costs.Count, history.BestEpoch));
        var byHand = Disc.Create(seed: 2);
        byHand.Fit(x, y, options with { Epochs = bestEpoch + 1 });
        Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());

        var last = Disc.Create(seed: 2);
        last.Fit(x, y, options with { EarlyStopping = new EarlyStopping { Patience = patience, MinimumImprovement = minimum, RestoreBest = false } });
        var allEpochs = Disc.Create(seed: 2);
        allEpochs.Fit(x, y, options with { Epochs = epoch });
        Check.BitwiseEqual(allEpochs.Parameters.AsSpan(), last.Parameters.AsSpan());
    }

    [Fact]
    public void The_last_epoch_restores_the_best_parameters_too()
    {
        var (x, y, validation) = Overfitting();
        var options = Fast with { Validation = validation, EarlyStopping = new EarlyStopping { Patience = 1000 } };
        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, options);

        Assert.False(history.StoppedEarly);
        Assert.Equal(history.Validation.Min(metrics => metrics.Cost), history.Validation[history.BestEpoch!.Value].Cost);
        Assert.NotEqual(options.Epochs - 1, history.BestEpoch);
        var byHand = Disc.Create(seed: 2);
        byHand.Fit(x, y, Fast with { Epochs = history.BestEpoch.Value + 1 });
        Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void Early_stopping_goes_on_from_a_checkpoint_as_if_never_interrupted()
    {
        var (x, y, validation) = Overfitting();
        var folder = Directory.CreateTempSubdirectory("dnngen-validation-");
        try
        {
            var options = Fast with { Validation = validation, EarlyStopping = new EarlyStopping { Patience = 3 } };
            var whole = Disc.Create(seed: 2);
            var expected = whole.Fit(x, y, options);
            foreach (int cut in (int[])[1, 2, expected.Costs.Count - 2, expected.Costs.Count])
            {
                var kept = options with { CheckpointPath = Path.Combine(folder.FullName, $"{cut}"), Resume = true };
                Disc.Create(seed: 2).Fit(x, y, kept with { Epochs = cut });
                var network = Disc.Create(seed: 2);
                var history = network.Fit(x, y, kept);

                Assert.Equal(expected.Validation, history.Validation);
                Assert.Equal((expected.StoppedEarly, expected.BestEpoch), (history.StoppedEarly, history.BestEpoch));
                Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_cannot_validate_is_refused_in_one_sentence()
    {
        var (x, y) = Points(40, 7);
        Assert.Equal("Validation.Split: fraction is 1; it must be above 0 and below 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Validation.Split(1)).Message);
        Assert.Equal(
            "Disc.Fit: EarlyStopping watches the cost of examples that are not trained with, and there is no Validation; give one, for example Validation.Split(0.2).",
            Refusal<ArgumentException>(Options with { EarlyStopping = new EarlyStopping() }));
        Assert.Equal(
            "Disc.Fit: Patience is -1; it must be 0 or more.",
            Refusal<ArgumentOutOfRangeException>(Options with { Validation = Validation.Split(0.2), EarlyStopping = new EarlyStopping { Patience = -1 } }));
        Assert.Equal(
            "Disc.Fit: MinimumImprovement is NaN; it must be a finite number, 0 or more.",
            Refusal<ArgumentOutOfRangeException>(Options with { Validation = Validation.Split(0.2), EarlyStopping = new EarlyStopping { MinimumImprovement = double.NaN } }));
        Assert.Equal(
            "Disc.Fit: the validation holds numbers of another type; this network takes Double.",
            Refusal<ArgumentException>(Options with { Validation = Validation.Set(Matrix<float>.Zeros(2, 3), Matrix<float>.Zeros(1, 3)) }));
        Assert.StartsWith(
            "Disc.Fit, validation: x is (3 × 4); ",
            Refusal<ShapeMismatchException>(Options with { Validation = Validation.Set(Matrix<double>.Zeros(3, 4), Matrix<double>.Zeros(1, 4)) }),
            StringComparison.Ordinal);
        Assert.Equal(
            "Disc.Fit: one example cannot be split into some to train and some to validate with; give two or more.",
            Assert.Throws<ShapeMismatchException>(() => Disc.Create(seed: 2).Fit(x.SliceColumns(0, 1), y.SliceColumns(0, 1), Options with { Validation = Validation.Split(0.5) })).Message);

        string Refusal<TException>(TrainingOptions options)
            where TException : Exception => Assert.Throws<TException>(() => Disc.Create(seed: 2).Fit(x, y, options)).Message;
    }

    /// <summary>So fast that the cost of other examples rises again.</summary>
    private static TrainingOptions Fast => new() { Epochs = 150, BatchSize = 4, Optimizer = Optimizer.Adam(0.2) };

    private static (Matrix<double> X, Matrix<double> Y, Validation Validation) Overfitting()
    {
        var (x, y) = Points(16, 7);
        var (validationX, validationY) = Points(60, 8);
        return (x, y, Validation.Set(validationX, validationY));
    }

    private static Matrix<double> Gathered(Matrix<double> examples, int[] columns)
    {
        var gathered = Matrix<double>.Zeros(examples.Rows, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            gathered.Column(j).CopyFrom(examples.Column(columns[j]));
        }

        return gathered;
    }

    private static (Matrix<double> X, Matrix<double> Y) Points(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var x = Matrix<double>.Zeros(2, count);
        var y = Matrix<double>.Zeros(1, count);
        for (int j = 0; j < count; j++)
        {
            (x[0, j], x[1, j]) = ((2 * random.NextUniform()) - 1, (2 * random.NextUniform()) - 1);
            y[0, j] = (x[0, j] * x[0, j]) + (x[1, j] * x[1, j]) < 0.4 ? 1 : 0;
        }

        return (x, y);
    }
}
