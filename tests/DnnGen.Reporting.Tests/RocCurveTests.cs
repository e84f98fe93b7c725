namespace DnnGen.Reporting.Tests;

public class RocCurveTests
{
    [Fact]
    public void The_curve_of_four_scores_is_the_one_of_the_textbook()
    {
        var curve = RocCurve.Of([0.1, 0.4, 0.35, 0.8], [false, false, true, true])!;

        Assert.Equal([(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)], curve.Points);
        Assert.Equal(0.75, curve.Area, 12);
    }

    [Fact]
    public void Equal_scores_share_a_point_and_count_half()
    {
        var curve = RocCurve.Of([0.5, 0.5, 0.5, 0.5], [false, true, false, true])!;

        Assert.Equal([(0, 0), (1, 1)], curve.Points);
        Assert.Equal(0.5, curve.Area, 12);
    }

    [Fact]
    public void Without_examples_of_both_kinds_there_is_no_curve()
    {
        Assert.Null(RocCurve.Of([0.1, 0.2], [true, true]));
        Assert.Null(RocCurve.Of([], []));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([0.1], [true, false]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([double.NaN, 1], [true, false]));
    }

    [Fact]
    public void The_mean_of_the_areas_is_the_metric_of_the_network()
    {
        var (x, y) = Examples.OfDisc();
        var (sx, sy) = Examples.OfClasses(16, 3);
        var (tx, ty) = Examples.OfClasses(3, 2);

        Assert.Equal(Disc.Create(1).Evaluate(x, y).RocAuc!.Value, Assert.Single(RocCurve.Of(Disc.Create(1), x, y)).Area, 12);
        Assert.Equal(Shapes.Create(1).Evaluate(sx, sy).RocAuc!.Value, RocCurve.Of(Shapes.Create(1), sx, sy).Average(curve => curve.Area), 12);
        Assert.Equal(Tags.Create(1).Evaluate(tx, ty).RocAuc!.Value, RocCurve.Of(Tags.Create(1), tx, ty).Average(curve => curve.Area), 12);
    }
}
