using System.Collections.Concurrent;

namespace DnnGen.Tests.Networks;

/// <summary>Trainings whose examples are read batch by batch.</summary>
public sealed class BatchSourceTests
{
    private static TrainingOptions Options { get; } = new() { Epochs = 4, BatchSize = 5, LearningRate = 0.4 };

    public static TheoryData<string> Trainings() => [.. Kinds.Keys];

    private static Dictionary<string, TrainingOptions> Kinds { get; } = new()
    {
        ["plain"] = Options,
        ["one batch"] = Options with { BatchSize = 100 },
        ["one by one"] = Options with { BatchSize = 1 },
        ["accumulated"] = Options with { AccumulatedBatches = 3 },
        ["Adam by steps"] = new TrainingOptions { Epochs = 4, BatchSize = 5, Optimizer = Optimizer.Adam(0.05), Schedule = Schedule.Cosine(), ScheduleUnit = ScheduleUnit.Step },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_source_trains_as_its_examples_in_memory_do(string kind)
    {
        var (x, y) = Points(23);
        var inMemory = Disc.Create(seed: 2);
        var expected = inMemory.Fit(x, y, Kinds[kind] with { Shuffle = false });

        var network = Disc.Create(seed: 2);
        var history = network.Fit(new Source(x, y), Kinds[kind]);

        Assert.Equal(expected.Costs, history.Costs);
        Assert.Equal(expected.Steps, history.Steps);
        Check.BitwiseEqual(inMemory.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void Every_example_of_every_epoch_is_asked_for_once_and_in_order_and_one_at_a_time()
    {
        var (x, y) = Points(23);
        var source = new Source(x, y);
        Disc.Create(seed: 2).Fit(source, Options with { Epochs = 2 });

        (int, long, int)[] epoch = [(0, 0, 5), (0, 5, 5), (0, 10, 5), (0, 15, 5), (0, 20, 3)];
        Assert.Equal([.. epoch, .. epoch.Select(read => (1, read.Item2, read.Item3))], source.Reads);
        Assert.Equal(1, source.MostAtOnce);
    }

    [Fact]
    public void The_next_batch_is_read_while_this_one_trains()
    {
        // Each step waits until the source is asked for the batch after it: without reading ahead, nobody would ever ask.
        var (x, y) = Points(23);
        using var asked = new SemaphoreSlim(0);
        var source = new Source(x, y) { OnRead = (_, _, _) => asked.Release() };
        int seen = 0;
        var history = Disc.Create(seed: 2).Fit(source, Options with
        {
            Epochs = 1,
            Schedule = new Watched(step =>
            {
                if (step > 0)
                {
                    seen += asked.Wait(TimeSpan.FromMinutes(1)) ? 1 : 0;
                    seen += step == 1 && asked.Wait(TimeSpan.FromMinutes(1)) ? 1 : 0;
                }
            }),
            ScheduleUnit = ScheduleUnit.Step,
        });

        Assert.Equal((5, 5L), (seen, history.Steps));
    }

    [Fact]
    public void The_epoch_may_decide_the_order()
    {
        var (x, y) = Points(23);
        var inOrder = Disc.Create(seed: 2);
        inOrder.Fit(new Source(x, y), Options);
        double[] Mixed()
        {
            var network = Disc.Create(seed: 2);
            network.Fit(new Source(x, y) { Mixes = true }, Options);
            return [.. network.Parameters.AsSpan()];
        }

        Assert.NotEqual(inOrder.Parameters.AsSpan().ToArray(), Mixed());
        Assert.Equal(Mixed(), Mixed());
    }

    [Fact]
    public void More_examples_than_an_index_counts_are_counted()
    {
        // Three thousand million examples: a training of them is cancelled after a few steps.
        var (x, y) = Points(23);
        using var stop = new CancellationTokenSource();
        var source = new Source(x, y) { Examples = 3_000_000_000, OnRead = (_, start, _) => Cancel(stop, start == 15) };
        var state = new TrainingState();

        var history = Disc.Create(seed: 2).Fit(source, Options with { State = state, CancellationToken = stop.Token });

        Assert.True(history.WasCancelled);
        Assert.InRange(state.ExamplesInEpoch, 5, 20);
        Assert.Equal(state.Steps * 5, state.ExamplesInEpoch);
    }

    [Fact]
    public void A_cancelled_training_ends_the_read_and_goes_on_from_its_checkpoint()
    {
        var (x, y) = Points(23);
        var whole = Disc.Create(seed: 2);
        var expected = whole.Fit(new Source(x, y) { Mixes = true }, Options);
        var folder = Directory.CreateTempSubdirectory("dnngen-source-");
        try
        {
            var options = Options with { CheckpointPath = Path.Combine(folder.FullName, "source.checkpoint"), Resume = true };
            using var stop = new CancellationTokenSource();
            bool ended = false;
            var slow = new Source(x, y)
            {
                Mixes = true,
                OnRead = (epoch, start, token) =>
                {
                    if ((epoch, start) == (2, 10))
                    {
                        stop.Cancel();
                        ended = token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
                        token.ThrowIfCancellationRequested();
                    }
                },
            };
            var cancelled = Disc.Create(seed: 2).Fit(slow, options with { CancellationToken = stop.Token });
            Assert.Equal((true, true, 2), (cancelled.WasCancelled, ended, cancelled.Costs.Count));

            var network = Disc.Create(seed: 2);
            var history = network.Fit(new Source(x, y) { Mixes = true }, options);

            Assert.Equal(expected.Costs, history.Costs);
            Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_the_source_throws_is_told_with_its_place()
    {
        var (x, y) = Points(23);
        var broken = new Source(x, y) { OnRead = (epoch, start, _) => Fail((epoch, start) == (1, 15)) };
        var state = new TrainingState();

        var failure = Assert.Throws<InvalidOperationException>(() => Disc.Create(seed: 2).Fit(broken, Options with { State = state }));

        Assert.Equal("Disc.Fit: the source failed at example 15 of epoch 1: The tape is torn.", failure.Message);
        Assert.IsType<EndOfStreamException>(failure.InnerException);
        Assert.Equal((1, 8L, 15L), (state.Epoch, state.Steps, state.ExamplesInEpoch));
    }

    [Fact]
    public void A_training_that_fails_leaves_no_read_behind()
    {
        var (x, y) = Points(23);
        x[1, 7] = double.NaN;
        var source = new Source(x, y);

        var diverged = Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(source, Options));

        Assert.Contains("; x[1, 7] is NaN: ", diverged.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.AtOnce);
    }

    [Fact]
    public void Validation_and_early_stopping_are_there_too()
    {
        var (x, y) = Points(23);
        var network = Disc.Create(seed: 2);
        var history = network.Fit(new Source(x, y), Options with { Validation = Validation.Set(x, y), EarlyStopping = new EarlyStopping() });

        Assert.Equal(network.Evaluate(x, y).Cost, history.Validation.Min(metrics => metrics.Cost));
    }

    [Fact]
    public void What_a_source_cannot_give_is_refused_in_one_sentence()
    {
        var (x, y) = Points(23);
        Refused(Options with { BatchSize = null }, "a source is read in mini-batches, and there is no BatchSize; give one");
        Refused(Options with { Random = new NumPyRandom(1) }, "the order of the examples is that of the source, so that Random has no part; leave it out");
        Refused(Options with { Validation = Validation.Split(0.2) }, "a source cannot be split; give Validation.Set(x, y)");
        Refused(Options with { BestCheckpointPath = "best" }, "BestCheckpointPath looks at all examples at once, which a source does not hold; take EarlyStopping with a Validation");
        Assert.Equal(
            "Disc.Fit: the source has 0 examples; it must have 1 or more.",
            Assert.Throws<ArgumentException>(() => Disc.Create(seed: 2).Fit(new Source(x, y) { Examples = 0 }, Options)).Message);

        void Refused(TrainingOptions options, string sentence) =>
            Assert.Equal($"Disc.Fit: {sentence}.", Assert.Throws<ArgumentException>(() => Disc.Create(seed: 2).Fit(new Source(x, y), options)).Message);
    }

    private static void Cancel(CancellationTokenSource stop, bool now)
    {
        if (now)
        {
            stop.Cancel();
        }
    }

    private static void Fail(bool now)
    {
        if (now)
        {
            throw new EndOfStreamException("The tape is torn.");
        }
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

    /// <summary>Examples of a matrix, as if they came from a disk.</summary>
    private sealed class Source(Matrix<double> allX, Matrix<double> allY) : IBatchSource<double>
    {
        private int atOnce;

        public long Examples { get; init; } = allX.Columns;

        public bool Mixes { get; init; }

        public Action<int, long, CancellationToken>? OnRead { get; init; }

        public ConcurrentQueue<(int Epoch, long Start, int Count)> Reads { get; } = [];

        public int AtOnce => atOnce;

        public int MostAtOnce { get; private set; }

        public void Read(int epoch, long start, Matrix<double> x, Matrix<double> y, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
            try
            {
                Reads.Enqueue((epoch, start, x.Columns));
                OnRead?.Invoke(epoch, start, cancellationToken);
                for (int j = 0; j < x.Columns; j++)
                {
                    int column = (int)((start + j + (Mixes ? 7 * epoch : 0)) % allX.Columns);
                    x.Column(j).CopyFrom(allX.Column(column));
                    y.Column(j).CopyFrom(allY.Column(column));
                }
            }
            finally
            {
                Interlocked.Decrement(ref atOnce);
            }
        }
    }

    /// <summary>Tells when a step begins.</summary>
    private sealed class Watched(Action<long> begins) : Schedule
    {
        public override double Rate(double baseRate, long position, long length)
        {
            begins(position);
            return baseRate;
        }
    }
}
