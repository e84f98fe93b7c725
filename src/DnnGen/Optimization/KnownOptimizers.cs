using DnnGen.Kernels;

namespace DnnGen;

/// <summary>An optimizer of this library: its settings have been checked, and say what it is.</summary>
internal abstract class KnownOptimizer(OptimizerSettings settings, double learningRate, params string[] momentNames) : Optimizer(learningRate)
{
    public override IReadOnlyList<string> MomentNames => momentNames;

    public override string ToString() => settings.ToString();
}

internal sealed class GradientDescentOptimizer(OptimizerSettings settings, double learningRate, double weightDecay)
    : KnownOptimizer(settings, learningRate)
{
    internal override bool IsPlainGradientDescent => weightDecay == 0;

    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients) =>
        OptimizerKernel.Step(new GradientDescentRule<T>(state.LearningRate, weightDecay), parameters, gradients);
}

internal sealed class MomentumOptimizer(OptimizerSettings settings, double learningRate, double momentum, double weightDecay, bool nesterov)
    : KnownOptimizer(settings, learningRate, "velocity")
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        if (nesterov)
        {
            OptimizerKernel.Step(new MomentumRule<T, Yes>(state.LearningRate, momentum, weightDecay), parameters, gradients, state.Moment(0));
        }
        else
        {
            OptimizerKernel.Step(new MomentumRule<T, No>(state.LearningRate, momentum, weightDecay), parameters, gradients, state.Moment(0));
        }
    }
}

internal sealed class AdamOptimizer(
    OptimizerSettings settings,
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    bool decoupled,
    bool largest)
    : KnownOptimizer(settings, learningRate, largest ? ["m", "v", "vMax"] : ["m", "v"])
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        double step = state.LearningRate / (1 - Math.Pow(beta1, state.Steps));
        double correction = 1 / Math.Sqrt(1 - Math.Pow(beta2, state.Steps));
        double coupledDecay = decoupled ? 0 : weightDecay;
        double shrink = decoupled ? 1 - (state.LearningRate * weightDecay) : 1;
        if (largest)
        {
            OptimizerKernel.Step(
                new AdamRule<T, Yes>(step, correction, beta1, beta2, epsilon, coupledDecay, shrink), parameters, gradients, state.Moment(0), state.Moment(1), state.Moment(2));
        }
        else
        {
            OptimizerKernel.Step(
                new AdamRule<T, No>(step, correction, beta1, beta2, epsilon, coupledDecay, shrink), parameters, gradients, state.Moment(0), state.Moment(1));
        }
    }
}

internal sealed class NAdamOptimizer(
    OptimizerSettings settings, double learningRate, double beta1, double beta2, double epsilon, double momentumDecay, double weightDecay)
    : KnownOptimizer(settings, learningRate, "m", "v")
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        // Πμ follows from the number of the step alone; it is kept only so that a step need not multiply it all again, and a
        // state whose steps were set from a file multiplies in the same order, to the same bits.
        var (step, product) = state.RunningProduct.Step < state.Steps ? state.RunningProduct : (0, 1);
        while (step < state.Steps && product != 0)
        {
            product *= MomentumOf(++step);
        }

        state.RunningProduct = (state.Steps, product);
        double next = MomentumOf(state.Steps + 1);
        OptimizerKernel.Step(
            new NAdamRule<T>(
                state.LearningRate * (1 - MomentumOf(state.Steps)) / (1 - product),
                state.LearningRate * next / (1 - (product * next)),
                1 / Math.Sqrt(1 - Math.Pow(beta2, state.Steps)),
                beta1,
                beta2,
                epsilon,
                weightDecay),
            parameters,
            gradients,
            state.Moment(0),
            state.Moment(1));
    }

    /// <summary>μ of a step.</summary>
    private double MomentumOf(long step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * momentumDecay)));
}

