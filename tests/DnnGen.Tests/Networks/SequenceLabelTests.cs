namespace DnnGen.Tests.Networks;

/// <summary>Networks whose output is a sequence: every step has a label and a loss, is trained and judged.</summary>
public sealed class SequenceLabelTests
{
    private const int Steps = 5, Examples = 6;

    [Fact]
    public void Every_loss_over_steps_has_the_gradients_of_its_cost()
    {
        Assert.True(Tagger.Create(1).CheckGradients(X(), Classes()).Passed);
        Assert.True(TaggerOfOneHot.Create(1).CheckGradients(X(), OneHot()).Passed);
        var random = new SeededRandom(4);
        Assert.True(Detector.Create(1).CheckGradients(X(), Drawn(10, () => random.NextUniform() > 0.5 ? 1 : 0)).Passed);
        Assert.True(Pointer.Create(1).CheckGradients(X(), Drawn(15, random.NextNormal)).Passed);
    }

    [Fact]
    public void A_class_for_each_step_trains_and_is_judged_as_one_hot_labels_are()
    {
        Assert.Equal((15, 5), (Tagger.OutputSize, Tagger.LabelSize));
        var (sparse, dense) = (Tagger.Create(9), TaggerOfOneHot.Create(9));
        var options = new TrainingOptions { Epochs = 6, Optimizer = Optimizer.Adam(0.05), BatchSize = 4, Shuffle = true };
        var history = sparse.Fit(X(), Classes(), options);
        var expected = dense.Fit(X(), OneHot(), options);
        Check.Close<double>([.. expected.Costs], [.. history.Costs], 1e-12);
        Check.Close<double>(dense.Parameters.AsSpan(), sparse.Parameters.AsSpan(), 1e-12);

        var (judged, judgedOneHot) = (sparse.Evaluate(X(), Classes()), dense.Evaluate(X(), OneHot()));
        Assert.Equal(judgedOneHot.Cost, judged.Cost, 1e-12);
        Assert.Equal(judgedOneHot.Accuracy, judged.Accuracy);
        Assert.Equal(judgedOneHot.F1, judged.F1);
        Assert.Equal(Examples, judged.Examples);

        // Every step is decided: the accuracy is a share of all of them.
        var output = sparse.Predict(X());
        int right = 0;
        for (int j = 0; j < Examples; j++)
        {
            for (int step = 0; step < Steps; step++)
            {
                int largest = Enumerable.Range(0, 3).MaxBy(one => output[(step * 3) + one, j]);
                right += largest == (int)Classes()[step, j] ? 1 : 0;
            }
        }

        Assert.Equal(right / (double)(Steps * Examples), judged.Accuracy);
        Assert.Equal(Steps * Examples, Enumerable.Range(0, 9).Sum(place => judged.ConfusionMatrix![place / 3, place % 3]));
        Assert.Equal(1, judged.TopKAccuracy(3));
    }

    [Fact]
    public void A_label_that_is_no_class_is_named_with_its_step()
    {
        var y = Classes();
        y[3, 2] = 3;
        Assert.Equal(
            "Tagger.Fit: y[3, 2] is 3; the label of a step of an example is the number of its class, a whole number from 0 to 2.",
            Assert.Throws<ArgumentException>(() => Tagger.Create(1).Fit(X(), y, new())).Message);
        Assert.Equal(
            "Tagger.Evaluate: y is (1 × 6); the labels of this network are numbers of classes, 5 for each example, one for each step (rows) × m examples (columns).",
            Assert.Throws<ShapeMismatchException>(() => Tagger.Create(1).Evaluate(X(), Matrix<double>.Zeros(1, Examples))).Message);
        Assert.Contains(
            "[Network(ClassWeights = …)], to weigh each step",
            Assert.Throws<ArgumentException>(() => Detector.Create(1).Fit(X(), Matrix<double>.Zeros(10, Examples), new() { ClassWeights = [1, 2] })).Message,
            StringComparison.Ordinal);
    }

    private static Matrix<double> X()
    {
        var random = new SeededRandom(2);
        return Drawn(20, random.NextNormal);
    }

    private static Matrix<double> Classes() =>
        Matrix<double>.FromExamples([.. Enumerable.Range(0, Steps * Examples).Select(place => (double)(place * place % 3))], Steps, Examples);

    private static Matrix<double> OneHot()
    {
        var y = Matrix<double>.Zeros(Steps * 3, Examples);
        var classes = Classes();
        for (int j = 0; j < Examples; j++)
        {
            for (int step = 0; step < Steps; step++)
            {
                y[(step * 3) + (int)classes[step, j], j] = 1;
            }
        }

        return y;
    }

    private static Matrix<double> Drawn(int rows, Func<double> draw) =>
        Matrix<double>.FromExamples([.. Enumerable.Range(0, rows * Examples).Select(_ => draw())], rows, Examples);
}
