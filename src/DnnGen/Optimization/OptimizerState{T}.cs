using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>What an optimizer keeps between its steps, whatever the number type of the network.</summary>
public abstract class OptimizerState
{
    private long steps;
    private double learningRate;

    private protected OptimizerState(Optimizer optimizer, int parameterCount)
    {
        Optimizer = optimizer;
        ParameterCount = parameterCount;
        learningRate = optimizer.LearningRate;
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

    /// <summary>A product over the steps and the step that it reaches, which follow from the settings and are not saved.</summary>
    internal (long Step, double Product) RunningProduct { get; set; } = (0, 1);
}

/// <summary>
/// Steps the parameters of one network and holds what the optimizer keeps between the steps: its moments, one contiguous
/// buffer each, and the number of steps.
/// </summary>
/// <remarks>
/// To save it, write the spans of all <see cref="Optimizer.MomentNames"/> and <see cref="OptimizerState.Steps"/>. A new
/// state of the same optimizer with the same numbers in its spans and the same steps goes on bit for bit.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class OptimizerState<T> : OptimizerState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[][] moments;

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
        if (parameters.Length != ParameterCount || gradients.Length != ParameterCount)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"OptimizerState.Step: this state was created for {ShapeSentences.Count(ParameterCount, "parameter")}; there are {ShapeSentences.Count(parameters.Length, "parameter")} and {ShapeSentences.Count(gradients.Length, "gradient")}."));
        }

        Steps++;
        Optimizer.Update(this, parameters, gradients);
    }
}
