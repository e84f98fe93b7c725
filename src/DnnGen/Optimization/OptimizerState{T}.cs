using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>What an optimizer keeps between its steps, whatever the number type of the network.</summary>
public abstract class OptimizerState
{
    private readonly double[] scalars;
    private long steps;
    private double learningRate;

    private protected OptimizerState(Optimizer optimizer, int parameterCount)
    {
        Optimizer = optimizer;
        ParameterCount = parameterCount;
        learningRate = optimizer.LearningRate;
        scalars = new double[optimizer.ScalarCount];
    }

    /// <summary>The optimizer with its settings.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of parameters that it steps, which is also the length of each moment.</summary>
    public int ParameterCount { get; }

    /// <summary>
    /// The steps taken so far, from which bias corrections follow. To go on with saved moments, set it to the number of steps
    /// that they were saved after.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public long Steps
    {
        get => steps;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            steps = value;
        }
    }

    /// <summary>The learning rate α of the next step: the optimizer's own, until a schedule or the user sets another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not a finite number; 0 keeps the parameters.</exception>
    public double LearningRate
    {
        get => learningRate;
        set
        {
            // A schedule sets it at every step: what allocates runs only to say what is wrong.
            if (!(value >= 0) || !double.IsFinite(value))
            {
                _ = new OptimizerSettings("OptimizerState").NotNegative(nameof(LearningRate), value);
            }

            learningRate = value;
        }
    }

    /// <summary>What the optimizer keeps beside its moments; empty for all but <see cref="Optimizer.LBFGS"/>. Writing to it changes the state.</summary>
    public Span<double> Scalars => scalars;

    /// <summary>A product over the steps and the step that it reaches, which follow from the settings and are not saved.</summary>
    internal (long Step, double Product) RunningProduct { get; set; } = (0, 1);
}

/// <summary>
/// Steps the parameters of one network and holds what the optimizer keeps between the steps: its moments, one contiguous
/// buffer each, and the number of steps.
/// </summary>
/// <remarks>
/// To save it, write the spans of all <see cref="Optimizer.MomentNames"/>, <see cref="OptimizerState.Scalars"/> and <see cref="OptimizerState.Steps"/>. A new
/// state of the same optimizer with the same numbers in its spans and the same steps goes on bit for bit.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class OptimizerState<T> : OptimizerState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[][] moments;
    private readonly List<T[]> scratch = [];

    internal OptimizerState(Optimizer optimizer, int parameterCount)
        : base(optimizer, parameterCount)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Optimizers step float and double, and not {typeof(T).Name}.");
        }

        moments = new T[optimizer.MomentNames.Count][];
        for (int i = 0; i < moments.Length; i++)
        {
            moments[i] = new T[parameterCount];
        }
    }

    /// <summary>One moment, in the order of the parameters.</summary>
    /// <param name="name">One of <see cref="Optimizer.MomentNames"/>.</param>
    /// <returns>A span over the moment itself; writing to it changes the state.</returns>
    /// <exception cref="ArgumentException">The optimizer has no moment of this name.</exception>
    public Span<T> this[string name]
    {
        get
        {
            for (int i = 0; i < moments.Length; i++)
            {
                if (Optimizer.MomentNames[i] == name)
                {
                    return moments[i];
                }
            }

            string names = moments.Length == 0 ? "keeps no moments" : $"has {string.Join(", ", Optimizer.MomentNames)}";
            throw new ArgumentException($"There is no moment '{name}'; {Optimizer} {names}.");
        }
    }

    /// <summary>One moment by its place in <see cref="Optimizer.MomentNames"/>; for optimizers.</summary>
    /// <param name="index">The place.</param>
    /// <returns>A span over the moment itself.</returns>
    public Span<T> Moment(int index) => moments[index];

    /// <summary>Memory for as many numbers as there are parameters, whose content is not kept from step to step.</summary>
    internal Span<T> Scratch(int index)
    {
        while (scratch.Count <= index)
        {
            scratch.Add(new T[ParameterCount]);
        }

        return scratch[index];
    }

    /// <summary>Takes one step with the gradients of the parameters. Allocates nothing.</summary>
    /// <param name="parameters">The parameters θ of the network, to be updated.</param>
    /// <param name="gradients">Their gradients, for example <c>ws.Gradients</c>; unchanged.</param>
    /// <exception cref="ShapeMismatchException">There are more or fewer parameters or gradients than this state was created for.</exception>
    public void Step(ParameterSet<T> parameters, ParameterSet<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        Step(parameters.AsSpan(), gradients.AsSpan());
    }

    /// <summary>Takes one step with the gradients of the parameters. Allocates nothing.</summary>
    /// <param name="parameters">The parameters θ, to be updated.</param>
    /// <param name="gradients">Their gradients; unchanged.</param>
    /// <exception cref="ShapeMismatchException">There are more or fewer parameters or gradients than this state was created for.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        CheckLengths(parameters.Length, gradients.Length);
        if (!Optimizer.NeedsCosts)
        {
            Steps++;
        }

        Optimizer.Update(this, parameters, gradients);
    }

    /// <summary>
    /// Takes one step by the costs that a function gives: the way of <see cref="Optimizer.LBFGS"/>, and one for every optimizer.
    /// </summary>
    /// <param name="parameters">The parameters θ of the network, to be updated.</param>
    /// <param name="gradients">Where <paramref name="evaluate"/> leaves their gradients, for example <c>ws.Gradients</c>.</param>
    /// <param name="evaluate">
    /// Computes the cost for the parameters as they are when it is called, and fills the gradients: forward, cost, backward. It is
    /// called once, and by LBFGS several times.
    /// </param>
    /// <returns>The cost before the step; LBFGS takes no step where it is not finite.</returns>
    /// <exception cref="ShapeMismatchException">There are more or fewer parameters or gradients than this state was created for.</exception>
    public double Step(ParameterSet<T> parameters, ParameterSet<T> gradients, Func<double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(evaluate);
        return Step(parameters.AsSpan(), gradients.AsSpan(), evaluate);
    }

    /// <summary>Takes one step by the costs that a function gives; <see cref="Step(ParameterSet{T}, ParameterSet{T}, Func{double})"/> says how.</summary>
    /// <param name="parameters">The parameters θ, to be updated.</param>
    /// <param name="gradients">Where <paramref name="evaluate"/> leaves their gradients.</param>
    /// <param name="evaluate">Computes the cost for the parameters as they are when it is called, and fills the gradients.</param>
    /// <returns>The cost before the step; LBFGS takes no step where it is not finite.</returns>
    /// <exception cref="ShapeMismatchException">There are more or fewer parameters or gradients than this state was created for.</exception>
    public double Step(Span<T> parameters, Span<T> gradients, Func<double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        CheckLengths(parameters.Length, gradients.Length);
        return Optimizer.StepByCosts(this, parameters, gradients, evaluate);
    }

    private void CheckLengths(int parameters, int gradients)
    {
        if (parameters != ParameterCount || gradients != ParameterCount)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"OptimizerState.Step: this state was created for {ShapeSentences.Count(ParameterCount, "parameter")}; there are {ShapeSentences.Count(parameters, "parameter")} and {ShapeSentences.Count(gradients, "gradient")}."));
        }
    }
}
