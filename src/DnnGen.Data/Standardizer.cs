using System.Numerics;

namespace DnnGen.Data;

/// <summary>Gives every feature mean 0 and standard deviation 1: x' = (x − μ) / σ, with the μ and σ of the training data.</summary>
/// <remarks>A feature that never changes has σ = 0; it is divided by 1 instead and becomes 0.</remarks>
public sealed class Standardizer : FeatureScaler
{
    private readonly double[] means;
    private readonly double[] deviations;

    private Standardizer(double[] means, double[] deviations)
        : base(means, Array.ConvertAll(deviations, deviation => deviation == 0 ? 1 : deviation))
    {
        this.means = means;
        this.deviations = deviations;
    }

    /// <summary>The mean μ of each feature.</summary>
    public IReadOnlyList<double> Means => means;

    /// <summary>The standard deviation σ of each feature: the root of the mean of the squared distances from μ.</summary>
    public IReadOnlyList<double> StandardDeviations => deviations;

    /// <summary>Finds the statistics of training data.</summary>
    /// <typeparam name="T">The number type; the statistics are computed in double.</typeparam>
    /// <param name="x">The training data: (features × m).</param>
    /// <returns>What makes these data and any others of the same features standard.</returns>
    /// <exception cref="ArgumentException">There is no example, or a number is not finite.</exception>
    public static Standardizer Fit<T>(Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Fit([x]);

    /// <summary>Finds the statistics of training data that come in batches, such as ranges of a file larger than memory; one pass.</summary>
    /// <typeparam name="T">The number type; the statistics are computed in double.</typeparam>
    /// <param name="batches">The training data: each batch (features × examples of the batch).</param>
    /// <returns>What makes these data and any others of the same features standard.</returns>
    /// <exception cref="ArgumentException">There is no example, or a number is not finite.</exception>
    /// <exception cref="ShapeMismatchException">A batch has another number of features than the first.</exception>
    public static Standardizer Fit<T>(IEnumerable<Matrix<T>> batches)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(batches);

        // One pass that does not cancel (B. P. Welford: Note on a Method for Calculating Corrected Sums of Squares and
        // Products, Technometrics 4, 1962): with each new x, μ moves by (x − μ)/n, and Σ(x − μ)² grows by (x − μ_old)(x − μ_new).
        double[] means = [], squares = [];
        long[] counts = [];
        long examples = FeatureStatistics.Visit(
            "Standardizer.Fit",
            batches,
            features => (means, squares, counts) = (new double[features], new double[features], new long[features]),
            (feature, value) =>
            {
                double distance = value - means[feature];
                means[feature] += distance / ++counts[feature];
                squares[feature] += distance * (value - means[feature]);
            });
        double[] deviations = Array.ConvertAll(squares, sum => Math.Sqrt(sum / examples));
        int odd = Array.FindIndex(deviations, deviation => !double.IsFinite(deviation));
        return odd < 0
            ? new(means, deviations)
            : throw new ArgumentException($"Standardizer.Fit: the numbers of feature {odd} (counted from 0) are too large to have a standard deviation in double; scale them down first.", nameof(batches));
    }

    /// <summary>Reads the statistics that <see cref="Save"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A standardizer that does bit for bit what the saved one did.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds something else.</exception>
    public static Standardizer Load(string path)
    {
        double[][] lists = FeatureStatistics.Load(path, nameof(Standardizer), "means", "standardDeviations");
        return Array.TrueForAll(lists[1], deviation => deviation >= 0)
            ? new(lists[0], lists[1])
            : throw FeatureStatistics.Wrong(path, nameof(Standardizer), "a standard deviation is negative", null);
    }

    /// <summary>Writes the statistics as JSON, so that data that come later are prepared alike.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => FeatureStatistics.Save(path, nameof(Standardizer), ("means", means), ("standardDeviations", deviations));
}
