namespace DnnGen.Tests.Networks;

/// <summary>Trainings in which some examples count more than others.</summary>
public sealed class WeightedTrainingTests
{
    public static TheoryData<string> Networks() => [.. Gradients.Keys];

    private static Dictionary<string, Action> Gradients { get; } = new()
    {
        ["one sigmoid"] = () => AgreeWithDifferences(Disc.Create(seed: 3), labels: 1),
        ["several sigmoids, each unit in one piece"] = () => AgreeWithDifferences(Tags.Create(seed: 3), labels: 1),
        ["softmax, each unit in one piece"] = () => AgreeWithDifferences(Kinds.Create(seed: 3), labels: 1),
        ["softmax, each example in one piece"] = () => AgreeWithDifferences(ManyKinds.Create(seed: 3), labels: 1),
        ["squares"] = () => AgreeWithDifferences(Squares.Create(seed: 3), labels: 3),
        ["absolute values"] = () => AgreeWithDifferences(Absolutes.Create(seed: 3), labels: 30),
        ["a cosine"] = () => AgreeWithDifferences(Directions.Create(seed: 3), labels: 3),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_gradients_are_those_of_the_weighted_mean(string network) => Gradients[network]();

    [Fact]
    public void An_example_of_weight_3_counts_as_three_of_it()
    {
        var (x, y) = Points(9);
        double[] weights = [1, 3, 0, 2, 1, 1, 4, 0, 1];
        int[] repeated = [.. Enumerable.Range(0, 9).SelectMany(j => Enumerable.Repeat(j, (int)weights[j]))];
        foreach (var options in (TrainingOptions[])[new() { Epochs = 20, LearningRate = 0.4 }, new() { Epochs = 20, Optimizer = Optimizer.Momentum(0.1) }])
        {
            var expected = Disc.Create(seed: 2);
            var costs = expected.Fit(Columns(x, repeated), Columns(y, repeated), options).Costs;

            var network = Disc.Create(seed: 2);
            var history = network.Fit(x, y, options with { ExampleWeights = weights });

            Check.Close<double>([.. costs], [.. history.Costs], 1e-13);
            Check.Close<double>(expected.Parameters.AsSpan(), network.Parameters.AsSpan(), 1e-12);
        }
    }

    [Fact]
    public void Equal_weights_are_none()
    {
        var (x, y) = Points(23);
        var options = new TrainingOptions { Epochs = 5, BatchSize = 4, LearningRate = 0.4 };
        var expected = Disc.Create(seed: 2);
        expected.Fit(x, y, options);

        var network = Disc.Create(seed: 2);
        network.Fit(x, y, options with { ExampleWeights = [.. Enumerable.Repeat(0.5, 23)], ClassWeights = [4, 4] });

        Check.BitwiseEqual(expected.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void The_weight_of_a_class_is_that_of_its_examples()
    {
        var (x, y) = Points(23);
        double[] weights = [.. Enumerable.Range(0, 23).Select(j => y[0, j] == 1 ? 5.0 : 0.5)];
        SameTraining(Disc.Create, x, y, new() { Epochs = 4, BatchSize = 4, LearningRate = 0.4, ClassWeights = [0.5, 5] }, weights);

        var (inputs, kinds) = (Matrix<double>.Zeros(3, 23), Matrix<double>.Zeros(4, 23));
        for (int j = 0; j < 23; j++)
        {
            (inputs[0, j], inputs[2, j], kinds[j % 4, j]) = (x[0, j], x[1, j], 1);
        }

        weights = [.. Enumerable.Range(0, 23).Select(j => 1.0 + (j % 4))];
        SameTraining(Kinds.Create, inputs, kinds, new() { Epochs = 4, BatchSize = 4, Optimizer = Optimizer.Adam(), ClassWeights = [1, 2, 3, 4] }, weights);
    }

    [Fact]
    public void Weights_of_classes_and_of_examples_multiply()
    {
        var (x, y) = Points(23);
        double[] own = [.. Enumerable.Range(1, 23).Select(j => (double)j)];
        double[] products = [.. own.Select((weight, j) => weight * (y[0, j] == 1 ? 5.0 : 0.5))];
        SameTraining(Disc.Create, x, y, new() { Epochs = 4, BatchSize = 4, LearningRate = 0.4, ClassWeights = [0.5, 5], ExampleWeights = own }, products);
    }

    [Fact]
    public void Accumulated_batches_take_the_step_of_one_batch_of_all_their_examples()
    {
        var (x, y) = Points(24);
        double[] weights = [.. Enumerable.Range(0, 24).Select(j => j is > 8 and < 14 ? 0 : 1.0 + (j % 5))];
        var options = new TrainingOptions { Epochs = 5, BatchSize = 12, Optimizer = Optimizer.Momentum(0.1), ExampleWeights = weights };
        var expected = Disc.Create(seed: 2);
        var costs = expected.Fit(x, y, options).Costs;

        var network = Disc.Create(seed: 2);
        var history = network.Fit(x, y, options with { BatchSize = 4, AccumulatedBatches = 3 });

        Check.Close<double>([.. costs], [.. history.Costs], 1e-13);
        Check.Close<double>(expected.Parameters.AsSpan(), network.Parameters.AsSpan(), 1e-12);
    }

    [Fact]
    public void A_source_gives_its_weights_with_its_examples()
    {
        var (x, y) = Points(23);
        double[] weights = [.. Enumerable.Range(0, 23).Select(j => (double)(j % 5))];
        var options = new TrainingOptions { Epochs = 4, BatchSize = 5, LearningRate = 0.4, ClassWeights = [1, 2] };
        var expected = Disc.Create(seed: 2);
        var costs = expected.Fit(x, y, options with { Shuffle = false, ExampleWeights = weights }).Costs;

        var network = Disc.Create(seed: 2);
        var history = network.Fit(new WeightedSource(x, y, weights), options);

        Assert.Equal(costs, history.Costs);
        Check.BitwiseEqual(expected.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void A_batch_whose_weights_are_all_0_has_no_cost_and_changes_nothing()
    {
        var (x, y) = Points(8);
        var network = Disc.Create(seed: 2);
        var costs = new List<double>();
        var parameters = new List<double[]>();

        var history = network.Fit(x, y, new()
        {
            Epochs = 1,
            BatchSize = 4,
            Shuffle = false,
            ExampleWeights = [1, 1, 1, 1, 0, 0, 0, 0],
            OnStep = step =>
            {
                costs.Add(step.Cost);
                parameters.Add([.. network.Parameters.AsSpan()]);
            },
        });

        Assert.Equal(0, costs[1]);
        Assert.Equal(costs[0], history.Costs[0]);
        Check.BitwiseEqual(parameters[0], parameters[1]);
    }

    [Fact]
    public void A_weighted_training_goes_on_bit_for_bit_within_an_epoch()
    {
        var (x, y) = Points(23);
        var options = new TrainingOptions { Epochs = 4, BatchSize = 5, Optimizer = Optimizer.Adam(0.05), ClassWeights = [1, 3], ExampleWeights = [.. Enumerable.Range(1, 23).Select(j => 1.0 / j)] };
        var whole = Disc.Create(seed: 2);
        var expected = whole.Fit(x, y, options);
        var folder = Directory.CreateTempSubdirectory("dnngen-weights-");
        try
        {
            var checkpointed = options with { CheckpointPath = Path.Combine(folder.FullName, "weighted.checkpoint"), Resume = true };
            Disc.Create(seed: 2).Fit(x, y, checkpointed with { Steps = 8 });
            var refusal = Assert.Throws<ModelFileException>(() => Disc.Create(seed: 2).Fit(x, y, checkpointed with { ClassWeights = [1, 2] }));
            var network = Disc.Create(seed: 99);
            var history = network.Fit(x, y, checkpointed);

            Assert.Equal(expected.Costs, history.Costs);
            Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
            Assert.Contains("the weights 1 : 3 by class and by example; here it is 1 : 2 by class and by example", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Examples_that_were_taken_out_to_validate_take_their_weights_with_them()
    {
        var (x, y) = Points(23);
        double[] weights = [.. Enumerable.Range(0, 23).Select(j => 1.0 + j)];
        var options = new TrainingOptions { Epochs = 3, LearningRate = 0.4, Validation = Validation.Split(0.3, seed: 1) };
        int[] trained = [.. Enumerable.Range(0, 23).Where(j => !TakenOut(j))];
        var expected = Disc.Create(seed: 2);
        expected.Fit(Columns(x, trained), Columns(y, trained), options with { Validation = null, ExampleWeights = [.. trained.Select(j => weights[j])] });

        var network = Disc.Create(seed: 2);
        network.Fit(x, y, options with { ExampleWeights = weights });

        Check.BitwiseEqual(expected.Parameters.AsSpan(), network.Parameters.AsSpan());

        // An example is taken out where a training does not see that all the others count nothing but it.
        bool TakenOut(int j) => Record.Exception(() => Disc.Create(seed: 2).Fit(
            x, y, options with { Epochs = 0, ExampleWeights = [.. Enumerable.Range(0, 23).Select(i => i == j ? 1.0 : 0)] })) is ArgumentException;
    }

    [Fact]
    public void The_lowest_cost_that_is_kept_is_the_weighted_one()
    {
        var (x, y) = Points(23);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        try
        {
            double[] weights = [.. Enumerable.Range(0, 23).Select(j => (double)(j % 3))];
            var history = Disc.Create(seed: 2).Fit(x, y, new() { Epochs = 10, BatchSize = 4, LearningRate = 0.2, ExampleWeights = weights, BestCheckpointPath = path });

            var best = Disc.Load(path);
            var ws = best.CreateWorkspace(23);
            ws.WeighExamples(Matrix<double>.FromExamples(weights, 1, 23));
            best.Forward(x, ws);

            Assert.NotNull(history.BestCheckpointCost);
            Assert.Equal(best.Cost(y, ws), history.BestCheckpointCost.Value, 1e-14);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_workspace_weighs_until_it_is_told_otherwise_and_allocates_nothing()
    {
        var (x, y) = Points(23);
        var network = Disc.Create(seed: 2);
        var ws = network.CreateWorkspace(23);
        double plain = Cost();
        var weights = Matrix<double>.Zeros(1, 23);
        weights[0, 5] = 2;
        ws.WeighExamples(weights);
        double weighted = Cost();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ws.WeighExamples(weights);
        network.TrainStep(x, y, 1e-300, ws);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        ws.WeighExamplesEqually();

        var one = network.CreateWorkspace(1);
        network.Forward(x.Column(5), one);
        Assert.Equal(network.Cost(y.Column(5), one), weighted, 1e-15);
        Assert.Equal(plain, Cost());

        double Cost()
        {
            network.Forward(x, ws);
            return network.Cost(y, ws);
        }
    }

    [Fact]
    public void Weights_that_cannot_be_meant_are_refused_in_one_sentence()
    {
        var (x, y) = Points(5);
        var options = new TrainingOptions { BatchSize = 2 };
        Refused<ShapeMismatchException>(options with { ExampleWeights = [1, 2] }, "there are 2 ExampleWeights and x holds 5 examples; give one for each example.");
        Refused<ArgumentException>(options with { ExampleWeights = [1, 2, -1, 0, 0] }, "the ExampleWeights give example 2 (counted from 0) the weight -1; a weight is a finite number, 0 or more.");
        Refused<ArgumentException>(options with { ExampleWeights = [1, 2, 1, 0, double.NaN] }, "the ExampleWeights give example 4 (counted from 0) the weight NaN; a weight is a finite number, 0 or more.");
        Refused<ArgumentException>(options with { ExampleWeights = new double[5] }, "the weights of all examples to train with are 0; at least one must be above 0.");
        Refused<ArgumentException>(options with { ClassWeights = [1, double.PositiveInfinity] }, "the ClassWeights give class 1 (counted from 0) the weight Infinity; a weight is a finite number, 0 or more.");
        Refused<ArgumentException>(options with { ClassWeights = [1] }, "there are 1 ClassWeights and 2 classes; give one for each class, class 0 first.");

        var (wide, labels) = (Matrix<double>.Zeros(3, 5), Matrix<double>.Zeros(2, 5));
        Assert.Equal(
            "Squares.Fit: ClassWeights take a network that decides among classes, by one sigmoid or a softmax; this one ends in 2 × Identity, so give ExampleWeights instead.",
            Assert.Throws<ArgumentException>(() => Squares.Create(seed: 1).Fit(wide, labels, options with { ClassWeights = [1, 2] })).Message);

        var source = new WeightedSource(x, y, [1, 1, 1, -2, 1]);
        Assert.Equal(
            "Disc.Fit: there are ExampleWeights, and the order of the examples is that of a source; let the source give them, as an IWeightedBatchSource.",
            Assert.Throws<ArgumentException>(() => Disc.Create(seed: 1).Fit(source, options with { ExampleWeights = [1, 1, 1, 1, 1] })).Message);
        Assert.Equal(
            "Disc.Fit: the source gives example 3 of epoch 0 the weight -2; a weight is a finite number, 0 or more.",
            Assert.Throws<InvalidOperationException>(() => Disc.Create(seed: 1).Fit(source, options)).Message);

        var ws = Disc.Create(seed: 1).CreateWorkspace(5);
        Says<ShapeMismatchException>(Matrix<double>.Zeros(2, 5), "Workspace.WeighExamples: the weights are (2 × 5); they must be (1 × m) for m examples, and this workspace takes up to 5.");
        Says<ShapeMismatchException>(Matrix<double>.Zeros(1, 6), "Workspace.WeighExamples: the weights are (1 × 6); they must be (1 × m) for m examples, and this workspace takes up to 5.");
        Says<ArgumentException>(Matrix<double>.Zeros(1, 5), "Workspace.WeighExamples: all weights are 0; at least one must be above 0.");
        Says<ArgumentException>(Matrix<double>.FromRows(new[,] { { 1, double.NaN } }), "Workspace.WeighExamples: the weight of example 1 (counted from 0) is NaN; it must be a finite number, 0 or more.");
        ws.WeighExamples(Matrix<double>.FromRows(new[,] { { 1.0, 2 } }));
        Assert.Equal(
            "Disc.Forward: x holds 5 examples and this workspace weighs 2; give WeighExamples a weight for each example, or call WeighExamplesEqually.",
            Assert.Throws<ShapeMismatchException>(() => Disc.Create(seed: 1).Forward(x, ws)).Message);

        void Refused<TException>(TrainingOptions wrong, string sentence)
            where TException : Exception =>
            Assert.Equal($"Disc.Fit: {sentence}", Assert.Throws<TException>(() => Disc.Create(seed: 1).Fit(x, y, wrong)).Message.Split(" (Parameter")[0]);

        void Says<TException>(Matrix<double> weights, string sentence)
            where TException : Exception =>
            Assert.Equal(sentence, Assert.Throws<TException>(() => ws.WeighExamples(weights)).Message.Split(" (Parameter")[0]);
    }

    /// <summary>Compares every derivative of J = Σ wᵢ·Lᵢ / Σ wᵢ with a difference quotient of the costs of single examples.</summary>
    private static void AgreeWithDifferences<TNetwork>(INetwork<TNetwork, double> network, double labels)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        const int examples = 6;
        var random = new SeededRandom(4);
        var (x, y) = (Matrix<double>.Zeros(TNetwork.InputSize, examples), Matrix<double>.Zeros(TNetwork.OutputSize, examples));
        double[] weights = [0.5, 3, 0, 1, 7, 0.25];
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = random.NextNormal();
            }

            y[(int)(random.NextUniform() * y.Rows), j] = labels;
        }

        var ws = network.CreateWorkspace(examples);
        ws.WeighExamples(Matrix<double>.FromExamples(weights, 1, examples));
        network.Forward(x, ws);
        Assert.Equal(ByHand(), network.Cost(y, ws), 1e-13);
        network.Backward(x, y, ws);

        var parameters = network.Parameters.AsSpan();
        var gradients = ws.ParameterGradients.AsSpan();
        for (int k = 0; k < parameters.Length; k++)
        {
            double value = parameters[k];
            const double step = 1e-5;
            parameters[k] = value + step;
            double above = ByHand();
            parameters[k] = value - step;
            double below = ByHand();
            parameters[k] = value;
            double quotient = (above - below) / (2 * step);
            Assert.True(Math.Abs(quotient - gradients[k]) <= 1e-7 * Math.Max(1, Math.Abs(quotient)), $"Parameter {k}: {quotient} by differences, {gradients[k]} by Backward.");
        }

        double ByHand()
        {
            var one = network.CreateWorkspace(1);
            double sum = 0;
            for (int j = 0; j < examples; j++)
            {
                network.Forward(x.Column(j), one);
                sum += weights[j] * network.Cost(y.Column(j), one);
            }

            return sum / weights.Sum();
        }
    }

    private static void SameTraining<TNetwork>(Func<ulong, TNetwork> create, Matrix<double> x, Matrix<double> y, TrainingOptions options, double[] exampleWeights)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var expected = create(2);
        var costs = expected.Fit(x, y, options with { ClassWeights = null, ExampleWeights = exampleWeights }).Costs;
        var plain = create(2);
        plain.Fit(x, y, options with { ClassWeights = null, ExampleWeights = null });

        var network = create(2);
        var history = network.Fit(x, y, options);

        Assert.Equal(costs, history.Costs);
        Check.BitwiseEqual(expected.Parameters.AsSpan(), network.Parameters.AsSpan());
        Assert.NotEqual(plain.Parameters.AsSpan().ToArray(), network.Parameters.AsSpan().ToArray());
    }

    private static Matrix<double> Columns(Matrix<double> matrix, int[] columns)
    {
        var taken = Matrix<double>.Zeros(matrix.Rows, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            taken.Column(j).CopyFrom(matrix.Column(columns[j]));
        }

        return taken;
    }

    private static (Matrix<double> X, Matrix<double> Y) Points(int count)
    {
        var random = new SeededRandom(7);
        var (x, y) = (Matrix<double>.Zeros(2, count), Matrix<double>.Zeros(1, count));
        for (int j = 0; j < count; j++)
        {
            (x[0, j], x[1, j]) = ((2 * random.NextUniform()) - 1, (2 * random.NextUniform()) - 1);
            y[0, j] = (x[0, j] * x[0, j]) + (x[1, j] * x[1, j]) < 0.6 ? 1 : 0;
        }

        return (x, y);
    }

    private sealed class WeightedSource(Matrix<double> x, Matrix<double> y, double[] weights) : IWeightedBatchSource<double>
    {
        public long Examples => x.Columns;

        public void Read(int epoch, long start, Matrix<double> batchX, Matrix<double> batchY, CancellationToken cancellationToken)
        {
            batchX.CopyFrom(x.SliceColumns((int)start, batchX.Columns));
            batchY.CopyFrom(y.SliceColumns((int)start, batchY.Columns));
        }

        public void ReadWeights(int epoch, long start, Matrix<double> batchWeights, CancellationToken cancellationToken)
        {
            for (int j = 0; j < batchWeights.Columns; j++)
            {
                batchWeights[0, j] = weights[start + j];
            }
        }
    }
}

[Network(3, 6, 4, Hidden = Activation.Tanh, Output = Activation.Sigmoid, Precision = Precision.Double)]
internal sealed partial class Tags;

[Network(3, 6, 4, Hidden = Activation.Tanh, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class Kinds;

[Network(3, 4, 70, Hidden = Activation.Tanh, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class ManyKinds;

[Network(3, 6, 2, Hidden = Activation.Tanh, Output = Activation.Identity, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
internal sealed partial class Squares;

[Network(3, 6, 2, Hidden = Activation.Tanh, Output = Activation.Identity, Loss = Loss.MeanAbsoluteError, Precision = Precision.Double)]
internal sealed partial class Absolutes;

[Network(3, 6, 3, Hidden = Activation.Tanh, Output = Activation.Identity, Loss = Loss.CosineDistance, Precision = Precision.Double)]
internal sealed partial class Directions;
