using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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
    /// <summary>The exponents whose powers are normal floats lie between these.</summary>
    private const float Lowest = -87.33654f, Highest = 88.72283f;

    /// <summary>Where e⁻ˣ is still a normal float, and eˣ the power of 2 next to it as well.</summary>
    internal const float Far = 87f;

    /// <summary>1.5·2²³: added to a number it rounds it to a whole one, and leaves that in the lowest bits.</summary>
    internal const float Rounder = 12582912f;

    /// <summary>eˣ in every place, in floats within 1.1 units of the last place; what lies below the normal floats is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Exp(x.As<T, float>()).As<float, T>() : ExpOfLibrary(x.As<T, double>()).As<double, T>();

    /// <summary>
    /// eˣ = 2ⁿ·eʳ with n the whole number nearest to x / log 2 and |r| ≤ ½ log 2, eʳ by a minimax polynomial of seventh degree.
    /// The library's exponential computes in doubles and takes three times as long.
    /// </summary>
    /// <remarks>
    /// The polynomial is that of S. L. Moshier's Cephes library, <c>expf</c>.
    /// Adding 1.5·2²³ rounds to a whole number and leaves it in the lowest bits, from where it is added to the exponent.
    /// log 2 is taken in two parts, the first short enough that n times it is exact.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        var result = Exp(Vector.MinNative(Vector.MaxNative(x, Vector.Create(Lowest)), Vector.Create(Highest)), x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector.Create(Highest)), Vector.Create(float.PositiveInfinity), result);
    }

    /// <summary>The same for an exponent that has been drawn up to <see cref="Lowest"/>, and down to <see cref="Highest"/> where it may lie above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> within, Vector<float> x)
    {
        var result = TimesPower(ExpM1OfRemainder(within, out var exponent) + Vector<float>.One, exponent);

        // Below the bound the limit; and a NaN, which the bounds may have swallowed, is itself.
        result = Vector.AndNot(result, Vector.AsVectorSingle(Vector.LessThan(x, Vector.Create(Lowest))));
        return Vector.ConditionalSelect(Vector.Equals(x, x), result, x);
    }

    /// <summary>e^−|x| in every place, for which less is to be watched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ExpOfNegativeMagnitude<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return Exp(-Vector.Abs(x));
        }

        var negative = (x | Constant<T>(-0.0)).As<T, float>();
        return Exp(Vector.MaxNative(negative, Vector.Create(Lowest)), negative).As<float, T>();
    }

    /// <summary>
    /// σ(x) = 1 / (1 + e⁻ˣ) in every place, in floats within 2.5 units of the last place from −87 on. Below, where it would
    /// leave the normal floats, it stays at e⁻⁸⁷.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return Vector<T>.One / (Vector<T>.One + Exp(-x));
        }

        // As the second of both, a number that is none passes the bounds.
        var within = Vector.MaxNative(Vector.Create(-Far), Vector.MinNative(Vector.Create(Far), (-x).As<T, float>()));
        var remainder = ExpM1OfRemainder(within, out var exponent);
        var power = TimesPower(Vector<float>.One, exponent);
        return (Vector<float>.One / (Vector<float>.One + Vector.MultiplyAddEstimate(remainder, power, power))).As<float, T>();
    }

    /// <summary>
    /// tanh x = d / (2 − d) with d = 1 − e^(−2|x|), and the sign of x; in floats within 2.6 units of the last place. In
    /// doubles, near zero where d would lose its digits, the Taylor series.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sign = x & Constant<T>(-0.0);
        if (typeof(T) == typeof(double))
        {
            var magnitude = Vector.AndNot(x, Constant<T>(-0.0));
            var e = Exp(Constant<T>(-2) * magnitude);
            var large = ((Vector<T>.One - e) / (Vector<T>.One + e)) | sign;
            return Vector.ConditionalSelect(Vector.LessThan(magnitude, Constant<T>(0.1)), TanhOfSmall(x), large);
        }

        var negative = (x | Constant<T>(-0.0)).As<T, float>();
        var remainder = ExpM1OfRemainder(Vector.MaxNative(Vector.Create(-Far), negative + negative), out var exponent);
        var power = TimesPower(Vector<float>.One, exponent);
        var difference = Vector.MultiplyAddEstimate(-remainder, power, Vector<float>.One - power);
        return (difference / (Vector.Create(2f) - difference)).As<float, T>() | sign;
    }

    /// <summary>
    /// eˣ = 2ⁿ·eʳ, as <see cref="Exp(Vector{float})"/> says of it, in two parts: n and eʳ − 1, which has all its digits near zero
    /// for what takes 1 from it. It is not a number where x is none.
    /// </summary>
    /// <param name="within">x, which lies within the bounds of the exponential, or is not a number.</param>
    /// <param name="exponent">Receives n, as <see cref="TimesPower"/> takes it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpM1OfRemainder(Vector<float> within, out Vector<int> exponent)
    {
        var shifted = Vector.MultiplyAddEstimate(within, Vector.Create(1.44269504f), Vector.Create(Rounder));
        var n = shifted - Vector.Create(Rounder);
        var r = Vector.MultiplyAddEstimate(n, Vector.Create(-0.693359375f), within);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(2.12194440e-4f), r);
        var square = r * r;
        var high = Vector.MultiplyAddEstimate(Vector.Create(1.9875691500e-4f), r, Vector.Create(1.3981999507e-3f));
        var middle = Vector.MultiplyAddEstimate(Vector.Create(8.3334519073e-3f), r, Vector.Create(4.1665795894e-2f));
        var low = Vector.MultiplyAddEstimate(Vector.Create(1.6666665459e-1f), r, Vector.Create(5.0000001201e-1f));
        var tail = Vector.MultiplyAddEstimate(Vector.MultiplyAddEstimate(high, square, middle), square, low);
        exponent = Vector.ShiftLeft(Vector.AsVectorInt32(shifted), 23);
        return Vector.MultiplyAddEstimate(tail, square, r);
    }

    /// <summary>x·2ⁿ: n is added to the exponent of x, in whose place it stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> TimesPower(Vector<float> x, Vector<int> exponent) => Vector.AsVectorSingle(Vector.AsVectorInt32(x) + exponent);

    /// <remarks>
    /// Not inlined: the library's exponential would use up the JIT's budget for inlining, and the operations of the
    /// caller, each a method of its own, would become calls.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> ExpOfLibrary(Vector<double> x) => Vector.Exp(x);

    /// <summary>The natural logarithm in every place; not inlined for the same reason.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> LogOfLibrary(Vector<double> x) => Vector.Log(x);

    /// <summary>log(1 + e) for 0 ≤ e ≤ 1, in floats within two units of the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LogP1<T>(Vector<T> e)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? LogP1(e.As<T, float>()).As<float, T>() : LogP1(e.As<T, double>()).As<double, T>();

    /// <summary>2·artanh(s) with s = e / (2 + e) ≤ ⅓, by the terms up to s¹⁵ of 2·(s + s³/3 + s⁵/5 + …): the first one left out is 10⁻⁹ of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogP1(Vector<float> e)
    {
        var s = e / (Vector.Create(2f) + e);
        var square = s * s;
        var sum = Vector.MultiplyAddEstimate(Vector.Create(2f / 15), square, Vector.Create(2f / 13));
        sum = Vector.MultiplyAddEstimate(sum, square, Vector.Create(2f / 11));
        sum = Vector.MultiplyAddEstimate(sum, square, Vector.Create(2f / 9));
        sum = Vector.MultiplyAddEstimate(sum, square, Vector.Create(2f / 7));
        sum = Vector.MultiplyAddEstimate(sum, square, Vector.Create(2f / 5));
        sum = Vector.MultiplyAddEstimate(sum, square, Vector.Create(2f / 3));
        return Vector.MultiplyAddEstimate(sum * square, s, s + s);
    }

    /// <summary>What 1 + e loses by rounding, the quotient e / ((1 + e) − 1) gives back.</summary>
    /// <remarks>W. Kahan; in N. J. Higham: Accuracy and Stability of Numerical Algorithms, 2nd edition, section 1.14.1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogP1(Vector<double> e)
    {
        var u = Vector<double>.One + e;
        return Vector.ConditionalSelect(Vector.Equals(u, Vector<double>.One), e, LogOfLibrary(u) * (e / (u - Vector<double>.One)));
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
        var e = ExpOfNegativeMagnitude(x);
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

    /// <summary>
    /// The larger of both: x where it is larger, otherwise y, and so y where one of them is not a number. One instruction
    /// where the machine has it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Max<T>(Vector<T> x, Vector<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Sse.IsSupported ? Vector.MaxNative(x, y) : Vector.ConditionalSelect(Vector.GreaterThan(x, y), x, y);

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
