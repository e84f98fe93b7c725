using System.Globalization;
using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>
/// The receiver operating characteristic of one output: the share of the positive examples that are found against the share of
/// the negative ones that are taken for positive, for every threshold. Equal scores share one point.
/// </summary>
public sealed class RocCurve
{
    private RocCurve(int output, IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> points)
    {
        Output = output;
        Points = points;
        double area = 0;
        for (int i = 1; i < points.Count; i++)
        {
            area += (points[i].FalsePositiveRate - points[i - 1].FalsePositiveRate) * (points[i].TruePositiveRate + points[i - 1].TruePositiveRate) / 2;
        }

        Area = area;
    }

    /// <summary>The output whose numbers are the scores, from 0.</summary>
    public int Output { get; }

    /// <summary>The points from (0, 0) to (1, 1), from the highest threshold to the lowest.</summary>
    public IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> Points { get; }

    /// <summary>The area under the curve, by the trapezoids between its points; <see cref="Metrics.RocAuc"/> is the mean of these.</summary>
    public double Area { get; }

    /// <summary>The curve of scores.</summary>
    /// <param name="scores">For each example, how much it is taken for positive.</param>
    /// <param name="isPositive">For each example, whether it is.</param>
    /// <returns>The curve; <see langword="null"/> where all examples are positive or none is.</returns>
    /// <exception cref="ArgumentException">There are not as many labels as scores, or a score is no number.</exception>
    public static RocCurve? Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        if (scores.Count != isPositive.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {scores.Count} scores and {isPositive.Count} labels; every score has its label."));
        }

        if (scores.Any(double.IsNaN))
        {
            throw new ArgumentException("A score is NaN, which is neither above nor below a threshold; look at the parameters of the network.");
        }

        return Of(0, scores, isPositive);
    }

    /// <summary>The curves of a network that ends in sigmoids or in a softmax: each of its numbers against the others.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="output">Which output of a network that has several, by its name: <c>"digit"</c>.</param>
    /// <returns>A curve for every number that has examples of both kinds; none where the network does not decide among classes.</returns>
    /// <exception cref="ArgumentException">There is no such output, or there are several and no name says which.</exception>
    public static IReadOnlyList<RocCurve> Of<TNetwork, T>(INetwork<TNetwork, T> network, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, string? output = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(Decisions.Of(network, JudgedOutput.Of(network, "RocCurve.Of", output), x, y));
    }

    internal static IReadOnlyList<RocCurve> Of(Decisions decisions) => decisions.Kind == DecisionKind.None
        ? []
        : [.. Enumerable.Range(0, decisions.Outputs)
            .Where(output => !Enumerable.Range(0, decisions.Examples).Any(example => double.IsNaN(decisions.Score(output, example))))
            .Select(output => Of(
                output,
                [.. Enumerable.Range(0, decisions.Examples).Select(example => decisions.Score(output, example))],
                [.. Enumerable.Range(0, decisions.Examples).Select(example => decisions.IsPositive(output, example))]))
            .OfType<RocCurve>()];

    private static RocCurve? Of(int output, IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        double positives = isPositive.Count(positive => positive), negatives = isPositive.Count - positives;
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(example => scores[example])];
        var points = new List<(double, double)> { (0, 0) };
        long truePositives = 0, falsePositives = 0;
        for (int i = 0; i < order.Length; i++)
        {
            (truePositives, falsePositives) = isPositive[order[i]] ? (truePositives + 1, falsePositives) : (truePositives, falsePositives + 1);
            if (i + 1 == order.Length || scores[order[i + 1]] != scores[order[i]])
            {
                points.Add((falsePositives / negatives, truePositives / positives));
            }
        }

        return new RocCurve(output, points);
    }
}
