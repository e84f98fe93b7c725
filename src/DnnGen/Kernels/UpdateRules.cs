using System.Numerics;
using System.Runtime.CompilerServices;

using static DnnGen.Kernels.VectorFunctions;

namespace DnnGen.Kernels;

/// <summary>A choice that is made when the JIT compiles a rule, so that the loop holds no branch for it.</summary>
internal interface IChoice
{
    /// <summary>The choice.</summary>
    static abstract bool Value { get; }
}

internal readonly struct Yes : IChoice
{
    public static bool Value => true;
}

internal readonly struct No : IChoice
{
    public static bool Value => false;
}

/// <summary>θ := θ − α·(dθ + λθ).</summary>
internal readonly struct GradientDescentRule<T>(double rate, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> rate = Constant<T>(rate);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
        parameter -= rate * (gradient + (weightDecay * parameter));
}

/// <summary>v := μv + g, θ := θ − α·v; with Nesterov's look ahead θ := θ − α·(g + μv).</summary>
internal readonly struct MomentumRule<T, TNesterov>(double rate, double momentum, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TNesterov : struct, IChoice
{
    private readonly Vector<T> rate = Constant<T>(rate);
    private readonly Vector<T> momentum = Constant<T>(momentum);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> velocity, ref Vector<T> second, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        velocity = (momentum * velocity) + gradient;
        parameter -= rate * (TNesterov.Value ? gradient + (momentum * velocity) : velocity);
    }
}

/// <summary>
/// m := β1·m + (1 − β1)·g, v := β2·v + (1 − β2)·g², θ := s·θ − a·m / (c·√v + ε), where the caller has put the bias corrections
/// into a and c and the decoupled decay into s; AMSGrad takes the largest v so far.
/// </summary>
internal readonly struct AdamRule<T, TLargest>(
    double step, double correction, double beta1, double beta2, double epsilon, double weightDecay, double shrink) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLargest : struct, IChoice
{
    private readonly Vector<T> step = Constant<T>(step);
    private readonly Vector<T> correction = Constant<T>(correction);
    private readonly Vector<T> beta1 = Constant<T>(beta1);
    private readonly Vector<T> beta1Rest = Constant<T>(1 - beta1);
    private readonly Vector<T> beta2 = Constant<T>(beta2);
    private readonly Vector<T> beta2Rest = Constant<T>(1 - beta2);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);
    private readonly Vector<T> shrink = Constant<T>(shrink);

    public static int Moments => TLargest.Value ? 3 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> m, ref Vector<T> v, ref Vector<T> largest)
    {
        gradient += weightDecay * parameter;
        m = (beta1 * m) + (beta1Rest * gradient);
        v = (beta2 * v) + (beta2Rest * (gradient * gradient));
        if (TLargest.Value)
        {
            largest = Vector.Max(largest, v);
        }

        var root = Vector.SquareRoot(TLargest.Value ? largest : v);
        parameter = (shrink * parameter) - (step * m / ((correction * root) + epsilon));
    }
}

/// <summary>Adam's moments, θ := θ − (a·g + b·m) / (c·√v + ε): the gradient itself has a part in the step.</summary>
internal readonly struct NAdamRule<T>(
    double gradientStep, double momentStep, double correction, double beta1, double beta2, double epsilon, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> gradientStep = Constant<T>(gradientStep);
    private readonly Vector<T> momentStep = Constant<T>(momentStep);
    private readonly Vector<T> correction = Constant<T>(correction);
    private readonly Vector<T> beta1 = Constant<T>(beta1);
    private readonly Vector<T> beta1Rest = Constant<T>(1 - beta1);
    private readonly Vector<T> beta2 = Constant<T>(beta2);
    private readonly Vector<T> beta2Rest = Constant<T>(1 - beta2);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> m, ref Vector<T> v, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        m = (beta1 * m) + (beta1Rest * gradient);
        v = (beta2 * v) + (beta2Rest * (gradient * gradient));
        parameter -= ((gradientStep * gradient) + (momentStep * m)) / ((correction * Vector.SquareRoot(v)) + epsilon);
    }
}

/// <summary>Adam's moments, θ := θ − a·m / (√v + ε) once the variance of v is known well enough, θ := θ − a·m before.</summary>
internal readonly struct RAdamRule<T, TRectified>(double step, double beta1, double beta2, double epsilon, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TRectified : struct, IChoice
{
    private readonly Vector<T> step = Constant<T>(step);
    private readonly Vector<T> beta1 = Constant<T>(beta1);
    private readonly Vector<T> beta1Rest = Constant<T>(1 - beta1);
    private readonly Vector<T> beta2 = Constant<T>(beta2);
    private readonly Vector<T> beta2Rest = Constant<T>(1 - beta2);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> m, ref Vector<T> v, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        m = (beta1 * m) + (beta1Rest * gradient);
        v = (beta2 * v) + (beta2Rest * (gradient * gradient));
        parameter -= TRectified.Value ? step * m / (Vector.SquareRoot(v) + epsilon) : step * m;
    }
}

