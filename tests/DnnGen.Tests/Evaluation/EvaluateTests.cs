namespace DnnGen.Tests.Evaluation;

/// <summary>Metrics beside their definitions, taken example by example.</summary>
public class EvaluateTests
{
    [Fact]
    public void Two_classes_are_judged_by_the_definitions()
    {
        var network = TwoClasses.Create(seed: 4);
        var (x, y) = (Drawn(3, 300, 1), Matrix<double>.Zeros(1, 300));
        for (int j = 0; j < 300; j++)
        {
            y[0, j] = x[0, j] + (0.5 * x[1, j]) > 0.3 ? 1 : 0;
        }

        var a = network.Predict(x);
        var evaluation = network.Evaluate(x, y);

        long Count(bool actual, bool predicted) => Enumerable.Range(0, 300).Count(j => y[0, j] == 1 == actual && a[0, j] > 0.5 == predicted);
        double tp = Count(true, true), fp = Count(false, true), fn = Count(true, false), tn = Count(false, false);
        Assert.Equal(300, evaluation.Examples);
        Assert.Equal((tn, fp, fn, tp), (Of(0, 0), Of(0, 1), Of(1, 0), Of(1, 1)));
        Assert.Equal((tp + tn) / 300, evaluation.Accuracy!.Value, 1e-15);
        Assert.Equal(tp / (tp + fp), evaluation.Precision!.Value, 1e-15);
        Assert.Equal(tp / (tp + fn), evaluation.Recall!.Value, 1e-15);
        Assert.Equal(2 * tp / ((2 * tp) + fp + fn), evaluation.F1!.Value, 1e-15);
        Assert.Equal(Area(j => a[0, j], j => y[0, j] == 1, 300), evaluation.RocAuc!.Value, 1e-12);

        var ws = network.CreateWorkspace(300);
        network.Forward(x, ws);
        Assert.Equal(network.Cost(y, ws), evaluation.Cost, 1e-12);
        Assert.True(tp * fp * fn * tn > 0);

        double Of(int actual, int predicted) => evaluation.ConfusionMatrix![actual, predicted];
    }

