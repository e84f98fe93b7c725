using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen;

/// <summary>
/// Limited-memory BFGS: the direction of a step is −H·g, where H, the inverse of the Hessian, is told from the last few steps
/// sᵢ and changes of the gradient yᵢ by the recursion over two loops (J. Nocedal, 1980).
/// </summary>
/// <remarks>Iteration, tolerances and line search follow PyTorch's <c>torch.optim.LBFGS</c> with <c>line_search_fn="strong_wolfe"</c>.</remarks>
internal sealed class LBFGSOptimizer(OptimizerSettings settings, double learningRate, int iterations, int history, double gradientTolerance, double changeTolerance)
    : KnownOptimizer(settings, learningRate, [Direction, PreviousGradient, .. Numbered("step", history), .. Numbered("change", history)])
{
    private const string Direction = "direction";
    private const string PreviousGradient = "gradient";

    // The places of the moments.
    private const int DirectionPlace = 0, GradientPlace = 1, FirstVector = 2;

    // The places of the scalars: the iterations so far, the pairs (s, y) that are kept and the place of the oldest, the length
    // of the last step, the scale of the first guess of H, and from there on 1/(y·s) of each pair.
    private const int Iterations = 0, Kept = 1, Oldest = 2, Length = 3, Scale = 4, FirstInverse = 5;

    /// <summary>y·s up to which a pair tells nothing of the curvature.</summary>
    private const double LeastCurvature = 1e-10;

    internal override bool NeedsCosts => true;

    internal override int ScalarCount => FirstInverse + history;

    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients) =>
        throw new InvalidOperationException(
            "LBFGS looks at the costs of other parameters on its way; call Step(parameters, gradients, evaluate) with a function that gives them, or let Fit do it.");

    internal override double StepByCosts<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradients, Func<double> evaluate)
    {
        double first = evaluate();
        if (!double.IsFinite(first))
        {
            return first;
        }

        state.Steps++;
        if (state.LearningRate == 0 || Largest<T>(gradients) <= gradientTolerance)
        {
            return first;
        }

        var scalars = state.Scalars;
        var direction = state.Moment(DirectionPlace);
        var previous = state.Moment(GradientPlace);
        double cost = first;
        int evaluations = 1;
        for (int iteration = 1; iteration <= iterations; iteration++)
        {
            scalars[Iterations]++;
            if (scalars[Iterations] == 1)
            {
                TensorPrimitives.Negate(gradients, direction);
                scalars[Scale] = 1;
            }
            else
            {
                Remember(state, gradients);
                FindDirection(state, gradients);
            }

            gradients.CopyTo(previous);
            double before = cost;
            double length = scalars[Iterations] == 1 ? Math.Min(1, 1 / SumOfMagnitudes<T>(gradients)) * state.LearningRate : state.LearningRate;
            double slope = Dot<T>(gradients, direction);
            scalars[Length] = length;

            // Written so that a NaN ends it too: no step, rather than one to nowhere.
            if (!(slope <= -changeTolerance) || !double.IsFinite(slope))
            {
                break;
            }

            var search = new WolfeSearch<T>(state, parameters, gradients, evaluate, cost, slope, changeTolerance);
            (cost, length) = search.Run(length);
            scalars[Length] = length;
            evaluations += search.Evaluations;
            if (iteration == iterations
                || evaluations >= iterations * 5 / 4
                || Largest<T>(gradients) <= gradientTolerance
                || Largest<T>(direction) * Math.Abs(length) <= changeTolerance
                || Math.Abs(cost - before) < changeTolerance)
            {
                break;
            }
        }

        return first;
    }

    private static IEnumerable<string> Numbered(string name, int count) =>
        Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}{number}"));

    private static double Largest<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        numbers.IsEmpty ? 0 : Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(numbers)));

    /// <summary>Numbers that are summed in their own type before the sum goes on in double precision.</summary>
    private const int Block = 1024;

    private static double SumOfMagnitudes<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (; !numbers.IsEmpty; numbers = numbers[Math.Min(Block, numbers.Length)..])
        {
            sum += double.CreateTruncating(TensorPrimitives.SumOfMagnitudes(numbers[..Math.Min(Block, numbers.Length)]));
        }

        return sum;
    }

    private static double Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int start = 0; start < left.Length; start += Block)
        {
            int count = Math.Min(Block, left.Length - start);
            sum += double.CreateTruncating(TensorPrimitives.Dot(left.Slice(start, count), right.Slice(start, count)));
        }

        return sum;
    }

    private static Span<T> Step<T>(OptimizerState<T> state, int slot)
        where T : unmanaged, IFloatingPointIeee754<T> => state.Moment(FirstVector + slot);

    private Span<T> Change<T>(OptimizerState<T> state, int slot)
        where T : unmanaged, IFloatingPointIeee754<T> => state.Moment(FirstVector + history + slot);

    /// <summary>The slot of a pair by its age: 0 is the oldest.</summary>
    private int Slot(Span<double> scalars, int age) => ((int)scalars[Oldest] + age) % history;

    /// <summary>Keeps the last step s and the change y of the gradient along it, where the curvature y·s along it is positive.</summary>
    private void Remember<T>(OptimizerState<T> state, ReadOnlySpan<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var scalars = state.Scalars;
        var step = state.Scratch(0);
        var change = state.Scratch(1);
        TensorPrimitives.Subtract(gradients, state.Moment(GradientPlace), change);
        TensorPrimitives.Multiply(state.Moment(DirectionPlace), T.CreateTruncating(scalars[Length]), step);
        double curvature = Dot<T>(change, step);
        if (!(curvature > LeastCurvature))
        {
            return;
        }

        int slot = Slot(scalars, (int)scalars[Kept]);
        if (scalars[Kept] == history)
        {
            scalars[Oldest] = (scalars[Oldest] + 1) % history;
        }
        else
        {
            scalars[Kept]++;
        }

        step.CopyTo(Step(state, slot));
        change.CopyTo(Change(state, slot));
        scalars[FirstInverse + slot] = 1 / curvature;
        scalars[Scale] = curvature / Dot<T>(change, change);
    }

    /// <summary>The direction −H·g, by the recursion over two loops.</summary>
    private void FindDirection<T>(OptimizerState<T> state, ReadOnlySpan<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var scalars = state.Scalars;
        var direction = state.Moment(DirectionPlace);
        Span<double> shares = history <= 128 ? stackalloc double[history] : new double[history];
        TensorPrimitives.Negate(gradients, direction);
        for (int age = (int)scalars[Kept] - 1; age >= 0; age--)
        {
            int slot = Slot(scalars, age);
            shares[age] = Dot<T>(Step(state, slot), direction) * scalars[FirstInverse + slot];
            TensorPrimitives.MultiplyAdd(Change(state, slot), T.CreateTruncating(-shares[age]), direction, direction);
        }

        TensorPrimitives.Multiply(direction, T.CreateTruncating(scalars[Scale]), direction);
        for (int age = 0; age < (int)scalars[Kept]; age++)
        {
            int slot = Slot(scalars, age);
            double share = Dot<T>(Change(state, slot), direction) * scalars[FirstInverse + slot];
            TensorPrimitives.MultiplyAdd(Step(state, slot), T.CreateTruncating(shares[age] - share), direction, direction);
        }
    }

    /// <summary>
    /// Looks along the direction for a step that meets the strong Wolfe conditions: J(θ + t·d) ≤ J(θ) + c₁·t·g·d and
    /// |g(θ + t·d)·d| ≤ c₂·|g·d|. A cost that is not finite counts as one too large.
    /// </summary>
    /// <remarks>J. Nocedal, S. J. Wright: Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6, with cubic interpolation.</remarks>
    private ref struct WolfeSearch<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const double SufficientDecrease = 1e-4;
        private const double Curvature = 0.9;
        private const int MostTrials = 25;

        private readonly OptimizerState<T> state;
        private readonly Span<T> parameters;
        private readonly Span<T> gradients;
        private readonly Func<double> evaluate;
        private readonly double cost;
        private readonly double slope;
        private readonly double tolerance;

        public WolfeSearch(OptimizerState<T> state, Span<T> parameters, Span<T> gradients, Func<double> evaluate, double cost, double slope, double tolerance)
        {
            this.state = state;
            this.parameters = parameters;
            this.gradients = gradients;
            this.evaluate = evaluate;
            this.cost = cost;
            this.slope = slope;
            this.tolerance = tolerance;
            parameters.CopyTo(Origin);
        }

        public int Evaluations { get; private set; }

        private readonly Span<T> Origin => state.Scratch(0);

        private readonly Span<T> SearchDirection => state.Moment(DirectionPlace);

        /// <summary>Goes the step that it finds: parameters and gradients are those of its end.</summary>
        public (double Cost, double Length) Run(double length)
        {
            // The gradients at the two ends of the bracket.
            var lowGradients = state.Scratch(1);
            var highGradients = state.Scratch(2);
            state.Moment(GradientPlace).CopyTo(lowGradients);
            Trial before = new(0, cost, slope), now = Try(length);
            Trial low, high;
            int trial = 0;
            while (true)
            {
                if (trial == MostTrials)
                {
                    (low, high) = (new(0, cost, slope), now);
                    state.Moment(GradientPlace).CopyTo(lowGradients);
                    break;
                }

                if (now.Cost > cost + (SufficientDecrease * now.Length * slope) || (trial > 1 && now.Cost >= before.Cost))
                {
                    (low, high) = (before, now);
                    break;
                }

                if (Math.Abs(now.Slope) <= -Curvature * slope)
                {
                    return (now.Cost, now.Length);
                }

                if (now.Slope >= 0)
                {
                    (low, high) = (before, now);
                    break;
                }

                gradients.CopyTo(lowGradients);
                double next = Interpolate(before, now, now.Length + (0.01 * (now.Length - before.Length)), now.Length * 10);
                (before, now) = (now, Try(next));
                trial++;
            }

            gradients.CopyTo(highGradients);
            if (high.Cost < low.Cost)
            {
                (low, high) = (high, low);
                var exchanged = lowGradients;
                lowGradients = highGradients;
                highGradients = exchanged;
            }

            double widest = Largest<T>(SearchDirection);
            bool wasClose = false;
            for (bool done = false; !done && trial < MostTrials && Math.Abs(high.Length - low.Length) * widest >= tolerance; trial++)
            {
                double least = Math.Min(low.Length, high.Length), most = Math.Max(low.Length, high.Length);
                double next = Interpolate(low, high, least, most);
                double margin = 0.1 * (most - least);
                if (Math.Min(most - next, next - least) < margin)
                {
                    // Too close to an end for the second time, or on it: a tenth of the bracket away from it.
                    bool moves = wasClose || next >= most || next <= least;
                    next = !moves ? next : Math.Abs(next - most) < Math.Abs(next - least) ? most - margin : least + margin;
                    wasClose = !moves;
                }
                else
                {
                    wasClose = false;
                }

                now = Try(next);
                if (now.Cost > cost + (SufficientDecrease * now.Length * slope) || now.Cost >= low.Cost)
                {
                    high = now;
                    gradients.CopyTo(highGradients);
                    if (high.Cost < low.Cost)
                    {
                        (low, high) = (high, low);
                        var exchanged = lowGradients;
                        lowGradients = highGradients;
                        highGradients = exchanged;
                    }

                    continue;
                }

                if (Math.Abs(now.Slope) <= -Curvature * slope)
                {
                    done = true;
                }
                else if (now.Slope * (high.Length - low.Length) >= 0)
                {
                    high = low;
                    lowGradients.CopyTo(highGradients);
                }

                low = now;
                gradients.CopyTo(lowGradients);
            }

            Go(low.Length);
            lowGradients.CopyTo(gradients);
            return (low.Cost, low.Length);
        }

        /// <summary>The minimum of the cubic through two points with their slopes, within bounds; their middle where there is none.</summary>
        private static double Interpolate(Trial left, Trial right, double least, double most)
        {
            if (left.Length > right.Length)
            {
                (left, right) = (right, left);
            }

            double d1 = left.Slope + right.Slope - (3 * (left.Cost - right.Cost) / (left.Length - right.Length));
            double square = (d1 * d1) - (left.Slope * right.Slope);
            if (square >= 0)
            {
                double d2 = Math.Sqrt(square);
                double minimum = right.Length - ((right.Length - left.Length) * ((right.Slope + d2 - d1) / (right.Slope - left.Slope + (2 * d2))));
                if (double.IsFinite(minimum))
                {
                    return Math.Min(Math.Max(minimum, least), most);
                }
            }

            return (least + most) / 2;
        }

        private Trial Try(double length)
        {
            Go(length);
            Evaluations++;
            double there = evaluate();
            return new(length, double.IsFinite(there) ? there : double.PositiveInfinity, Dot<T>(gradients, SearchDirection));
        }

        private readonly void Go(double length) => TensorPrimitives.MultiplyAdd(SearchDirection, T.CreateTruncating(length), Origin, parameters);

        private readonly record struct Trial(double Length, double Cost, double Slope);
    }
}