/// <summary>m := β1·m + (1 − β1)·g, u := max(β2·u, |g| + ε), θ := θ − a·m / u.</summary>
internal readonly struct AdamaxRule<T>(double step, double beta1, double beta2, double epsilon, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> step = Constant<T>(step);
    private readonly Vector<T> beta1 = Constant<T>(beta1);
    private readonly Vector<T> beta1Rest = Constant<T>(1 - beta1);
    private readonly Vector<T> beta2 = Constant<T>(beta2);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> m, ref Vector<T> u, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        m = (beta1 * m) + (beta1Rest * gradient);
        u = Vector.Max(beta2 * u, Vector.Abs(gradient) + epsilon);
        parameter -= step * m / u;
    }
}

/// <summary>
/// v := βv + (1 − β)·g², θ := θ − α·g / (√v + ε). Centred, the square of the mean gradient is taken from v; with momentum the
/// quotient goes into a velocity, by which θ moves.
/// </summary>
internal readonly struct RMSPropRule<T, TCentered, TMomentum>(
    double rate, double beta, double epsilon, double momentum, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TCentered : struct, IChoice
    where TMomentum : struct, IChoice
{
    private readonly Vector<T> rate = Constant<T>(rate);
    private readonly Vector<T> beta = Constant<T>(beta);
    private readonly Vector<T> betaRest = Constant<T>(1 - beta);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> momentum = Constant<T>(momentum);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 1 + (TCentered.Value ? 1 : 0) + (TMomentum.Value ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> v, ref Vector<T> second, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        v = (beta * v) + (betaRest * (gradient * gradient));
        var variance = v;
        if (TCentered.Value)
        {
            second = (beta * second) + (betaRest * gradient);

            // Rounding may take the variance of a steady gradient a little below zero, whose root does not exist.
            variance = Vector.Max(v - (second * second), Vector<T>.Zero);
        }

        var quotient = gradient / (Vector.SquareRoot(variance) + epsilon);
        if (TMomentum.Value)
        {
            // The velocity is the moment behind those of the gradient.
            ref var velocity = ref TCentered.Value ? ref third : ref second;
            velocity = (momentum * velocity) + quotient;
            quotient = velocity;
        }

        parameter -= rate * quotient;
    }
}

/// <summary>s := s + g², θ := θ − α·g / (√s + ε).</summary>
internal readonly struct AdagradRule<T>(double rate, double epsilon, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> rate = Constant<T>(rate);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> sum, ref Vector<T> second, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        sum += gradient * gradient;
        parameter -= rate * gradient / (Vector.SquareRoot(sum) + epsilon);
    }
}

/// <summary>E := ρE + (1 − ρ)·g², Δ := g·√(D + ε) / √(E + ε), D := ρD + (1 − ρ)·Δ², θ := θ − αΔ.</summary>
internal readonly struct AdadeltaRule<T>(double rate, double rho, double epsilon, double weightDecay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> rate = Constant<T>(rate);
    private readonly Vector<T> rho = Constant<T>(rho);
    private readonly Vector<T> rhoRest = Constant<T>(1 - rho);
    private readonly Vector<T> epsilon = Constant<T>(epsilon);
    private readonly Vector<T> weightDecay = Constant<T>(weightDecay);

    public static int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> gradientSquares, ref Vector<T> updateSquares, ref Vector<T> third)
    {
        gradient += weightDecay * parameter;
        gradientSquares = (rho * gradientSquares) + (rhoRest * (gradient * gradient));
        var update = gradient * Vector.SquareRoot(updateSquares + epsilon) / Vector.SquareRoot(gradientSquares + epsilon);
        updateSquares = (rho * updateSquares) + (rhoRest * (update * update));
        parameter -= rate * update;
    }
}

/// <summary>θ := s·θ − α·sign(β1·m + (1 − β1)·g), m := β2·m + (1 − β2)·g, where s holds the decoupled decay.</summary>
internal readonly struct LionRule<T>(double rate, double beta1, double beta2, double shrink) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> rate = Constant<T>(rate);
    private readonly Vector<T> beta1 = Constant<T>(beta1);
    private readonly Vector<T> beta1Rest = Constant<T>(1 - beta1);
    private readonly Vector<T> beta2 = Constant<T>(beta2);
    private readonly Vector<T> beta2Rest = Constant<T>(1 - beta2);
    private readonly Vector<T> shrink = Constant<T>(shrink);

    public static int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> m, ref Vector<T> second, ref Vector<T> third)
    {
        var direction = (beta1 * m) + (beta1Rest * gradient);
        m = (beta2 * m) + (beta2Rest * gradient);

        // What is neither above nor below zero is its own sign: 0, and a NaN, which must not vanish here.
        var sign = Vector.ConditionalSelect(
            Vector.GreaterThan(direction, Vector<T>.Zero),
            Vector<T>.One,
            Vector.ConditionalSelect(Vector.LessThan(direction, Vector<T>.Zero), -Vector<T>.One, direction));
        parameter = (shrink * parameter) - (rate * sign);
    }
}