internal sealed class RAdamOptimizer(OptimizerSettings settings, double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    : KnownOptimizer(settings, learningRate, "m", "v")
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        double power = Math.Pow(beta2, state.Steps);
        double step = state.LearningRate / (1 - Math.Pow(beta1, state.Steps));
        double most = (2 / (1 - beta2)) - 1;
        double length = most - (2 * state.Steps * power / (1 - power));
        if (length > 5)
        {
            double rectification = Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
            OptimizerKernel.Step(
                new RAdamRule<T, Yes>(step * rectification * Math.Sqrt(1 - power), beta1, beta2, epsilon, weightDecay),
                parameters,
                gradients,
                state.Moment(0),
                state.Moment(1));
        }
        else
        {
            OptimizerKernel.Step(
                new RAdamRule<T, No>(step, beta1, beta2, epsilon, weightDecay), parameters, gradients, state.Moment(0), state.Moment(1));
        }
    }
}

internal sealed class AdamaxOptimizer(OptimizerSettings settings, double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    : KnownOptimizer(settings, learningRate, "m", "u")
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients) => OptimizerKernel.Step(
        new AdamaxRule<T>(state.LearningRate / (1 - Math.Pow(beta1, state.Steps)), beta1, beta2, epsilon, weightDecay),
        parameters,
        gradients,
        state.Moment(0),
        state.Moment(1));
}

internal sealed class RMSPropOptimizer(
    OptimizerSettings settings, double learningRate, double beta, double epsilon, double momentum, bool centered, double weightDecay)
    : KnownOptimizer(settings, learningRate, [.. (string[])["v"], .. centered ? (string[])["gradientMean"] : [], .. momentum > 0 ? (string[])["velocity"] : []])
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        switch (centered, momentum > 0)
        {
            case (false, false):
                OptimizerKernel.Step(
                    new RMSPropRule<T, No, No>(state.LearningRate, beta, epsilon, momentum, weightDecay), parameters, gradients, state.Moment(0));
                break;
            case (false, true):
                OptimizerKernel.Step(
                    new RMSPropRule<T, No, Yes>(state.LearningRate, beta, epsilon, momentum, weightDecay), parameters, gradients, state.Moment(0), state.Moment(1));
                break;
            case (true, false):
                OptimizerKernel.Step(
                    new RMSPropRule<T, Yes, No>(state.LearningRate, beta, epsilon, momentum, weightDecay), parameters, gradients, state.Moment(0), state.Moment(1));
                break;
            case (true, true):
                OptimizerKernel.Step(
                    new RMSPropRule<T, Yes, Yes>(state.LearningRate, beta, epsilon, momentum, weightDecay), parameters, gradients, state.Moment(0), state.Moment(1), state.Moment(2));
                break;
        }
    }
}

internal sealed class AdagradOptimizer(
    OptimizerSettings settings, double learningRate, double learningRateDecay, double initialSum, double epsilon, double weightDecay)
    : KnownOptimizer(settings, learningRate, "sum")
{
    protected internal override void Begin<T>(OptimizerState<T> state) => state.Moment(0).Fill(T.CreateTruncating(initialSum));

    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients) => OptimizerKernel.Step(
        new AdagradRule<T>(state.LearningRate / (1 + ((state.Steps - 1) * learningRateDecay)), epsilon, weightDecay), parameters, gradients, state.Moment(0));
}

internal sealed class AdadeltaOptimizer(OptimizerSettings settings, double learningRate, double rho, double epsilon, double weightDecay)
    : KnownOptimizer(settings, learningRate, "gradientSquares", "updateSquares")
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients) => OptimizerKernel.Step(
        new AdadeltaRule<T>(state.LearningRate, rho, epsilon, weightDecay), parameters, gradients, state.Moment(0), state.Moment(1));
}

internal sealed class LionOptimizer(OptimizerSettings settings, double learningRate, double beta1, double beta2, double weightDecay)
    : KnownOptimizer(settings, learningRate, "m")
{
    protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients) => OptimizerKernel.Step(
        new LionRule<T>(state.LearningRate, beta1, beta2, 1 - (state.LearningRate * weightDecay)), parameters, gradients, state.Moment(0));
}
