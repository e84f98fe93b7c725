using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen.Kernels;

/// <summary>
/// The linear steps of networks that are written out: a parameter stands in every place of a register, a unit in the
/// <see cref="Lanes{T}"/> of many examples or in one number. For generated code.
/// </summary>
public static class Registers
{
    /// <summary>b + w1·x1 for many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Linear<T>(Vector<T> b, Vector<T> w1, Lanes<T> x1)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(MultiplyAdd(w1, x1.Low, b), MultiplyAdd(w1, x1.High, b));

    /// <summary>b + w1·x1 + w2·x2 for many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Linear<T>(Vector<T> b, Vector<T> w1, Lanes<T> x1, Vector<T> w2, Lanes<T> x2)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Linear(Linear(b, w1, x1), w2, x2);

    /// <summary>b + w1·x1 + w2·x2 + w3·x3 for many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <param name="w3">A third weight.</param>
    /// <param name="x3">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Linear<T>(Vector<T> b, Vector<T> w1, Lanes<T> x1, Vector<T> w2, Lanes<T> x2, Vector<T> w3, Lanes<T> x3)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Linear(Linear(b, w1, x1, w2, x2), w3, x3);

    /// <summary>b + w1·x1 for many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Linear<T>(Lanes<T> b, Vector<T> w1, Lanes<T> x1)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(MultiplyAdd(w1, x1.Low, b.Low), MultiplyAdd(w1, x1.High, b.High));

    /// <summary>b + w1·x1 + w2·x2 for many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Linear<T>(Lanes<T> b, Vector<T> w1, Lanes<T> x1, Vector<T> w2, Lanes<T> x2)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Linear(Linear(b, w1, x1), w2, x2);

    /// <summary>b + w1·x1 + w2·x2 + w3·x3 for many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <param name="w3">A third weight.</param>
    /// <param name="x3">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Linear<T>(Lanes<T> b, Vector<T> w1, Lanes<T> x1, Vector<T> w2, Lanes<T> x2, Vector<T> w3, Lanes<T> x3)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Linear(Linear(b, w1, x1, w2, x2), w3, x3);

    /// <summary>b + w1·x1 for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Linear<T>(T b, T w1, T x1)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.MultiplyAddEstimate(w1, x1, b);

    /// <summary>b + w1·x1 + w2·x2 for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Linear<T>(T b, T w1, T x1, T w2, T x2)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Linear(Linear(b, w1, x1), w2, x2);

    /// <summary>b + w1·x1 + w2·x2 + w3·x3 for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <param name="w3">A third weight.</param>
    /// <param name="x3">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Linear<T>(T b, T w1, T x1, T w2, T x2, T w3, T x3)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Linear(Linear(b, w1, x1, w2, x2), w3, x3);

    /// <summary>s + Σ dz·x over the examples, place by place: the gradient of a weight.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="s">The sum so far.</param>
    /// <param name="dz">The gradient of a unit.</param>
    /// <param name="x">The input of the weight.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sum<T>(Vector<T> s, Lanes<T> dz, Lanes<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => MultiplyAdd(dz.High, x.High, MultiplyAdd(dz.Low, x.Low, s));

    /// <summary>s + Σ dz over the examples, place by place: the gradient of a bias.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="s">The sum so far.</param>
    /// <param name="dz">The gradient of a unit.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sum<T>(Vector<T> s, Lanes<T> dz)
        where T : unmanaged, IFloatingPointIeee754<T> => s + dz.Low + dz.High;

    /// <summary>The numbers of a register, added two and two where they are narrower than doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<double> Doubles<T>(Vector<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return numbers.As<T, double>();
        }

        Vector.Widen(numbers.As<T, float>(), out var low, out var high);
        return low + high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();
}
