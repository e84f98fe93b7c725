using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>An operation on two numbers that has the same bits in a register as alone: no estimate, no fused rounding.</summary>
internal interface IVectorOperation
{
    /// <summary>The operation on one number of each span.</summary>
    static abstract T Invoke<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The operation in every place of a register.</summary>
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>
/// An operation in every place of a register, each place by itself. One number alone goes through a register too, and so
/// has the same bits as among others, whatever the operation is made of.
/// </summary>
internal interface IRegisterOperation
{
    /// <summary>The operation in every place.</summary>
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Functions of a whole register, for whichever number type the register holds.</summary>
internal static class VectorFunctions
{
    /// <summary>eˣ in every place.</summary>
    /// <remarks>
    /// Not inlined: the library's exponential would use up the JIT's budget for inlining, and the operations of the
    /// caller, each a method of its own, would become calls.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.Exp(x.As<T, float>()).As<float, T>()
            : Vector.Exp(x.As<T, double>()).As<double, T>();

    /// <summary>The natural logarithm in every place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.Log(x.As<T, float>()).As<float, T>()
            : Vector.Log(x.As<T, double>()).As<double, T>();

    /// <summary>
    /// log(1 + e) for 0 ≤ e ≤ 1 to the last places of e: what 1 + e loses by rounding, the quotient e / ((1 + e) − 1)
    /// gives back.
    /// </summary>
    /// <remarks>W. Kahan; in N. J. Higham: Accuracy and Stability of Numerical Algorithms, 2nd edition, section 1.14.1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LogP1<T>(Vector<T> e)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var u = Vector<T>.One + e;
        return Vector.ConditionalSelect(Vector.Equals(u, Vector<T>.One), e, Log(u) * (e / (u - Vector<T>.One)));
    }

    /// <summary>
    /// eˣ − 1 for x ≤ 0. From x = −0.2 on, where the difference would lose its digits, 2t / (1 − t) with t = tanh(x/2).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ExpM1OfNegative<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var t = TanhOfSmall(Constant<T>(0.5) * x);
        return Vector.ConditionalSelect(
            Vector.GreaterThan(x, Constant<T>(-0.2)), (t + t) / (Vector<T>.One - t), Exp(x) - Vector<T>.One);
    }

    /// <summary>
    /// tanh x for |x| ≤ 0.1 by the Taylor series x − x³/3 + 2x⁵/15 − …, whose first term left out is 6·10⁻²⁰ of x there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> TanhOfSmall<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // One statement for each power, from x¹⁵ to x³: a loop over a table costs more than the arithmetic.
        var square = x * x;
        var sum = Constant<T>(-929569.0 / 638512875) * square;
        sum = (sum + Constant<T>(21844.0 / 6081075)) * square;
        sum = (sum + Constant<T>(-1382.0 / 155925)) * square;
        sum = (sum + Constant<T>(62.0 / 2835)) * square;
        sum = (sum + Constant<T>(-17.0 / 315)) * square;
        sum = (sum + Constant<T>(2.0 / 15)) * square;
        sum = (sum + Constant<T>(-1.0 / 3)) * square;
        return x + (x * sum);
    }

    /// <summary>
    /// σ(x) = 1 / (1 + e⁻ˣ) with all its digits on both sides, and its derivative σ′(x) = e / (1 + e)² with e = e^−|x|,
    /// which no cancellation touches.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Logistic<T>(Vector<T> x, out Vector<T> derivative)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var e = Exp(-Vector.Abs(x));
        var inverse = Vector<T>.One / (Vector<T>.One + e);
        derivative = e * inverse * inverse;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), e, Vector<T>.One) * inverse;
    }

    /// <summary>The number drawn up or down to the bounds; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Between<T>(double lowest, double highest, Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (low, high) = (Constant<T>(lowest), Constant<T>(highest));
        x = Vector.ConditionalSelect(Vector.LessThan(x, low), low, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, high), high, x);
    }

    /// <summary>A number in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Constant<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.Create((float)value).As<float, T>()
            : Vector.Create(value).As<double, T>();
}

/// <summary>The one loop over spans for operations that the tensor library does not have.</summary>
internal static class VectorLoop
{
    /// <summary>destination[i] = operation(x[i], y[i]); the destination may be one of the sources.</summary>
    public static void Apply<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IVectorOperation
    {
        // The slices fail here, before anything is written, when the spans are not of one length.
        y = y[..x.Length];
        destination = destination[..x.Length];
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            var xs = MemoryMarshal.Cast<T, Vector<T>>(x);
            var ys = MemoryMarshal.Cast<T, Vector<T>>(y);
            var results = MemoryMarshal.Cast<T, Vector<T>>(destination);
            for (int v = 0; v < results.Length; v++)
            {
                results[v] = TOperation.Invoke(xs[v], ys[v]);
            }

            i = results.Length * Vector<T>.Count;
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = TOperation.Invoke(x[i], y[i]);
        }
    }

    /// <summary>
    /// The same for an operation on registers; what is left over at the end goes through one register more, filled up
    /// with zeros.
    /// </summary>
    public static void InRegisters<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IRegisterOperation
    {
        y = y[..x.Length];
        destination = destination[..x.Length];
        var xs = MemoryMarshal.Cast<T, Vector<T>>(x);
        var ys = MemoryMarshal.Cast<T, Vector<T>>(y);
        var results = MemoryMarshal.Cast<T, Vector<T>>(destination);
        for (int v = 0; v < results.Length; v++)
        {
            results[v] = TOperation.Invoke(xs[v], ys[v]);
        }

        int done = results.Length * Vector<T>.Count;
        if (done < x.Length)
        {
            Vector<T> lastX = default, lastY = default;
            x[done..].CopyTo(Places(ref lastX));
            y[done..].CopyTo(Places(ref lastY));
            var last = TOperation.Invoke(lastX, lastY);
            Places(ref last)[..(x.Length - done)].CopyTo(destination[done..]);
        }
    }

    private static Span<T> Places<T>(ref Vector<T> register)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref register), Vector<T>.Count);
}