    [Fact]
    public void Three_classes_are_judged_by_macro_means()
    {
        var network = ThreeClasses.Create(seed: 4);
        var (x, y, labels) = (Drawn(4, 280, 2), Matrix<double>.Zeros(3, 280), new int[280]);
        for (int j = 0; j < 280; j++)
        {
            labels[j] = x[0, j] > 0.4 ? 2 : x[1, j] > 0 ? 1 : 0;
            y[labels[j], j] = 1;
        }

        var a = network.Predict(x);
        int[] decided = [.. Enumerable.Range(0, 280).Select(j => Enumerable.Range(0, 3).MaxBy(i => a[i, j]))];
        var evaluation = network.Evaluate(x, y);

        double Right(int one) => labels.Zip(decided).Count(pair => pair == (one, one));
        double Precision(int one) => Right(one) / Math.Max(1, decided.Count(label => label == one));
        double Recall(int one) => Right(one) / labels.Count(label => label == one);
        double F1(int one) => 2 * Right(one) / (decided.Count(label => label == one) + labels.Count(label => label == one));
        int[] classes = [0, 1, 2];
        Assert.Equal(classes.Sum(Right) / 280, evaluation.Accuracy!.Value, 1e-15);
        Assert.Equal(classes.Average(Precision), evaluation.Precision!.Value, 1e-14);
        Assert.Equal(classes.Average(Recall), evaluation.Recall!.Value, 1e-14);
        Assert.Equal(classes.Average(F1), evaluation.F1!.Value, 1e-14);
        Assert.Equal(classes.Average(one => Area(j => a[one, j], j => labels[j] == one)), evaluation.RocAuc!.Value, 1e-12);
        foreach (int actual in classes)
        {
            foreach (int predicted in classes)
            {
                Assert.Equal(labels.Zip(decided).Count(pair => pair == (actual, predicted)), evaluation.ConfusionMatrix![actual, predicted]);
            }
        }

        double Among(int k) => Enumerable.Range(0, 280).Count(j => Enumerable.Range(0, 3).OrderByDescending(i => a[i, j]).Take(k).Contains(labels[j])) / 280.0;
        Assert.Equal(evaluation.Accuracy, evaluation.TopKAccuracy(1));
        Assert.Equal(Among(2), evaluation.TopKAccuracy(2), 1e-15);
        Assert.Equal(1, evaluation.TopKAccuracy(3));
        Assert.Equal("TopKAccuracy: k is 4; it must be 1 to 3, the number of outputs.", Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.TopKAccuracy(4)).Message);
    }

    [Fact]
    public void Several_sigmoids_decide_one_by_one()
    {
        var network = Labels.Create(seed: 4);
        var (x, y) = (Drawn(3, 100, 5), Matrix<double>.Zeros(2, 100));
        for (int j = 0; j < 100; j++)
        {
            (y[0, j], y[1, j]) = (x[0, j] > 0 ? 1 : 0, x[1, j] > x[2, j] ? 1 : 0);
        }

        var a = network.Predict(x);
        var evaluation = network.Evaluate(x, y);

        var both = Enumerable.Range(0, 2);
        double right = both.Sum(i => Enumerable.Range(0, 100).Count(j => a[i, j] > 0.5 == (y[i, j] == 1)));
        Assert.Equal(right / 200, evaluation.Accuracy!.Value, 1e-15);
        Assert.Equal(both.Average(i => Area(j => a[i, j], j => y[i, j] == 1, 100)), evaluation.RocAuc!.Value, 1e-12);
        Assert.Null(evaluation.ConfusionMatrix);
        Assert.Throws<InvalidOperationException>(() => evaluation.TopKAccuracy(1));
    }

    [Fact]
    public void A_regression_is_judged_by_its_errors_alone()
    {
        var network = Curve.Create(seed: 4);
        var (x, y) = (Drawn(2, 90, 6), Drawn(2, 90, 7));
        for (int j = 0; j < 90; j++)
        {
            y[1, j] = 1e6 + y[1, j];
        }

        var a = network.Predict(x);
        var evaluation = network.Evaluate(x, y);

        var places = Enumerable.Range(0, 180).Select(n => (Row: n % 2, Column: n / 2)).ToList();
        Assert.Equal(places.Average(p => Math.Abs(a[p.Row, p.Column] - y[p.Row, p.Column])), evaluation.MeanAbsoluteError, 1e-6);
        Assert.Equal(Math.Sqrt(places.Average(p => Math.Pow(a[p.Row, p.Column] - y[p.Row, p.Column], 2))), evaluation.RootMeanSquaredError, 1e-6);
        double R2(int i)
        {
            double mean = Enumerable.Range(0, 90).Average(j => y[i, j]);
            return 1 - (Enumerable.Range(0, 90).Sum(j => Math.Pow(a[i, j] - y[i, j], 2)) / Enumerable.Range(0, 90).Sum(j => Math.Pow(y[i, j] - mean, 2)));
        }

        Assert.Equal(1, (R2(0) + R2(1)) / 2 / evaluation.R2!.Value, 1e-6);
        Assert.Equal((null, null, null, null, null), (evaluation.Accuracy, evaluation.Precision, evaluation.Recall, evaluation.F1, evaluation.RocAuc));
        Assert.Null(network.Evaluate(x, Matrix<double>.Zeros(2, 90)).R2);
    }

    [Fact]
    public void What_no_example_speaks_of_is_zero_or_not_there()
    {
        var network = TwoClasses.Create(Initializer.Zeros, new SeededRandom(1));
        var none = network.Evaluate(Drawn(3, 10, 1), Matrix<double>.Zeros(1, 10));

        Assert.Equal((1.0, 0.0, 0.0, 0.0, null, null), (none.Accuracy, none.Precision, none.Recall, none.F1, none.RocAuc, none.R2));
        Assert.Equal("cost 0.6931, accuracy 1.0000, precision 0.0000, recall 0.0000, F1 0.0000", none.ToString());
        Assert.Equal("actual \\ predicted   0   1\n                 0  10   0\n                 1   0   0", none.ConfusionMatrix!.ToString());
    }

    [Fact]
    public void Equal_outputs_count_half_in_the_area()
    {
        var network = TwoClasses.Create(Initializer.Zeros, new SeededRandom(1));
        var y = Matrix<double>.Zeros(1, 10);
        y[0, 3] = 1;

        Assert.Equal(0.5, network.Evaluate(Drawn(3, 10, 1), y).RocAuc);
    }

    [Fact]
    public void Shapes_are_checked_as_in_training()
    {
        var network = TwoClasses.Create(seed: 4);
        var unknown = Drawn(4, 10, 1);
        Assert.StartsWith("TwoClasses.Evaluate: x is (4 × 10); ", Assert.Throws<ShapeMismatchException>(() => network.Evaluate(unknown, Drawn(1, 10, 1))).Message, StringComparison.Ordinal);
        Assert.StartsWith("TwoClasses.Evaluate: x and y hold no example", Assert.Throws<ShapeMismatchException>(() => network.Evaluate(Drawn(3, 0, 1), Drawn(1, 0, 1))).Message, StringComparison.Ordinal);
    }

    private static double Area(Func<int, double> score, Func<int, bool> positive, int examples = 280)
    {
        var ones = Enumerable.Range(0, examples).Where(positive).ToList();
        var others = Enumerable.Range(0, examples).Where(j => !positive(j)).ToList();
        return ones.Average(one => others.Average(other => score(one) > score(other) ? 1 : score(one) == score(other) ? 0.5 : 0));
    }

    private static Matrix<double> Drawn(int rows, int columns, ulong seed)
    {
        var random = new SeededRandom(seed);
        var matrix = Matrix<double>.Zeros(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                matrix[i, j] = random.NextNormal();
            }
        }

        return matrix;
    }
}

[Network(3, 5, 1, Precision = Precision.Double)]
internal sealed partial class TwoClasses;

[Network(4, 6, 3, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class ThreeClasses;

[Network(3, 5, 2, Precision = Precision.Double)]
internal sealed partial class Labels;

[Network(2, 5, 2, Output = Activation.Identity, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
internal sealed partial class Curve;
