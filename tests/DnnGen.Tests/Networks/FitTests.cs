namespace DnnGen.Tests.Networks;

/// <summary>Training as a user drives it.</summary>
public class FitTests
{
    [Fact]
    public void The_full_batch_takes_one_step_an_epoch_and_its_costs_are_those_of_training_steps()
    {
        var (x, y) = Points(40);
        var byHand = Disc.Create(seed: 2);
        var ws = byHand.CreateWorkspace(40);
        double[] expected = [.. Enumerable.Range(0, 30).Select(_ => byHand.TrainStep(x, y, 0.4, ws))];

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, new TrainingOptions { Epochs = 30, LearningRate = 0.4 });

        Assert.Equal(expected, history.Costs);
        Assert.Equal(30, history.Steps);
        Assert.False(history.WasCancelled);
        Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void Every_epoch_sees_every_example_once_in_the_order_of_NumPys_permutation()
    {
        var (x, y) = Points(23);
        var order = new NumPyRandom(5);
        var byHand = Disc.Create(seed: 2);
        var ws = byHand.CreateWorkspace(8);
        var costs = new List<double>();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            int[] permutation = order.Permutation(23);
            double sum = 0;
            foreach (int[] batch in permutation.Chunk(8))
            {
                var batchX = Matrix<double>.Zeros(2, batch.Length);
                var batchY = Matrix<double>.Zeros(1, batch.Length);
                for (int j = 0; j < batch.Length; j++)
                {
                    batchX.Column(j).CopyFrom(x.Column(batch[j]));
                    batchY.Column(j).CopyFrom(y.Column(batch[j]));
                }

                sum += byHand.TrainStep(batchX, batchY, 0.4, ws) * batch.Length;
            }

            costs.Add(sum / 23);
        }

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, new TrainingOptions { Epochs = 3, BatchSize = 8, LearningRate = 0.4, Random = new NumPyRandom(5) });

        Assert.Equal(costs, history.Costs);
        Assert.Equal(9, history.Steps);
        Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void The_seed_of_the_shuffling_decides_the_training()
    {
        var (x, y) = Points(23);
        double[] Train(ulong seed)
        {
            var network = Disc.Create(seed: 2);
            network.Fit(x, y, new TrainingOptions { Epochs = 4, BatchSize = 5, Seed = seed });
            return network.Parameters.AsSpan().ToArray();
        }

        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }

    [Fact]
    public void A_cancelled_training_stops_after_its_step_and_returns_what_it_has()
    {
        var (x, y) = Points(40);
        using var stop = new CancellationTokenSource();
        var network = Disc.Create(seed: 2);

        var history = network.Fit(x, y, new TrainingOptions
        {
            Epochs = 1000,
            CancellationToken = stop.Token,
            OnEpoch = progress =>
            {
                if (progress.Epoch == 6)
                {
                    stop.Cancel();
                }
            },
        });

        Assert.True(history.WasCancelled);
        Assert.Equal(7, history.Costs.Count);
    }

    [Fact]
    public void Progress_tells_epoch_step_cost_and_rate()
    {
        var (x, y) = Points(10);
        var told = new List<TrainingProgress>();

        var history = Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Epochs = 3, BatchSize = 4, LearningRate = 0.1, OnEpoch = told.Add });

        Assert.Equal([0, 1, 2], told.Select(progress => progress.Epoch));
        Assert.Equal([3L, 6L, 9L], told.Select(progress => progress.Step));
        Assert.Equal(history.Costs, told.Select(progress => progress.Cost));
        Assert.All(told, progress => Assert.Equal((3, 0.1), (progress.Epochs, progress.LearningRate)));
    }

    [Fact]
    public void Steps_end_the_training_within_an_epoch_and_more_of_them_go_on_from_there()
    {
        var (x, y) = Points(23);
        var options = new TrainingOptions { BatchSize = 5, LearningRate = 0.4 };
        var whole = Disc.Create(seed: 2);
        var expected = whole.Fit(x, y, options with { Epochs = 3 });

        var network = Disc.Create(seed: 2);
        var state = new TrainingState();
        var history = network.Fit(x, y, options with { Steps = 7, State = state });
        Assert.Equal((7L, 1, false), (history.Steps, history.Costs.Count, history.WasCancelled));
        Assert.Equal(10, state.ExamplesInEpoch);
        history = network.Fit(x, y, options with { Steps = 15, State = state });

        Assert.Equal(expected.Costs, history.Costs);
        Assert.Equal(expected.Steps, history.Steps);
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void Epochs_and_steps_together_end_with_whichever_come_first_and_steps_alone_take_the_epochs_they_need()
    {
        var (x, y) = Points(23);
        var options = new TrainingOptions { BatchSize = 5 };
        Assert.Equal((10L, 2), Taken(options with { Epochs = 2, Steps = 11 }));
        Assert.Equal((11L, 2), Taken(options with { Epochs = 4, Steps = 11 }));
        Assert.Equal((600L, 120), Taken(options with { Steps = 600 }));
        Assert.Equal((0L, 0), Taken(options with { Steps = 0 }));
        Assert.Equal((500L, 100), Taken(options));

        (long, int) Taken(TrainingOptions training)
        {
            int told = 0;
            var history = Disc.Create(seed: 2).Fit(x, y, training with { OnEpoch = _ => told++ });
            Assert.Equal(history.Costs.Count, told);
            return (history.Steps, history.Costs.Count);
        }
    }

    [Fact]
    public void A_schedule_reaches_its_end_with_the_last_of_the_steps()
    {
        var (x, y) = Points(23);
        var rates = new List<double>();
        Disc.Create(seed: 2).Fit(x, y, new TrainingOptions
        {
            BatchSize = 5,
            Steps = 12,
            LearningRate = 0.4,
            Schedule = Schedule.Polynomial(),
            ScheduleUnit = ScheduleUnit.Step,
            OnStep = step => rates.Add(step.LearningRate),
        });

        Assert.Equal(Enumerable.Range(0, 12).Select(step => 0.4 * (1 - (step / 12.0))), rates);
    }

    [Fact]
    public void Every_step_is_told_with_its_cost_and_may_end_the_training()
    {
        var (x, y) = Points(23);
        var told = new List<StepProgress>();
        using var stop = new CancellationTokenSource();

        var history = Disc.Create(seed: 2).Fit(x, y, new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 10,
            LearningRate = 0.1,
            CancellationToken = stop.Token,
            OnStep = step =>
            {
                told.Add(step);
                if (step.Step == 5)
                {
                    stop.Cancel();
                }
            },
        });

        Assert.True(history.WasCancelled);
        Assert.Equal([(0, 1L), (0, 2L), (0, 3L), (1, 4L), (1, 5L)], told.Select(step => (step.Epoch, step.Step)));
        Assert.Equal(history.Costs[0], ((10 * told[0].Cost) + (10 * told[1].Cost) + (3 * told[2].Cost)) / 23, 1e-15);
        Assert.All(told, step => Assert.Equal(0.1, step.LearningRate));
    }

    [Fact]
    public void Every_step_is_told_with_its_place_in_the_epoch_and_its_own_cost()
    {
        var (x, y) = Points(10);
        var told = new List<StepProgress>();

        var history = Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Epochs = 2, BatchSize = 4, LearningRate = 0.1, OnStep = told.Add });

        Assert.Equal([0, 0, 0, 1, 1, 1], told.Select(progress => progress.Epoch));
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], told.Select(progress => progress.Step));
        Assert.Equal([4L, 8L, 10L, 4L, 8L, 10L], told.Select(progress => progress.Example));
        Assert.All(told, progress => Assert.Equal((2, 10L, 0.1), (progress.Epochs, progress.Examples, progress.LearningRate)));
        Assert.Equal(history.Costs[0], ((4 * told[0].Cost) + (4 * told[1].Cost) + (2 * told[2].Cost)) / 10, 12);
    }

    [Fact]
    public void The_best_checkpoint_holds_the_parameters_of_the_lowest_cost_that_was_looked_at()
    {
        var (x, y) = Points(40);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        try
        {
            var network = Disc.Create(seed: 2);
            var history = network.Fit(x, y, new TrainingOptions { Epochs = 55, LearningRate = 0.4, BestCheckpointPath = path, CheckpointInterval = 10 });

            var best = Disc.Load(path);
            var ws = best.CreateWorkspace(40);
            best.Forward(x, ws);

            Assert.Equal(history.BestCheckpointCost, best.Cost(y, ws));
            Assert.True(history.BestCheckpointCost < history.Costs[40], "The checkpoint at the end is better than the one before.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_learning_rate_that_vanishes_in_the_number_type_is_refused_by_Fit_itself()
    {
        var options = new TrainingOptions { LearningRate = 1e-60 };

        var refused = Assert.Throws<ArgumentOutOfRangeException>(
            () => MethodNetworkSingle.Create(seed: 1).Fit(Matrix<float>.Zeros(5, 3), Matrix<float>.Zeros(1, 3), options));

        Assert.StartsWith("MethodNetworkSingle.Fit: the learning rate is 0; ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_that_is_no_number_stops_the_training_and_names_step_and_cause()
    {
        var (x, y) = Points(10);
        x[0, 3] = double.NaN;

        var diverged = Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { LearningRate = 0.25 }));

        Assert.Equal(
            "Disc.Fit: the cost is NaN at step 0, epoch 0; x[0, 3] is NaN: x must hold only finite numbers.",
            diverged.Message);
    }

    [Theory]
    [InlineData(0.0, null, 100, "Disc.Fit: LearningRate is 0; it must be a positive finite number, for example 0.01.")]
    [InlineData(double.NaN, null, 100, "Disc.Fit: LearningRate is NaN; it must be a positive finite number, for example 0.01.")]
    [InlineData(0.1, 0, 100, "Disc.Fit: BatchSize is 0; it must be 1 or more, or null for the full batch.")]
    [InlineData(0.1, null, 0, "Disc.Fit: CheckpointInterval is 0; it must be 1 or more.")]
    public void An_option_without_meaning_is_refused_in_one_sentence(double rate, int? batch, int interval, string sentence)
    {
        var (x, y) = Points(10);

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Disc.Create(seed: 2).Fit(
            x, y, new TrainingOptions { LearningRate = rate, BatchSize = batch, CheckpointInterval = interval }));

        Assert.Equal(sentence, refusal.Message);
    }

    [Fact]
    public void A_negative_number_of_steps_is_refused()
    {
        var (x, y) = Points(10);

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Steps = -1 }));

        Assert.Equal("Disc.Fit: Steps is -1; it must be 0 or more, or null to count none.", refusal.Message);
    }

    private static (Matrix<double> X, Matrix<double> Y) Points(int count)
    {
        var random = new SeededRandom(7);
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
