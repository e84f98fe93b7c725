namespace DnnGen.Tests.Networks;

/// <summary>Labels that are numbers of classes, labels that are smoothed, and classes that are weighed.</summary>
public sealed class ClassLabelTests
{
    private static readonly double[] Classes = [2, 0, 3, 1, 1, 0, 2, 3, 0];

    [SkippableFact]
    public void Numbers_of_classes_agree_with_the_golden_cost_and_gradient()
    {
        AgreesWithGolden<SparseGolden, double>("sparse_categorical_cross_entropy_logits", 1e-9);
        AgreesWithGolden<SparseGoldenInFloat, float>("sparse_categorical_cross_entropy_logits", 1e-4);
    }

    [SkippableFact]
    public void Smoothed_labels_agree_with_the_golden_cost_and_gradient()
    {
        AgreesWithGolden<SmoothGolden, double>("label_smoothing_0.1", 1e-9);
        AgreesWithGolden<SmoothGoldenInFloat, float>("label_smoothing_0.1", 1e-4);
    }

    [Fact]
    public void Labels_of_all_classes_are_smoothed_as_their_number_is()
    {
        var (x, y) = (Drawn(4), Matrix<double>.FromExamples(Classes, 1, 9));
        var (sparse, dense) = (SmoothGolden.Create(3), SmoothOneHot.Create(3));
        var (ws, wsDense) = (sparse.CreateWorkspace(9), dense.CreateWorkspace(9));
        sparse.Forward(x, ws);
        dense.Forward(x, wsDense);
        Assert.Equal(dense.Cost(OneHot(4), wsDense), sparse.Cost(y, ws), 1e-14);
        sparse.Backward(x, y, ws);
        dense.Backward(x, OneHot(4), wsDense);
        Check.Close<double>(wsDense.Gradients.AsSpan(), ws.Gradients.AsSpan(), 1e-14);
    }

    [Fact]
    public void Every_way_of_weighing_and_smoothing_has_the_gradients_of_its_cost()
    {
        var y = Matrix<double>.FromExamples(Classes, 1, 9);
        Assert.True(SparseGolden.Create(1).CheckGradients(Drawn(4), y).Passed);
        Assert.True(SmoothGolden.Create(1).CheckGradients(Drawn(4), y).Passed);
        Assert.True(SmoothOneHot.Create(1).CheckGradients(Drawn(4), OneHot(4)).Passed);
        Assert.True(WeighedClasses.Create(1).CheckGradients(Drawn(5), y).Passed);
        Assert.True(WeighedOneHot.Create(1).CheckGradients(Drawn(5), OneHot(4)).Passed);
        Assert.True(WeighedDivergence.Create(1).CheckGradients(Drawn(5), OneHot(4)).Passed);
        Assert.True(WeighedSides.Create(1).CheckGradients(Drawn(3), Matrix<double>.FromExamples([1, 0, 0, 1, 1, 0, 0, 0, 1], 1, 9)).Passed);
    }

    [Fact]
    public void Weights_of_classes_are_weights_of_the_examples_that_have_them()
    {
        double[] weights = [1.0, 0.25, 3.0, 0.5];
        var x = Drawn(5);
        var (weighed, plain) = (WeighedOneHot.Create(8), PlainOneHot.Create(8));
        var (ws, wsPlain) = (weighed.CreateWorkspace(9), plain.CreateWorkspace(9));
        wsPlain.WeighExamples(Matrix<double>.FromExamples([.. Classes.Select(one => weights[(int)one])], 1, 9));
        weighed.Forward(x, ws);
        plain.Forward(x, wsPlain);
        Assert.Equal(plain.Cost(OneHot(4), wsPlain), weighed.Cost(OneHot(4), ws), 1e-14);
        weighed.Backward(x, OneHot(4), ws);
        plain.Backward(x, OneHot(4), wsPlain);
        Check.Close<double>(wsPlain.Gradients.AsSpan(), ws.Gradients.AsSpan(), 1e-14);

        // Weights of examples come on top of it.
        double[] own = [1, 2, 0, 1, 3, 1, 1, 0.5, 1];
        ws.WeighExamples(Matrix<double>.FromExamples(own, 1, 9));
        wsPlain.WeighExamples(Matrix<double>.FromExamples([.. Classes.Select((one, j) => own[j] * weights[(int)one])], 1, 9));
        Assert.Equal(plain.Cost(OneHot(4), wsPlain), weighed.Cost(OneHot(4), ws), 1e-14);
        weighed.Backward(x, OneHot(4), ws);
        plain.Backward(x, OneHot(4), wsPlain);
        Check.Close<double>(wsPlain.Gradients.AsSpan(), ws.Gradients.AsSpan(), 1e-14);
    }

