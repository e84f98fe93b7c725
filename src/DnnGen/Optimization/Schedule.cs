namespace DnnGen;

/// <summary>How the learning rate changes during a training.</summary>
/// <remarks>
/// A schedule holds no state: its rate follows from the rate that the optimizer was given (the base rate α₀), the position t
/// in the training and the length n of the training. Both count epochs or steps, as <see cref="TrainingOptions.ScheduleUnit"/>
/// says. Formulas and defaults are PyTorch's. By hand: <c>optimizer.LearningRate = schedule.Rate(0.001, position, length)</c>.
/// </remarks>
public abstract class Schedule
{
    /// <summary>The base rate throughout.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The rate at one position of a training.</summary>
    /// <param name="baseRate">α₀, the learning rate that the optimizer was given.</param>
    /// <param name="position">t: the epochs or steps before this one, 0 or more.</param>
    /// <param name="length">n: the epochs or steps of the whole training, 1 or more.</param>
    /// <returns>α, 0 or more.</returns>
    public abstract double Rate(double baseRate, long position, long length);

    /// <summary>The rate at one position of a training whose costs have been watched.</summary>
    /// <param name="baseRate">α₀, the learning rate that the optimizer was given.</param>
    /// <param name="position">t: the epochs or steps before this one, 0 or more.</param>
    /// <param name="length">n: the epochs or steps of the whole training, 1 or more.</param>
    /// <param name="plateau">What <see cref="Observe"/> has returned for the epochs before.</param>
    /// <returns>α, 0 or more; only <see cref="ReduceOnPlateau"/> looks at the costs.</returns>
    public virtual double Rate(double baseRate, long position, long length, PlateauState plateau) => Rate(baseRate, position, length);

    /// <summary>Watches the cost of an epoch.</summary>
    /// <param name="plateau">What this method has returned for the epoch before; the default value for the first.</param>
    /// <param name="cost">The cost of the epoch.</param>
    /// <param name="position">t at the end of the epoch: the epochs or steps so far.</param>
    /// <returns>What to hand to <see cref="Rate(double, long, long, PlateauState)"/>.</returns>
    public virtual PlateauState Observe(PlateauState plateau, double cost, long position) => plateau;

    /// <summary>Steps down: α = α₀·factor^⌊t/every⌋.</summary>
    /// <param name="every">The epochs or steps between two steps down, 1 or more.</param>
    /// <param name="factor">What the rate is multiplied by, above 0 and at most 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule Step(long every, double factor = 0.1) =>
        new StepSchedule(new OptimizerSettings("Schedule.Step").Count(nameof(every), every, 1).Factor(nameof(factor), factor), every, factor);

    /// <summary>Falls by the same factor every time: α = α₀·factorᵗ.</summary>
    /// <param name="factor">What the rate is multiplied by, above 0 and at most 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor has no meaning.</exception>
    public static Schedule Exponential(double factor) =>
        new StepSchedule(new OptimizerSettings("Schedule.Exponential").Factor(nameof(factor), factor), 1, factor);

