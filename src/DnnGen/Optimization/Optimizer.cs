using System.Numerics;

namespace DnnGen;

/// <summary>
/// A rule by which parameters follow their gradients, with its settings. It holds no state, so that one may serve many
/// trainings; <see cref="CreateState{T}(ParameterSet{T})"/> gives the object that steps.
/// </summary>
/// <remarks>
/// Every step is one pass over the parameters, their gradients and the moments of the optimizer. Formulas, defaults and the
/// meaning of weight decay are PyTorch's. Decay, learning rate and moments treat weights and biases alike.
/// In the formulas θ are the parameters, g their gradients, t the step counted from 1, α the learning rate and λ the weight
/// decay. A coupled decay adds the gradient of the penalty ½λ‖θ‖² (L2 regularisation): g := g + λθ. A decoupled decay shrinks
/// the parameters beside the step: θ := (1 − αλ)·θ. The cost that a training reports is that of the loss, without the penalty.
/// </remarks>
public abstract partial class Optimizer
{
    /// <summary>Creates an optimizer of one's own.</summary>
    /// <param name="learningRate">The learning rate α that a training begins with.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a positive finite number.</exception>
    protected Optimizer(double learningRate)
    {
        _ = new OptimizerSettings(GetType().Name).Positive(nameof(learningRate), learningRate);
        LearningRate = learningRate;
    }

    /// <summary>The learning rate α that a training begins with; a <see cref="Schedule"/> may change it from step to step.</summary>
    public double LearningRate { get; }

    /// <summary>The names of the moments that are kept from step to step, each as many numbers as there are parameters; empty where there are none.</summary>
    public abstract IReadOnlyList<string> MomentNames { get; }

    /// <summary>Whether a step is θ := θ − αg and nothing else, which generated code fuses with the gradients.</summary>
    internal virtual bool IsPlainGradientDescent => false;

    /// <summary>Whether a step looks at the costs of other parameters, so that gradients alone are not enough.</summary>
    internal virtual bool NeedsCosts => false;

    /// <summary>The numbers that are kept from step to step beside the moments.</summary>
    internal virtual int ScalarCount => 0;

    /// <summary>Creates what steps the parameters of one network and holds the moments between the steps.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters that will be stepped, of which only the number counts here.</param>
    /// <returns>The state before the first step.</returns>
    /// <exception cref="NotSupportedException">The number type is neither float nor double.</exception>
    public OptimizerState<T> CreateState<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return CreateState<T>(parameters.AsSpan().Length);
    }

    /// <summary>Creates what steps a number of parameters and holds the moments between the steps.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameterCount">The number of parameters, 0 or more.</param>
    /// <returns>The state before the first step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of parameters is negative.</exception>
    /// <exception cref="NotSupportedException">The number type is neither float nor double.</exception>
    public OptimizerState<T> CreateState<T>(int parameterCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        var state = new OptimizerState<T>(this, parameterCount);
        Begin(state);
        return state;
    }

    /// <summary>Sets the moments before the first step, which are zeros unless an optimizer overrides this.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="state">The state, whose moments are zeros.</param>
    protected internal virtual void Begin<T>(OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
    }

    /// <summary>Takes one step.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="state">
    /// The moments, the learning rate of this step, and the number t of this step, counted from 1, in <see cref="OptimizerState.Steps"/>.
    /// </param>
    /// <param name="parameters">θ, to be updated.</param>
    /// <param name="gradients">g, as many numbers.</param>
    protected internal abstract void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Takes one step by the costs and gradients that a function gives; returns the cost before it.</summary>
    internal virtual double StepByCosts<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradients, Func<double> evaluate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double cost = evaluate();
        state.Steps++;
        Update(state, parameters, gradients);
        return cost;
    }
}