    [Fact]
    public void Declared_weights_train_as_those_of_the_options_do()
    {
        var (x, y) = (Drawn(5), OneHot(4));
        var (weighed, plain) = (WeighedOneHot.Create(8), PlainOneHot.Create(8));
        var options = new TrainingOptions { Epochs = 5, LearningRate = 0.1, BatchSize = 4, Shuffle = true, Seed = 3 };
        var history = weighed.Fit(x, y, options);
        var expected = plain.Fit(x, y, options with { ClassWeights = [1.0, 0.25, 3.0, 0.5] });
        Check.Close<double>([.. expected.Costs], [.. history.Costs], 1e-12);
        Check.Close<double>(plain.Parameters.AsSpan(), weighed.Parameters.AsSpan(), 1e-12);

        // Over several batches that are evaluated apart, too.
        Assert.Contains(
            "in the options and in the declaration",
            Assert.Throws<ArgumentException>(() => weighed.Fit(x, y, options with { ClassWeights = [1, 1, 1, 1] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Training_on_numbers_of_classes_is_training_on_one_hot_labels()
    {
        var (x, y) = (Drawn(4), Matrix<double>.FromExamples(Classes, 1, 9));
        var (sparse, dense) = (SmoothGolden.Create(3), SmoothOneHot.Create(3));
        var options = new TrainingOptions
        {
            Epochs = 8,
            Optimizer = Optimizer.Adam(0.05),
            BatchSize = 4,
            Shuffle = true,
            Validation = Validation.Split(0.3),
        };
        var history = sparse.Fit(x, y, options);
        var expected = dense.Fit(x, OneHot(4), options);
        Check.Close<double>([.. expected.Costs], [.. history.Costs], 1e-12);
        Assert.Equal(expected.Validation.Select(metrics => metrics.Accuracy), history.Validation.Select(metrics => metrics.Accuracy));
        var evaluation = sparse.Evaluate(x, y);
        var dense2 = dense.Evaluate(x, OneHot(4));
        Assert.Equal(dense2.Accuracy, evaluation.Accuracy);
        Assert.Equal(dense2.MeanAbsoluteError, evaluation.MeanAbsoluteError, 1e-12);
        Assert.Equal(dense2.RocAuc, evaluation.RocAuc);
        Assert.Equal(dense2.TopKAccuracy(2), evaluation.TopKAccuracy(2));

        // One example alone, trained with the weight of its class.
        Assert.Equal(
            SmoothGolden.Create(3).Fit(x, y, new() { Epochs = 2, ClassWeights = [1, 2, 3, 4] }).Costs[1],
            SmoothOneHot.Create(3).Fit(x, OneHot(4), new() { Epochs = 2, ClassWeights = [1, 2, 3, 4] }).Costs[1],
            1e-12);
    }

    [Theory]
    [InlineData(4, "4")]
    [InlineData(-1, "-1")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "NaN")]
    public void A_label_that_is_no_class_is_named_with_its_place(double label, string text)
    {
        var y = Matrix<double>.FromExamples([.. Classes], 1, 9);
        y[0, 6] = label;
        var network = SparseGolden.Create(1);
        var ws = network.CreateWorkspace(9);
        network.Forward(Drawn(4), ws);
        string Sentence(string member) =>
            $"SparseGolden.{member}: y[0, 6] is {text}; the label of an example is the number of its class, a whole number from 0 to 3.";
        Says(Sentence("Cost"), () => network.Cost(y, ws));
        Says(Sentence("Backward"), () => network.Backward(Drawn(4), y, ws));
        Says(Sentence("TrainStep"), () => network.TrainStep(Drawn(4), y, 0.1, ws));
        Says(Sentence("Fit"), () => network.Fit(Drawn(4), y, new() { BatchSize = 2, Shuffle = true }));
        Says(Sentence("Evaluate"), () => network.Evaluate(Drawn(4), y));
        Says(Sentence("CheckGradients"), () => network.CheckGradients(Drawn(4), y));

        static void Says(string sentence, Action action) => Assert.Equal(sentence, Assert.Throws<ArgumentException>(action).Message);
    }

    [Fact]
    public void Labels_of_another_form_are_told_what_this_network_takes()
    {
        var network = SparseGolden.Create(1);
        var ws = network.CreateWorkspace(9);
        network.Forward(Drawn(4), ws);
        Assert.Equal(
            "SparseGolden.Cost: y is (4 × 9); the labels of this network are numbers of classes, 1 for each example (row) × m examples (columns).",
            Assert.Throws<ShapeMismatchException>(() => network.Cost(OneHot(4), ws)).Message);
        Assert.Equal(
            "SparseGolden.Fit: x holds 9 examples and y holds 2; both must hold the same.",
            Assert.Throws<ShapeMismatchException>(() => network.Fit(Drawn(4), Matrix<double>.Zeros(1, 2), new())).Message);
        Assert.Equal(1, SparseGolden.LabelSize);
    }

    [Fact]
    public void A_source_that_gives_no_class_is_told_which_example_it_was()
    {
        var source = new NumberedSource();
        var thrown = Assert.Throws<InvalidOperationException>(() => SparseGolden.Create(1).Fit(source, new() { BatchSize = 4, Epochs = 1 }));
        Assert.Equal(
            "SparseGolden.Fit: the source gives example 4 of epoch 0 the label 4; a label is the number of a class, a whole number from 0 to 3.",
            thrown.Message);
    }

    [Fact]
    public void A_step_on_numbers_of_classes_allocates_nothing()
    {
        var (x, y) = (Drawn(5), Matrix<double>.FromExamples(Classes, 1, 9));
        var network = WeighedClasses.Create(2);
        var ws = network.CreateWorkspace(9);
        network.TrainStep(x, y, 0.01, ws);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.TrainStep(x, y, 0.01, ws);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AgreesWithGolden<TNetwork, T>(string name, double tolerance)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var entry = Golden.Open("layers.json").GetProperty("losses").Named(name);
        int examples = entry.GetProperty("batch").GetInt32();
        T[] logits = [.. entry.Numbers("prediction").Select(T.CreateTruncating)];
        var y = Matrix<T>.FromExamples([.. entry.Numbers("target").Select(T.CreateTruncating)], 1, examples);

        // W is the identity, so that x is the logits, and db of each example alone the gradient of its logits.
        var network = TNetwork.Create(1);
        network.Parameters.AsSpan().Clear();
        var weights = network.Parameters.View(network.Parameters.Layout[0]);
        for (int i = 0; i < 4; i++)
        {
            weights[i, i] = T.One;
        }

        var x = Matrix<T>.FromExamples(logits, 4, examples);
        var ws = network.CreateWorkspace(examples);
        network.Forward(x, ws);
        Check.Close<double>([entry.GetProperty("cost").GetDouble()], [double.CreateTruncating(network.Cost(y, ws))], tolerance);
        double[] gradient = entry.Numbers("gradient");
        for (int j = 0; j < examples; j++)
        {
            network.Forward(x.Column(j), ws);
            network.Backward(x.Column(j), y.Column(j), ws);
            Check.Close<T>(
                [.. gradient.Skip(4 * j).Take(4).Select(value => value * examples)],
                ws.ParameterGradients.AsSpan().Slice(16, 4),
                tolerance);
        }
    }

    private static Matrix<double> Drawn(int features)
    {
        var random = new SeededRandom(17);
        return Matrix<double>.FromExamples([.. Enumerable.Range(0, features * 9).Select(_ => random.NextNormal())], features, 9);
    }

    private static Matrix<double> OneHot(int classes)
    {
        var y = Matrix<double>.Zeros(classes, 9);
        for (int j = 0; j < 9; j++)
        {
            y[(int)Classes[j], j] = 1;
        }

        return y;
    }

    /// <summary>Nine examples whose labels count up.</summary>
    private sealed class NumberedSource : IBatchSource<double>
    {
        public long Examples => 9;

        public void Read(int epoch, long start, Matrix<double> x, Matrix<double> y, CancellationToken cancellationToken)
        {
            for (int j = 0; j < y.Columns; j++)
            {
                y[0, j] = start + j;
            }
        }
    }
}
