namespace DnnGen.Tests.Networks;

/// <summary>Trainings that are interrupted and go on from a checkpoint.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-checkpoint-");

    private string FilePath => Path.Combine(folder.FullName, "disc.checkpoint");

    private string Previous => FilePath + ".previous";

    /// <summary>5 steps in an epoch.</summary>
    private TrainingOptions Options => new() { Epochs = 12, BatchSize = 5, LearningRate = 0.4, CheckpointPath = FilePath, Resume = true };

    public static TheoryData<string> Trainings() => [.. Kinds.Keys];

    private static Dictionary<string, Func<TrainingOptions, TrainingOptions>> Kinds { get; } = new()
    {
        ["plain"] = options => options,
        ["full batch"] = options => options with { BatchSize = null },
        ["in order"] = options => options with { Shuffle = false },
        ["accumulated and clipped"] = options => options with { AccumulatedBatches = 2, ClipNorm = 0.5 },
        ["NAdam by steps"] = options => Optimized(options, Optimizer.NAdam(0.05)) with { Schedule = Schedule.OneCycle(0.1), ScheduleUnit = ScheduleUnit.Step },
        ["AMSGrad on a plateau"] = options => Optimized(options, Optimizer.AMSGrad(0.3)) with { Schedule = Schedule.ReduceOnPlateau(patience: 0, threshold: 0.2, cooldown: 1) },
        ["Momentum with NumPy's numbers"] = options => Optimized(options, Optimizer.Momentum(0.1)) with { Random = new NumPyRandom(5) },
        ["a random source in use"] = options =>
        {
            var random = new SeededRandom(5);
            random.NextNormal();
            return options with { Random = random };
        },
    };

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_training_cut_off_at_any_step_goes_on_bit_for_bit(string kind)
    {
        var (x, y) = Points(23);
        var whole = Disc.Create(seed: 2);
        var shorter = Options with { Epochs = 5 };
        var expected = whole.Fit(x, y, Kinds[kind](shorter) with { CheckpointPath = null, Resume = false });

        for (int cut = 1; cut < expected.Steps; cut += 6)
        {
            foreach (var file in folder.GetFiles())
            {
                file.Delete();
            }

            // A program that ends without a word after so many steps leaves the checkpoint of the step before.
            Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, CutOff(Kinds[kind](shorter), cut) with { CheckpointEverySteps = 1 }));
            var network = Disc.Create(seed: 99);
            var options = Kinds[kind](shorter);
            var history = network.Fit(x, y, options);

            Assert.Equal(expected.Costs, history.Costs);
            Assert.Equal(expected.Steps, history.Steps);
            Assert.Empty(history.Warnings);
            Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
        }
    }

    [Fact]
    public void A_training_that_is_done_goes_on_when_it_gets_more_epochs()
    {
        var (x, y) = Points(23);
        var whole = Disc.Create(seed: 2);
        var expected = whole.Fit(x, y, Options with { CheckpointPath = null, Resume = false });

        Disc.Create(seed: 2).Fit(x, y, Options with { Epochs = 5 });
        var network = Disc.Create(seed: 2);
        Assert.Equal(5, network.Fit(x, y, Options with { Epochs = 5 }).Costs.Count);
        var history = network.Fit(x, y, Options);

        Assert.Equal(expected.Costs, history.Costs);
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void A_cancelled_training_goes_on_from_the_step_it_was_cancelled_after()
    {
        var (x, y) = Points(23);
        var whole = Disc.Create(seed: 2);
        whole.Fit(x, y, Options with { CheckpointPath = null, Resume = false, Random = new NumPyRandom(4) });
        using var stop = new CancellationTokenSource();

        var cancelled = Disc.Create(seed: 2).Fit(x, y, Options with
        {
            Random = new NumPyRandom(4),
            CheckpointEveryEpochs = null,
            CancellationToken = stop.Token,
            OnEpoch = progress => Cancel(stop, progress.Epoch == 3),
        });
        var network = Disc.Create(seed: 2);
        network.Fit(x, y, Options with { Random = new NumPyRandom(4) });

        Assert.Equal((true, 4), (cancelled.WasCancelled, cancelled.Costs.Count));
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void The_lowest_cost_that_was_saved_is_remembered()
    {
        var (x, y) = Points(23);
        string best = Path.Combine(folder.FullName, "best.safetensors");
        var options = Options with { BestCheckpointPath = best, CheckpointInterval = 5 };
        var history = Disc.Create(seed: 2).Fit(x, y, options with { Epochs = 6 });

        Assert.NotNull(history.BestCheckpointCost);
        Assert.Equal(history.BestCheckpointCost, Disc.Create(seed: 2).Fit(x, y, options with { Epochs = 6 }).BestCheckpointCost);
    }

    [Fact]
    public void Checkpoints_are_written_as_often_as_the_options_say()
    {
        // 5 steps in an epoch, 4 epochs; the first checkpoint is that of the beginning.
        Assert.Equal([0, 5, 10, 15], Written(Options));
        Assert.Equal([0, 10], Written(Options with { CheckpointEveryEpochs = 2 }));
        Assert.Equal([0], Written(Options with { CheckpointEveryEpochs = null }));
        Assert.Equal([0, 7, 14], Written(Options with { CheckpointEveryEpochs = null, CheckpointEverySteps = 7 }));
        Assert.Equal(Enumerable.Range(0, 20), Written(Options with { CheckpointEveryEpochs = null, CheckpointEveryTime = TimeSpan.Zero }));
        Assert.Equal([0], Written(Options with { CheckpointEveryEpochs = null, CheckpointEveryTime = TimeSpan.FromDays(1) }));

        IEnumerable<int> Written(TrainingOptions options)
        {
            var (x, y) = Points(23);
            var steps = new List<int>();
            for (int cut = 0; cut < 20; cut++)
            {
                File.Delete(FilePath);
                File.Delete(Previous);
                Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, CutOff(options with { Epochs = 4 }, cut)));
                using var file = CheckpointFile.Open(FilePath);
                steps.Add(int.Parse(file.Metadata["state.steps"], System.Globalization.CultureInfo.InvariantCulture));
            }

            return steps.Distinct();
        }
    }

    [Fact]
    public void The_checkpoint_before_stays_and_is_taken_where_the_newest_is_damaged()
    {
        var (x, y) = Points(23);
        var whole = Disc.Create(seed: 2);
        whole.Fit(x, y, Options with { Epochs = 9 });
        byte[] newest = File.ReadAllBytes(FilePath);
        byte[] previous = File.ReadAllBytes(Previous);
        var random = new SeededRandom(3);
        for (int trial = 0; trial < 40; trial++)
        {
            byte[] damaged = [.. newest];
            if (trial % 2 == 0)
            {
                damaged[(int)(random.NextUniform() * damaged.Length)] ^= (byte)(1 << (trial / 2 % 8));
            }
            else
            {
                damaged = damaged[..(int)(random.NextUniform() * damaged.Length)];
            }

            File.WriteAllBytes(FilePath, damaged);
            File.WriteAllBytes(Previous, previous);
            var told = new List<string>();
            var network = Disc.Create(seed: 2);
            var history = network.Fit(x, y, Options with { Epochs = 9, OnWarning = told.Add });

            string warning = Assert.Single(history.Warnings);
            Assert.Equal([warning], told);
            Assert.StartsWith($"{FilePath}: the newest checkpoint cannot be used because it", warning, StringComparison.Ordinal);
            Assert.EndsWith("; the training goes on from the one before it, at epoch 8, step 40.", warning, StringComparison.Ordinal);
            Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
        }
    }

    [Fact]
    public void A_damaged_checkpoint_does_not_push_the_good_one_before_it_aside()
    {
        var (x, y) = Points(23);
        Disc.Create(seed: 2).Fit(x, y, Options with { Epochs = 9 });
        File.WriteAllText(FilePath, "a letter that is longer than a checksum, and no checkpoint");

        Assert.Throws<TrainingDivergedException>(() => Disc.Create(seed: 2).Fit(x, y, CutOff(Options, 0)));

        CheckpointFile.Open(FilePath).Dispose();
        CheckpointFile.Open(Previous).Dispose();
    }

    [Fact]
    public void Where_the_newest_is_missing_the_one_before_is_taken_without_a_word()
    {
        var (x, y) = Points(23);
        Disc.Create(seed: 2).Fit(x, y, Options with { Epochs = 9 });
        File.Delete(FilePath);

        var history = Disc.Create(seed: 2).Fit(x, y, Options with { Epochs = 8 });

        Assert.Equal((8, 40L), (history.Costs.Count, history.Steps));
        Assert.Empty(history.Warnings);
    }

    [Fact]
    public void Two_damaged_checkpoints_are_refused_in_one_sentence()
    {
        var (x, y) = Points(23);
        File.WriteAllText(FilePath, "a letter");
        var alone = Assert.Throws<ModelFileException>(() => Disc.Create(seed: 2).Fit(x, y, Options));
        File.WriteAllText(Previous, new string('-', 500));
        var both = Assert.Throws<ModelFileException>(() => Disc.Create(seed: 2).Fit(x, y, Options));

        Assert.Equal($"{FilePath}: the training cannot go on from this checkpoint because it is shorter than any checkpoint, and there is none before it; delete the file to begin anew.", alone.Message);
        Assert.Equal($"{FilePath}: the training cannot go on because it is shorter than any checkpoint, nor from {Previous} because its checksum does not agree with its content; delete both files to begin anew.", both.Message);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused_and_changes_nothing()
    {
        var (x, y) = Points(23);
        Disc.Create(seed: 2).Fit(x, y, Options with { Epochs = 2 });
        Refused(Options with { BatchSize = 6 }, "the batch size 5; here it is 6");
        Refused(Options with { LearningRate = 0.3 }, "the optimizer GradientDescent(learningRate: 0.4, weightDecay: 0); here it is GradientDescent(learningRate: 0.3, weightDecay: 0)");
        Refused(Optimized(Options, Optimizer.Lion(0.4)), "the optimizer GradientDescent(learningRate: 0.4, weightDecay: 0); here it is Lion(");
        Refused(Options with { Schedule = Schedule.Cosine() }, "the schedule Constant by Epoch; here it is Cosine(minimum: 0) by Epoch");
        Refused(Options with { ScheduleUnit = ScheduleUnit.Step }, "the schedule Constant by Epoch; here it is Constant by Step");
        Refused(Options with { ClipNorm = 2 }, "the gradients clipped to norm ∞ and value ∞; here it is clipped to norm 2 and value ∞");
        Refused(Options with { AccumulatedBatches = 2 }, "the accumulated batches 1; here it is 2");
        Refused(Options with { Validation = Validation.Set(x, y) }, "the validation none; here it is of 23 examples");
        Refused(Options with { Seed = 8 }, "the random order of seed 1; here it is of seed 8");
        Refused(Options with { Random = new NumPyRandom(1) }, "the random order of seed 1; here it is NumPyRandom");
        Refused(Options with { Shuffle = false }, "the random order of seed 1; here it is none");

        var (other, labels) = Points(24);
        var examples = Assert.Throws<ModelFileException>(() => Disc.Create(seed: 2).Fit(other, labels, Options));
        Assert.Contains("the examples 23; here it is 24", examples.Message, StringComparison.Ordinal);

        var (wide, wideLabels) = (Matrix<double>.Zeros(5, 23), Matrix<double>.Zeros(1, 23));
        var network = Assert.Throws<ModelFileException>(() => MethodNetwork.Create(seed: 2).Fit(wide, wideLabels, Options));
        Assert.Contains("MethodNetwork.Fit cannot go on from this checkpoint, which belongs to a training with the network Disc; here it is MethodNetwork", network.Message, StringComparison.Ordinal);

        void Refused(TrainingOptions options, string sentence)
        {
            var untouched = Disc.Create(seed: 7);
            byte[] file = File.ReadAllBytes(FilePath);
            var refusal = Assert.Throws<ModelFileException>(() => untouched.Fit(x, y, options));
            Assert.StartsWith($"{FilePath}: Disc.Fit cannot go on from this checkpoint, which belongs to a training with {sentence}", refusal.Message, StringComparison.Ordinal);
            Assert.EndsWith(": train as before, or delete the checkpoint to begin anew.", refusal.Message, StringComparison.Ordinal);
            Check.BitwiseEqual(Disc.Create(seed: 7).Parameters.AsSpan(), untouched.Parameters.AsSpan());
            Assert.Equal(file, File.ReadAllBytes(FilePath));
        }
    }

    [Fact]
    public void A_checkpoint_of_an_earlier_training_is_not_overwritten_unasked()
    {
        var (x, y) = Points(23);
        Disc.Create(seed: 2).Fit(x, y, Options with { Resume = false });

        var refusal = Assert.Throws<IOException>(() => Disc.Create(seed: 2).Fit(x, y, Options with { Resume = false }));

        Assert.Equal($"{FilePath}: Disc.Fit would overwrite the checkpoint of an earlier training; set Resume to go on from it, or delete it to begin anew.", refusal.Message);
    }

    [Fact]
    public void A_place_that_takes_no_checkpoint_is_found_before_the_first_step()
    {
        var (x, y) = Points(23);
        var network = Disc.Create(seed: 2);
        string missing = Path.Combine(folder.FullName, "missing", "disc.checkpoint");

        var nowhere = Assert.Throws<IOException>(() => network.Fit(x, y, Options with { CheckpointPath = missing }));
        var isFolder = Assert.Throws<IOException>(() => network.Fit(x, y, Options with { CheckpointPath = folder.FullName }));

        Assert.StartsWith($"{missing}: the checkpoint could not be written (", nowhere.Message, StringComparison.Ordinal);
        Assert.Equal($"{folder.FullName}: a checkpoint cannot be there ('{folder.FullName}' is a folder); let CheckpointPath name a file.", isFolder.Message);
        Check.BitwiseEqual(Disc.Create(seed: 2).Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_later_is_told_and_the_training_goes_on()
    {
        var (x, y) = Points(23);
        var whole = Disc.Create(seed: 2);
        whole.Fit(x, y, Options with { CheckpointPath = null, Resume = false });
        byte[]? before = null;
        var network = Disc.Create(seed: 2);

        // A folder in the place of the file that is being written hinders it like a full disk.
        var history = network.Fit(x, y, Options with
        {
            OnEpoch = progress =>
            {
                if (progress.Epoch == 3)
                {
                    Directory.CreateDirectory(FilePath + ".writing");
                    before = File.ReadAllBytes(FilePath);
                }
                else if (progress.Epoch == 6)
                {
                    Assert.Equal(before, File.ReadAllBytes(FilePath));
                    Directory.Delete(FilePath + ".writing");
                }
            },
        });

        Assert.Equal(3, history.Warnings.Count);
        Assert.All(history.Warnings, warning => Assert.StartsWith($"{FilePath}: the checkpoint could not be written (", warning, StringComparison.Ordinal));
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
        Assert.Equal(["disc.checkpoint", "disc.checkpoint.previous"], folder.GetFiles().Select(file => file.Name).Order());
    }

    [SkippableFact]
    public void A_full_disk_leaves_the_checkpoints_that_were_there()
    {
        Skip.IfNot(File.Exists("/dev/full"), "This system has no device that is always full.");
        string target = Path.Combine(folder.FullName, "model");
        File.WriteAllText(target, "before");
        File.CreateSymbolicLink(target + ".writing", "/dev/full");

        var failure = Assert.Throws<IOException>(() => AtomicFile.Write(target, ".writing", ".previous", stream => stream.Write(new byte[100_000])));

        Assert.Contains("space", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("before", File.ReadAllText(target));
        Assert.Equal([target], folder.GetFiles().Select(file => file.FullName));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused_in_one_sentence()
    {
        var (x, y) = Points(23);
        Assert.Equal("Disc.Fit: Resume goes on from a checkpoint, and there is no CheckpointPath; name the file.", Refusal<ArgumentException>(Options with { CheckpointPath = null }));
        Assert.Equal("Disc.Fit: there is a State beside Resume; the training goes on from the one or from the checkpoint.", Refusal<ArgumentException>(Options with { State = new TrainingState() }));
        Assert.Equal("Disc.Fit: CheckpointPath is empty; it must name a file, or be null.", Refusal<ArgumentOutOfRangeException>(Options with { CheckpointPath = " " }));
        Assert.Equal("Disc.Fit: CheckpointEveryEpochs is 0; it must be 1 or more, or null to count no epochs.", Refusal<ArgumentOutOfRangeException>(Options with { CheckpointEveryEpochs = 0 }));
        Assert.Equal("Disc.Fit: CheckpointEverySteps is 0; it must be 1 or more, or null to count no updates.", Refusal<ArgumentOutOfRangeException>(Options with { CheckpointEverySteps = 0 }));
        Assert.Equal("Disc.Fit: CheckpointEveryTime is -00:00:01; it must not be negative.", Refusal<ArgumentOutOfRangeException>(Options with { CheckpointEveryTime = TimeSpan.FromSeconds(-1) }));
        Assert.Equal(
            "Disc.Fit: a checkpoint keeps the position of a SeededRandom or a NumPyRandom, and Random is a Backwards; take one of the two, or a Seed.",
            Refusal<ArgumentException>(Options with { Random = new Backwards() }));

        string Refusal<TException>(TrainingOptions options)
            where TException : Exception => Assert.Throws<TException>(() => Disc.Create(seed: 2).Fit(x, y, options)).Message;
    }

    private static TrainingOptions Optimized(TrainingOptions options, Optimizer optimizer) => new()
    {
        Epochs = options.Epochs,
        BatchSize = options.BatchSize,
        CheckpointPath = options.CheckpointPath,
        Resume = options.Resume,
        Optimizer = optimizer,
    };

    /// <summary>The same training, which ends without a word before a step, as a killed program does.</summary>
    private static TrainingOptions CutOff(TrainingOptions options, int step) => options with
    {
        Schedule = new CutSchedule(options.Schedule ?? Schedule.Constant, step),
    };

    private static void Cancel(CancellationTokenSource stop, bool now)
    {
        if (now)
        {
            stop.Cancel();
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

    /// <summary>A schedule that throws when it is asked for the so-manieth time, and looks like the one it stands for.</summary>
    private sealed class CutSchedule(Schedule schedule, int step) : Schedule
    {
        private int asked;

        public override double Rate(double baseRate, long position, long length) => Rate(baseRate, position, length, default);

        public override double Rate(double baseRate, long position, long length, PlateauState plateau) => asked++ < step
            ? schedule.Rate(baseRate, position, length, plateau)
            : throw new TrainingDivergedException("cut off");

        public override PlateauState Observe(PlateauState plateau, double cost, long position) => schedule.Observe(plateau, cost, position);

        public override string ToString() => schedule.ToString()!;
    }

    private sealed class Backwards : IRandom
    {
        public double NextUniform() => 0;

        public double NextNormal() => 0;

        public void NextPermutation(Span<int> permutation)
        {
            for (int i = 0; i < permutation.Length; i++)
            {
                permutation[i] = permutation.Length - 1 - i;
            }
        }
    }
}
