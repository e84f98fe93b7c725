using System.Numerics;

namespace DnnGen.Data;

/// <summary>Brings every feature between 0 and 1: x' = (x − min) / (max − min), with the smallest and largest number of the training data.</summary>
/// <remarks>
/// A feature that never changes is divided by 1 instead and becomes 0. Data that were not in the training data may come out
/// below 0 or above 1.
/// </remarks>
public sealed class MinMaxScaler : FeatureScaler
{
    private readonly double[] minima;
    private readonly double[] maxima;

    private MinMaxScaler(double[] minima, double[] maxima)
        : base(minima, [.. minima.Zip(maxima, (least, most) => most == least ? 1 : most - least)])
    {
        this.minima = minima;
        this.maxima = maxima;
    }

    /// <summary>The smallest number of each feature.</summary>
    public IReadOnlyList<double> Minima => minima;

    /// <summary>The largest number of each feature.</summary>
    public IReadOnlyList<double> Maxima => maxima;

    /// <summary>Finds the smallest and largest numbers of training data.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The training data: (features × m).</param>
    /// <returns>What scales these data and any others of the same features.</returns>
    /// <exception cref="ArgumentException">There is no example, or a number is not finite.</exception>
    public static MinMaxScaler Fit<T>(Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Fit([x]);

    /// <summary>Finds the smallest and largest numbers of training data that come in batches, such as ranges of a file larger than memory; one pass.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="batches">The training data: each batch (features × examples of the batch).</param>
    /// <returns>What scales these data and any others of the same features.</returns>
    /// <exception cref="ArgumentException">There is no example, or a number is not finite.</exception>
    /// <exception cref="ShapeMismatchException">A batch has another number of features than the first.</exception>
    public static MinMaxScaler Fit<T>(IEnumerable<Matrix<T>> batches)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(batches);
        double[] minima = [], maxima = [];
        FeatureStatistics.Visit(
            "MinMaxScaler.Fit",
            batches,
            features =>
            {
                (minima, maxima) = (new double[features], new double[features]);
                Array.Fill(minima, double.PositiveInfinity);
                Array.Fill(maxima, double.NegativeInfinity);
            },
            (feature, value) =>
            {
                minima[feature] = Math.Min(minima[feature], value);
                maxima[feature] = Math.Max(maxima[feature], value);
            });
        int odd = Enumerable.Range(0, minima.Length).FirstOrDefault(i => !double.IsFinite(maxima[i] - minima[i]), -1);
        return odd < 0
            ? new(minima, maxima)
            : throw new ArgumentException($"MinMaxScaler.Fit: the numbers of feature {odd} (counted from 0) lie too far apart for double; scale them down first.", nameof(batches));
    }

    /// <summary>Reads the statistics that <see cref="Save"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A scaler that does bit for bit what the saved one did.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds something else.</exception>
    public static MinMaxScaler Load(string path)
    {
        double[][] lists = FeatureStatistics.Load(path, nameof(MinMaxScaler), "minima", "maxima");
        return lists[0].Zip(lists[1]).All(pair => pair.First <= pair.Second && double.IsFinite(pair.Second - pair.First))
            ? new(lists[0], lists[1])
            : throw FeatureStatistics.Wrong(path, nameof(MinMaxScaler), "a minimum is larger than its maximum, or too far from it", null);
    }

    /// <summary>Writes the statistics as JSON, so that data that come later are prepared alike.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => FeatureStatistics.Save(path, nameof(MinMaxScaler), ("minima", minima), ("maxima", maxima));
}
