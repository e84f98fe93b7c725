namespace DnnGen.Tests.Networks;

/// <summary>Training with an optimizer, a schedule, clipped and accumulated gradients, and a state that goes on.</summary>
public class FitWithOptimizerTests
{
    [Fact]
    public void Fit_takes_the_steps_of_the_optimizer_that_are_taken_by_hand()
    {
        var (x, y) = Points(30);
        var byHand = Disc.Create(seed: 2);
        var optimizer = Optimizer.Adam(learningRate: 0.05).CreateState(byHand.Parameters);
        var ws = byHand.CreateWorkspace(30);
        var costs = new List<double>();
        for (int step = 0; step < 20; step++)
        {
            byHand.Forward(x, ws);
            costs.Add(byHand.Cost(y, ws));
            byHand.Backward(x, y, ws);
            optimizer.Step(byHand.Parameters, ws.Gradients);
        }

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, new TrainingOptions { Epochs = 20, Optimizer = Optimizer.Adam(learningRate: 0.05) });

        Check.Close<double>([.. costs], history.Costs.ToArray(), 1e-15);
        Assert.Equal(20, history.Steps);
        Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void A_training_step_takes_an_optimizer_in_place_of_a_rate()
    {
        var (x, y) = Points(30);
        var byHand = Disc.Create(seed: 2);
        var optimizer = Optimizer.RMSProp().CreateState(byHand.Parameters);
        var ws = byHand.CreateWorkspace(30);
        double[] costs = [.. Enumerable.Range(0, 5).Select(_ => byHand.TrainStep(x, y, optimizer, ws))];

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, new TrainingOptions { Epochs = 5, Optimizer = Optimizer.RMSProp() });

        Check.Close<double>(costs, history.Costs.ToArray(), 1e-15);
        Check.BitwiseEqual(network.Parameters.AsSpan(), byHand.Parameters.AsSpan());
        Assert.Equal(5, optimizer.Steps);

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        byHand.TrainStep(x, y, optimizer, ws);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    [Fact]
    public void An_optimizer_made_for_another_network_is_refused()
    {
        var (x, y) = Points(30);
        var network = Disc.Create(seed: 2);
        var optimizer = Optimizer.Adam().CreateState<double>(12);

        var refusal = Assert.Throws<ShapeMismatchException>(() => network.TrainStep(x, y, optimizer, network.CreateWorkspace(30)));

        Assert.Equal("OptimizerState.Step: this state was created for 12 parameters; there are 33 parameters and 33 gradients.", refusal.Message);
    }

    [Fact]
    public void Plain_gradient_descent_as_an_optimizer_is_the_fused_step_of_the_network()
    {
        var (x, y) = Points(30);
        var state = new TrainingState();
        double[] plain = Trained(x, y, new TrainingOptions { Epochs = 10, LearningRate = 0.4 });
        double[] optimizer = Trained(x, y, new TrainingOptions { Epochs = 10, Optimizer = Optimizer.GradientDescent(0.4), State = state });
        double[] unfused = Trained(x, y, new TrainingOptions { Epochs = 10, LearningRate = 0.4, ClipNorm = 1e9 });

        Check.BitwiseEqual(plain, optimizer);
        Assert.Null(state.OptimizerState);
        Check.Close<double>(plain, unfused, 1e-12);
    }

    [Fact]
    public void Weight_decay_is_that_of_the_optimizer()
    {
        var (x, y) = Points(30);
        double[] none = Trained(x, y, new TrainingOptions { Epochs = 1, Optimizer = Optimizer.GradientDescent(0.1) });
        double[] start = [.. Disc.Create(seed: 2).Parameters.AsSpan()];
        double[] decayed = Trained(x, y, new TrainingOptions { Epochs = 1, Optimizer = Optimizer.GradientDescent(0.1, weightDecay: 0.5) });

        Check.Close<double>([.. none.Zip(start, (parameter, before) => parameter - (0.1 * 0.5 * before))], decayed, 1e-14);
    }