    /// <summary>Falls along a power: α = αₘ + (α₀ − αₘ)·(1 − t/n)^power, and αₘ from t = n on.</summary>
    /// <param name="power">The power; 1 is a straight line.</param>
    /// <param name="minimum">αₘ, the rate at the end; 0 or more.</param>
    /// <param name="length">n in place of the length of the training, 1 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule Polynomial(double power = 1, double minimum = 0, long? length = null) => new PolynomialSchedule(
        new OptimizerSettings("Schedule.Polynomial").Positive(nameof(power), power).NotNegative(nameof(minimum), minimum).Count(nameof(length), length, 1),
        power,
        minimum,
        length);

    /// <summary>Falls along half a cosine: α = αₘ + ½(α₀ − αₘ)(1 + cos(πt/n)), and αₘ from t = n on.</summary>
    /// <remarks>I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, without the restarts.</remarks>
    /// <param name="minimum">αₘ, the rate at the end; 0 or more.</param>
    /// <param name="length">n in place of the length of the training, 1 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule Cosine(double minimum = 0, long? length = null) => new CosineSchedule(
        new OptimizerSettings("Schedule.Cosine").NotNegative(nameof(minimum), minimum).Count(nameof(length), length, 1), minimum, length);

    /// <summary>
    /// Falls along half a cosine again and again: α = αₘ + ½(α₀ − αₘ)(1 + cos(πs/c)), s positions into a cycle of length c; the
    /// first cycle has the length <paramref name="first"/>, each further one <paramref name="factor"/> times that of the one before.
    /// </summary>
    /// <remarks>I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.</remarks>
    /// <param name="first">The length of the first cycle, 1 or more.</param>
    /// <param name="factor">How much longer each cycle is than the one before, 1 or more.</param>
    /// <param name="minimum">αₘ, which a cycle falls towards; 0 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule CosineRestarts(long first, int factor = 1, double minimum = 0) => new CosineRestartsSchedule(
        new OptimizerSettings("Schedule.CosineRestarts").Count(nameof(first), first, 1).Count(nameof(factor), factor, 1).NotNegative(nameof(minimum), minimum),
        first,
        factor,
        minimum);

    /// <summary>
    /// One cycle: up from maximum/startDivisor to the maximum within a share of the training, then down to
    /// maximum/(startDivisor·endDivisor) at its last position, both along half a cosine. The base rate plays no part.
    /// </summary>
    /// <remarks>L. N. Smith, N. Topin: Super-Convergence, 2017, arXiv:1708.07120, with PyTorch's two phases.</remarks>
    /// <param name="maximum">The largest rate, positive.</param>
    /// <param name="rise">The share of the training in which the rate rises, above 0 and at most 1.</param>
    /// <param name="startDivisor">By how much the first rate is below the maximum, positive.</param>
    /// <param name="endDivisor">By how much the last rate is below the first, positive.</param>
    /// <param name="length">n in place of the length of the training, 1 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule OneCycle(double maximum, double rise = 0.3, double startDivisor = 25, double endDivisor = 1e4, long? length = null) =>
        new OneCycleSchedule(
            new OptimizerSettings("Schedule.OneCycle")
                .Positive(nameof(maximum), maximum)
                .Factor(nameof(rise), rise)
                .Positive(nameof(startDivisor), startDivisor)
                .Positive(nameof(endDivisor), endDivisor)
                .Count(nameof(length), length, 1),
            maximum,
            rise,
            startDivisor,
            endDivisor,
            length);

    /// <summary>
    /// Warms up before another schedule: the first rate of that schedule times s + (1 − s)·t/length, where s is the start; then
    /// that schedule, which sees a training that begins there.
    /// </summary>
    /// <param name="length">The length of the warm-up, 1 or more.</param>
    /// <param name="then">The schedule that follows; <see cref="Constant"/> where none is given.</param>
    /// <param name="start">s, the share of the rate at the beginning, above 0 and at most 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule LinearWarmUp(long length, Schedule? then = null, double start = 0.1) => new LinearWarmUpSchedule(
        new OptimizerSettings("Schedule.LinearWarmUp").Count(nameof(length), length, 1).Given(nameof(then), then ?? Constant).Factor(nameof(start), start),
        length,
        then ?? Constant,
        start);

    /// <summary>
    /// Reduces the rate when the cost of the epochs no longer falls: α = max(α₀·factorʳ, αₘ) after r reductions. An epoch is
    /// progress when its cost is below (1 − threshold) times the lowest before.
    /// </summary>
    /// <remarks>The cost is looked at after every epoch, whatever unit the schedule counts in.</remarks>
    /// <param name="factor">What the rate is multiplied by, above 0 and at most 1.</param>
    /// <param name="patience">The epochs without progress that are let pass; the next one reduces the rate; 0 or more.</param>
    /// <param name="threshold">The share by which the cost must fall to count as progress; from 0 to below 1.</param>
    /// <param name="cooldown">The epochs after a reduction in which none is counted; 0 or more.</param>
    /// <param name="minimum">αₘ, below which the rate does not go; 0 or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning; the message names it.</exception>
    public static Schedule ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double minimum = 0) =>
        new ReduceOnPlateauSchedule(
            new OptimizerSettings("Schedule.ReduceOnPlateau")
                .Factor(nameof(factor), factor)
                .Count(nameof(patience), patience, 0)
                .Share(nameof(threshold), threshold)
                .Count(nameof(cooldown), cooldown, 0)
                .NotNegative(nameof(minimum), minimum),
            factor,
            patience,
            threshold,
            cooldown,
            minimum);
}
