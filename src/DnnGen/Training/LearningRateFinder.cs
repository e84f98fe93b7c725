using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>How the cost changes while the learning rate rises: what <see cref="LearningRateFinder"/> has seen.</summary>
/// <param name="Rates">The learning rates that were tried, each a constant factor above the one before.</param>
/// <param name="Costs">For each the cost before its step, smoothed over the steps before.</param>
/// <param name="Suggestion">
/// A rate to begin with: that at which the smoothed cost falls fastest with the logarithm of the rate. <see langword="null"/> where it never falls.
/// </param>
public sealed record LearningRateCurve(IReadOnlyList<double> Rates, IReadOnlyList<double> Costs, double? Suggestion)
{
    /// <summary>What was tried and what is suggested, in one sentence.</summary>
    /// <returns>The sentence, the same in every culture.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ShapeSentences.Count(Rates.Count, "learning rate")}{(Rates.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" from {Rates[0]:G3} to {Rates[^1]:G3}"))}; {(Suggestion is { } rate ? string.Create(CultureInfo.InvariantCulture, $"the cost falls fastest at {rate:G3}") : "the cost never falls")}");
}

/// <summary>Looks for a learning rate: a short training whose rate rises from step to step, until the cost explodes.</summary>
/// <remarks>
/// The range test of L. N. Smith (Cyclical Learning Rates for Training Neural Networks, WACV 2017, section 3.3) with the
/// smoothing and the stop of fast.ai: c̄ₜ = 0.98·c̄ₜ₋₁ + 0.02·cₜ, divided by 1 − 0.98ᵗ; it ends above 4 times the lowest.
/// </remarks>
public static class LearningRateFinder
{
    private const double Smoothing = 0.98;
    private const double Explosion = 4;

    /// <summary>Tries learning rates from the lowest to the highest: <c>network.FindLearningRate(x, y, Optimizer.Adam())</c>.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network; it has its parameters again afterwards.</param>
    /// <param name="x">X, (InputSize × m), of at least one example.</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="optimizer">The optimizer that the training will have; <see langword="null"/> is gradient descent. Its own rate plays no part.</param>
    /// <param name="lowest">The first rate.</param>
    /// <param name="highest">The last rate.</param>
    /// <param name="steps">The steps from the one to the other, 10 or more.</param>
    /// <param name="batchSize">Examples in a mini-batch; <see langword="null"/> takes all. They are drawn anew from the seed whenever all have had their turn.</param>
    /// <param name="seed">The seed of the order of the examples.</param>
    /// <returns>The rates, the costs and a suggestion.</returns>
    /// <exception cref="ShapeMismatchException">x or y does not fit the network, or they hold different numbers of examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static LearningRateCurve FindLearningRate<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        [Shape("_", "m")] Matrix<T> x,
        [Shape("_", "m")] Matrix<T> y,
        Optimizer? optimizer = null,
        double lowest = 1e-7,
        double highest = 10,
        int steps = 100,
        int? batchSize = null,
        ulong seed = 1)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        string member = TNetwork.Name + ".FindLearningRate";
        NetworkChecks.Input(member, x, TNetwork.InputSize);
        NetworkChecks.Labels<TNetwork, T>(member, y, x.Columns);
        Require(lowest > 0 && highest > lowest && double.IsFinite(highest), $"the rates go from {lowest} to {highest}; both must be positive finite numbers, the second above the first");
        Require(steps >= 10, $"steps is {steps}; it must be 10 or more");
        Require(batchSize is null or > 0, $"batchSize is {batchSize}; it must be 1 or more, or null for all examples");
        if (optimizer is { NeedsCosts: true })
        {
            throw new ArgumentException($"{member}: {optimizer} searches for the length of every step itself; a rate is found for the other optimizers.", nameof(optimizer));
        }

        T[] parameters = [.. network.Parameters.Everything];
        try
        {
            var (rates, costs) = Climb(network, x, y, optimizer ?? Optimizer.GradientDescent(lowest), lowest, Math.Pow(highest / lowest, 1.0 / (steps - 1)), steps, Math.Min(batchSize ?? x.Columns, x.Columns), seed);
            return new LearningRateCurve(rates, costs, Steepest(rates, costs, steps));
        }
        finally
        {
            parameters.CopyTo(network.Parameters.Everything);
        }

        void Require(bool condition, FormattableString sentence)
        {
            if (!condition)
            {
                throw new ArgumentOutOfRangeException(null, $"{member}: {sentence.ToString(CultureInfo.InvariantCulture)}.");
            }
        }
    }

    private static (List<double> Rates, List<double> Costs) Climb<TNetwork, T>(
        INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, Optimizer optimizer, double lowest, double factor, int steps, int batchSize, ulong seed)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var state = optimizer.CreateState(network.Parameters);
        var workspace = network.CreateWorkspace(batchSize);
        var (batchX, batchY) = (Matrix<T>.Zeros(x.Rows, batchSize), Matrix<T>.Zeros(y.Rows, batchSize));
        var random = new SeededRandom(seed);
        int[] order = new int[x.Columns];
        int used = order.Length;
        double mean = 0, best = double.PositiveInfinity;
        var (rates, costs) = (new List<double>(), new List<double>());
        for (int step = 0; step < steps; step++)
        {
            for (int j = 0; j < batchSize; j++, used++)
            {
                if (used == order.Length)
                {
                    random.NextPermutation(order);
                    used = 0;
                }

                batchX.Column(j).CopyFrom(x.Column(order[used]));
                batchY.Column(j).CopyFrom(y.Column(order[used]));
            }

            state.LearningRate = lowest * Math.Pow(factor, step);
            double cost = double.CreateTruncating(network.TrainStep(batchX, batchY, state, workspace));
            mean = (Smoothing * mean) + ((1 - Smoothing) * cost);
            double smoothed = mean / (1 - Math.Pow(Smoothing, step + 1));
            if (!double.IsFinite(smoothed) || smoothed > Explosion * best)
            {
                break;
            }

            best = Math.Min(best, smoothed);
            rates.Add(state.LearningRate);
            costs.Add(smoothed);
        }

        return (rates, costs);
    }

    /// <summary>
    /// The rate in the middle of the steepest descent; all steps are equally long on the logarithm of the rate. The slope is
    /// taken over a tenth of the steps, and not among the first of them: there the mean is one of few, and follows the batches.
    /// </summary>
    private static double? Steepest(List<double> rates, List<double> costs, int steps)
    {
        double? suggestion = null;
        double steepest = 0;
        int reach = Math.Max(1, steps / 20);
        for (int i = Math.Max(reach, steps / 10); i < costs.Count - reach; i++)
        {
            double slope = costs[i + reach] - costs[i - reach];
            if (slope < steepest)
            {
                (steepest, suggestion) = (slope, rates[i]);
            }
        }

        return suggestion;
    }
}