    [Fact]
    public void Every_optimizer_brings_the_cost_down()
    {
        var (x, y) = Points(60);
        foreach (var optimizer in (Optimizer[])[
            Optimizer.GradientDescent(0.3), Optimizer.Momentum(0.1), Optimizer.Nesterov(0.1), Optimizer.Adam(0.02), Optimizer.AdamW(0.02),
            Optimizer.AMSGrad(0.02), Optimizer.NAdam(0.02), Optimizer.RAdam(0.02), Optimizer.Adamax(0.02), Optimizer.RMSProp(0.01),
            Optimizer.Adagrad(0.5), Optimizer.Adadelta(learningRate: 5), Optimizer.Lion(0.005)])
        {
            var history = Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Epochs = 200, BatchSize = 20, Optimizer = optimizer });
            Assert.True(history.Costs[^1] < 0.7 * history.Costs[0], $"{optimizer}: from {history.Costs[0]} to {history.Costs[^1]}");
        }
    }

    [Fact]
    public void A_schedule_counts_epochs_and_the_progress_tells_its_rate()
    {
        var (x, y) = Points(30);
        Assert.Equal([0.4, 0.2, 0.1], Rates(x, y, new TrainingOptions { Epochs = 3, BatchSize = 10, LearningRate = 0.4, Schedule = Schedule.Exponential(0.5) }));

        // The length of the training is its epochs: half way through, a cosine stands in the middle.
        Assert.Equal(0.2, Rates(x, y, new TrainingOptions { Epochs = 4, BatchSize = 10, LearningRate = 0.4, Schedule = Schedule.Cosine() })[2], 1e-15);
    }

    [Fact]
    public void A_schedule_counts_steps_where_that_is_asked_for()
    {
        // 3 steps in an epoch, of which the progress tells the last: positions 2 and 5.
        var (x, y) = Points(30);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 10, LearningRate = 0.4, ScheduleUnit = ScheduleUnit.Step };
        Assert.Equal([0.1, 0.4 / 32], Rates(x, y, options with { Schedule = Schedule.Exponential(0.5) }));
        Check.Close<double>([0.4 * 4 / 6, 0.4 / 6], Rates(x, y, options with { Schedule = Schedule.Polynomial() }), 1e-15);

        // A step takes 2 batches, the last of an epoch 1: 2 steps in an epoch, positions 1 and 3.
        Assert.Equal([0.2, 0.05], Rates(x, y, options with { AccumulatedBatches = 2, Schedule = Schedule.Exponential(0.5) }));
    }

    [Fact]
    public void The_rates_of_the_schedule_are_those_of_the_steps()
    {
        var (x, y) = Points(30);
        var byHand = Disc.Create(seed: 2);
        var optimizer = Optimizer.Momentum(0.2).CreateState(byHand.Parameters);
        var (fused, ws) = (Disc.Create(seed: 2), byHand.CreateWorkspace(30));
        foreach (double factor in (double[])[1, 0.5, 0.25])
        {
            optimizer.LearningRate = 0.2 * factor;
            byHand.TrainStep(x, y, optimizer, ws);
            fused.TrainStep(x, y, 0.2 * factor, ws);
        }

        Check.BitwiseEqual(byHand.Parameters.AsSpan(), Trained(x, y, new TrainingOptions { Epochs = 3, Optimizer = Optimizer.Momentum(0.2), Schedule = Schedule.Exponential(0.5) }));
        Check.BitwiseEqual(fused.Parameters.AsSpan(), Trained(x, y, new TrainingOptions { Epochs = 3, LearningRate = 0.2, Schedule = Schedule.Exponential(0.5) }));
    }

    [Fact]
    public void A_rate_of_zero_keeps_the_parameters_and_still_tells_the_cost()
    {
        var (x, y) = Points(30);
        var options = new TrainingOptions { LearningRate = 0.4, Schedule = Schedule.Polynomial(length: 2) };

        Check.BitwiseEqual(Trained(x, y, options with { Epochs = 2 }), Trained(x, y, options with { Epochs = 5 }));
        var history = Disc.Create(seed: 2).Fit(x, y, options with { Epochs = 5 });
        Assert.Equal(history.Costs[3], history.Costs[4]);
        Assert.Equal(5, history.Steps);
    }

    [Fact]
    public void A_plateau_of_the_cost_reduces_the_rate()
    {
        var (x, y) = Points(30);

        // No fall of the cost is large enough to be progress.
        double[] rates = Rates(x, y, new TrainingOptions { Epochs = 5, LearningRate = 0.4, Schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.99) });

        Assert.Equal([0.4, 0.4, 0.4, 0.2, 0.2], rates);
    }

    [Fact]
    public void A_schedule_that_gives_no_rate_is_refused()
    {
        var (x, y) = Points(30);

        var refusal = Assert.Throws<InvalidOperationException>(() => Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Schedule = new NoRate() }));

        Assert.Equal("Disc.Fit: the schedule gives the learning rate NaN for step 0; it must be a finite number, 0 or more.", refusal.Message);
    }

    [Fact]
    public void Gradients_are_clipped_by_value_and_then_by_norm()
    {
        var (x, y) = Points(30);
        double[] start = [.. Disc.Create(seed: 2).Parameters.AsSpan()];
        double[] gradients = Gradients(x, y);
        double norm = Math.Sqrt(gradients.Sum(g => g * g)), largest = gradients.Max(Math.Abs);
        var descent = new TrainingOptions { Epochs = 1, LearningRate = 1 };

        double[] byNorm = [.. start.Zip(gradients, (p, g) => p - (g * 0.01 / norm))];
        Check.Close<double>(byNorm, Trained(x, y, descent with { ClipNorm = 0.01 }), 1e-14);

        double value = largest / 2;
        double[] cut = [.. gradients.Select(g => Math.Clamp(g, -value, value))];
        double[] byValue = [.. start.Zip(cut, (p, g) => p - g)];
        Check.Close<double>(byValue, Trained(x, y, descent with { ClipValue = value }), 1e-14);

        double cutNorm = Math.Sqrt(cut.Sum(g => g * g));
        double[] both = [.. start.Zip(cut, (p, g) => p - (g * 0.01 / cutNorm))];
        Check.Close<double>(both, Trained(x, y, descent with { ClipValue = value, ClipNorm = 0.01 }), 1e-14);
    }

    [Fact]
    public void Accumulated_batches_take_the_step_of_one_large_batch()
    {
        // 23 examples: batches of 4 in threes are 12 and 11, the last of them 3 examples short of a whole.
        var (x, y) = Points(23);
        var large = new TrainingOptions { Epochs = 4, BatchSize = 12, Optimizer = Optimizer.Adam(0.05), ClipNorm = 0.2 };
        var network = Disc.Create(seed: 2);
        var expected = network.Fit(x, y, large);

        var accumulating = Disc.Create(seed: 2);
        var history = accumulating.Fit(x, y, large with { BatchSize = 4, AccumulatedBatches = 3 });

        Assert.Equal(expected.Steps, history.Steps);
        Check.Close<double>(expected.Costs.ToArray(), history.Costs.ToArray(), 1e-12);
        Check.Close<double>(network.Parameters.AsSpan(), (ReadOnlySpan<double>)accumulating.Parameters.AsSpan(), 1e-11);
    }

    [Theory]
    [InlineData(ScheduleUnit.Epoch, 1)]
    [InlineData(ScheduleUnit.Step, 2)]
    public void A_training_that_goes_on_from_its_state_is_the_training_that_never_stopped(ScheduleUnit unit, int accumulated)
    {
        var (x, y) = Points(23);
        var options = new TrainingOptions
        {
            Epochs = 7,
            BatchSize = 5,
            AccumulatedBatches = accumulated,
            Optimizer = Optimizer.NAdam(0.05),
            ScheduleUnit = unit,
            Schedule = Schedule.LinearWarmUp(2, Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, threshold: 0.2)),
        };
        var whole = Disc.Create(seed: 2);
        var expected = whole.Fit(x, y, options);

        var network = Disc.Create(seed: 2);
        var state = new TrainingState();
        network.Fit(x, y, options with { Epochs = 3, State = state });
        var history = network.Fit(x, y, options with { State = Restored(state, network.Parameters) });

        Assert.Equal(expected.Costs, history.Costs);
        Assert.Equal(expected.Steps, history.Steps);
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_training_cancelled_in_the_middle_of_an_epoch_goes_on_there(bool ownRandom)
    {
        var (x, y) = Points(23);
        var options = new TrainingOptions { Epochs = 4, BatchSize = 4, Optimizer = Optimizer.Adam(0.05) };
        TrainingOptions Seeded(IRandom random) => options with { Random = ownRandom ? random : null };
        var whole = Disc.Create(seed: 2);
        var expected = whole.Fit(x, y, Seeded(new NumPyRandom(3)));

        using var stop = new CancellationTokenSource();
        var random = new NumPyRandom(3);
        var state = new TrainingState();
        var network = Disc.Create(seed: 2);
        var cancelled = network.Fit(x, y, Seeded(random) with { State = state, CancellationToken = stop.Token, Schedule = new CancelAt(9, stop), ScheduleUnit = ScheduleUnit.Step });
        Assert.True(cancelled.WasCancelled);
        Assert.Equal((1, 16, 10), (state.Epoch, state.ExamplesInEpoch, state.Steps));

        var history = network.Fit(x, y, Seeded(random) with { State = ownRandom ? state : Restored(state, network.Parameters) });

        Assert.Equal(expected.Costs, history.Costs);
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void A_training_that_goes_on_keeps_its_best_checkpoint()
    {
        var (x, y) = Points(30);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        try
        {
            var state = new TrainingState { BestCheckpointCost = 1e-9 };
            var history = Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Epochs = 3, BestCheckpointPath = path, State = state });

            Assert.Equal(1e-9, history.BestCheckpointCost);
            Assert.False(File.Exists(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_state_that_belongs_to_another_training_is_refused()
    {
        var (x, y) = Points(30);
        var state = new TrainingState { OptimizerState = Optimizer.Lion().CreateState<double>(33) };

        var other = Assert.Throws<ArgumentException>(() => Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Optimizer = Optimizer.Lion(0.5), State = state }));
        Assert.Equal(
            "Disc.Fit: the state goes on with Lion(learningRate: 0.0001, beta1: 0.9, beta2: 0.99, weightDecay: 0) for 33 parameters, the training has Lion(learningRate: 0.5, beta1: 0.9, beta2: 0.99, weightDecay: 0) for 33; both must be the same.",
            other.Message);

        var nowhere = Assert.Throws<ArgumentException>(() => Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { State = new TrainingState { ExamplesInEpoch = 31 } }));
        Assert.Equal("Disc.Fit: the state stands at epoch 0, step 0, example 31 of 30, where this training never is; begin with a new TrainingState.", nowhere.Message);
    }

    [Fact]
    public void A_diverging_training_names_the_parameters_that_broke_and_keeps_the_state_before()
    {
        var (x, y) = Points(30);
        var network = Disc.Create(seed: 2);
        network.Parameters.b1[3, 0] = double.NaN;
        var state = new TrainingState();

        var diverged = Assert.Throws<TrainingDivergedException>(() => network.Fit(x, y, new TrainingOptions { Optimizer = Optimizer.Adam(0.5), State = state }));

        Assert.Equal(
            "Disc.Fit: the cost is NaN at step 0, epoch 0; the training has diverged: b1 of layer 1 is the first of 1 among 4 parameter matrices that hold numbers that are not finite: take a learning rate below 0.5, or clip the gradients.",
            diverged.Message);
        Assert.Equal((0L, 0L), (state.Steps, state.OptimizerState!.Steps));
    }

    [Fact]
    public void A_fused_step_that_diverges_names_what_broke_and_changes_no_parameter()
    {
        var (x, y) = Points(30);
        var network = Disc.Create(seed: 2);
        network.Parameters.b1[3, 0] = double.NaN;
        double[] before = [.. network.Parameters.AsSpan()];

        var diverged = Assert.Throws<TrainingDivergedException>(() => network.Fit(x, y, new TrainingOptions { LearningRate = 0.25 }));

        Assert.EndsWith(
            "; the training has diverged: b1 of layer 1 is the first of 1 among 4 parameter matrices that hold numbers that are not finite: take a learning rate below 0.25, or clip the gradients.",
            diverged.Message,
            StringComparison.Ordinal);
        Check.BitwiseEqual(before, network.Parameters.AsSpan());
    }

    [Fact]
    public void A_training_that_is_not_to_stop_goes_on_with_a_cost_that_is_not_finite()
    {
        var (x, y) = Points(30);
        foreach (var optimizer in (Optimizer?[])[null, Optimizer.Adam()])
        {
            var network = Disc.Create(seed: 2);
            network.Parameters.b1[3, 0] = double.NaN;

            var history = network.Fit(x, y, new TrainingOptions { Epochs = 3, Optimizer = optimizer, StopWhenNotFinite = false });

            Assert.Equal([double.NaN, double.NaN, double.NaN], history.Costs);
            Assert.Equal(3, history.Steps);
        }
    }

    [Fact]
    public void Without_a_schedule_a_rate_set_in_the_state_is_that_of_the_steps_that_follow()
    {
        var (x, y) = Points(30);
        var state = new TrainingState();
        var rates = new List<double>();
        Disc.Create(seed: 2).Fit(x, y, new TrainingOptions
        {
            Epochs = 3,
            Optimizer = Optimizer.Adam(0.5),
            State = state,
            OnEpoch = progress =>
            {
                rates.Add(progress.LearningRate);
                state.OptimizerState!.LearningRate = 0.125;
            },
        });

        Assert.Equal([0.5, 0.125, 0.125], rates);
    }

    [Fact]
    public void A_number_in_the_data_that_is_not_finite_is_found_where_the_user_put_it()
    {
        var (x, y) = Points(30);
        var options = new TrainingOptions { BatchSize = 4, Optimizer = Optimizer.Adam() };
        x[1, 17] = double.NaN;
        y[0, 4] = double.NaN;

        var features = Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, options with { BatchSize = 30 }));
        Assert.EndsWith("; x[1, 17] is NaN: x must hold only finite numbers.", features.Message, StringComparison.Ordinal);

        x[1, 17] = 0;
        var labels = Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, options));
        Assert.EndsWith("; y[0, 4] is NaN: y must hold only finite numbers.", labels.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "all parameters are finite, and the activations of layer 1 are the first that are not")]
    [InlineData(2, "all parameters are finite, and the activations of layer 2 are the first that are not")]
    [InlineData(3, "all parameters and activations are finite, and the cost of what layer 3 gives is not")]
    public void Activations_that_overflow_are_told_from_parameters_that_broke_and_their_layer_is_named(int layer, string sentence)
    {
        foreach (var optimizer in (Optimizer?[])[null, Optimizer.Adam(0.01)])
        {
            var network = MethodNetworkSingle.Create(seed: 1);
            network.Parameters.AsSpan().Fill(1);
            (layer == 1 ? network.Parameters.W1 : layer == 2 ? network.Parameters.W2 : network.Parameters.W3).Fill(1e30f);
            float[] before = [.. network.Parameters.AsSpan()];
            var x = Matrix<float>.Zeros(5, 3);
            x.Fill(1e30f);

            var diverged = Assert.Throws<TrainingDivergedException>(() => network.Fit(x, Matrix<float>.Zeros(1, 3), new TrainingOptions { Optimizer = optimizer }));

            Assert.EndsWith(
                $"at step 0, epoch 0; the training has diverged: {sentence}: take a learning rate below 0.01, or clip the gradients.",
                diverged.Message,
                StringComparison.Ordinal);
            Assert.Equal(before, network.Parameters.AsSpan().ToArray());
        }
    }

    [Fact]
    public void Options_that_contradict_each_other_or_have_no_meaning_are_refused()
    {
        Refused<ArgumentException>(
            new() { LearningRate = 0.5, Optimizer = Optimizer.Adadelta() },
            "Disc.Fit: there is a LearningRate of 0.5 beside the optimizer Adadelta(learningRate: 1, rho: 0.9, epsilon: 1E-06, weightDecay: 0); give the learning rate to the optimizer alone.");
        Refused<ArgumentOutOfRangeException>(new() { ClipNorm = 0 }, "Disc.Fit: ClipNorm is 0; it must be a positive finite number, or null for none.");
        Refused<ArgumentOutOfRangeException>(new() { ClipValue = double.NaN }, "Disc.Fit: ClipValue is NaN; it must be a positive finite number, or null for none.");
        Refused<ArgumentOutOfRangeException>(new() { AccumulatedBatches = 0 }, "Disc.Fit: AccumulatedBatches is 0; it must be 1 or more.");
        Refused<ArgumentOutOfRangeException>(new() { ScheduleUnit = (ScheduleUnit)7 }, "Disc.Fit: ScheduleUnit is 7; it must be Epoch or Step.");

        static void Refused<TException>(TrainingOptions options, string sentence)
            where TException : Exception
        {
            var (x, y) = Points(10);
            Assert.Equal(sentence, Assert.Throws<TException>(() => Disc.Create(seed: 2).Fit(x, y, options)).Message);
        }
    }

    /// <summary>What another process would build from the saved numbers of a state.</summary>
    private static TrainingState Restored(TrainingState saved, ParameterSet<double> parameters)
    {
        var moments = (OptimizerState<double>)saved.OptimizerState!;
        var optimizer = moments.Optimizer.CreateState(parameters);
        optimizer.Steps = moments.Steps;
        foreach (string name in moments.Optimizer.MomentNames)
        {
            moments[name].CopyTo(optimizer[name]);
        }

        var state = new TrainingState
        {
            Epoch = saved.Epoch,
            Steps = saved.Steps,
            ExamplesInEpoch = saved.ExamplesInEpoch,
            CostSum = saved.CostSum,
            Plateau = saved.Plateau,
            OptimizerState = optimizer,
        };
        foreach (double cost in saved.Costs)
        {
            state.Costs.Add(cost);
        }

        return state;
    }

    private static double[] Trained(Matrix<double> x, Matrix<double> y, TrainingOptions options)
    {
        var network = Disc.Create(seed: 2);
        network.Fit(x, y, options);
        return network.Parameters.AsSpan().ToArray();
    }

    private static double[] Gradients(Matrix<double> x, Matrix<double> y)
    {
        var network = Disc.Create(seed: 2);
        var ws = network.CreateWorkspace(x.Columns);
        network.Forward(x, ws);
        network.Backward(x, y, ws);
        return ws.Gradients.AsSpan().ToArray();
    }

    private static double[] Rates(Matrix<double> x, Matrix<double> y, TrainingOptions options)
    {
        var rates = new List<double>();
        Disc.Create(seed: 2).Fit(x, y, options with { OnEpoch = progress => rates.Add(progress.LearningRate) });
        return [.. rates];
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

    private sealed class NoRate : Schedule
    {
        public override double Rate(double baseRate, long position, long length) => double.NaN;
    }

    /// <summary>Keeps the rate, and cancels the training within one of its steps.</summary>
    private sealed class CancelAt(long step, CancellationTokenSource stop) : Schedule
    {
        public override double Rate(double baseRate, long position, long length)
        {
            if (position == step)
            {
                stop.Cancel();
            }

            return baseRate;
        }
    }
}
