using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The steps of unrolled passes: a register holds one unit of as many examples as fit, a parameter stands in every place of
/// its own. For generated code.
/// </summary>
public static class Registers
{
    /// <summary>b + w1·x1: one more term of a linear part.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <returns>The sum, each product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Linear<T>(Vector<T> b, Vector<T> w1, Vector<T> x1)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(w1.As<T, float>(), x1.As<T, float>(), b.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(w1.As<T, double>(), x1.As<T, double>(), b.As<T, double>()).As<double, T>();

    /// <summary>b + w1·x1 + w2·x2.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Linear<T>(Vector<T> b, Vector<T> w1, Vector<T> x1, Vector<T> w2, Vector<T> x2)
        where T : unmanaged, IFloatingPointIeee754<T> => Linear(Linear(b, w1, x1), w2, x2);

    /// <summary>b + w1·x1 + w2·x2 + w3·x3.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <param name="w3">A third weight.</param>
    /// <param name="x3">Its input.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Linear<T>(Vector<T> b, Vector<T> w1, Vector<T> x1, Vector<T> w2, Vector<T> x2, Vector<T> w3, Vector<T> x3)
        where T : unmanaged, IFloatingPointIeee754<T> => Linear(Linear(b, w1, x1, w2, x2), w3, x3);

    /// <summary>b + w1·x1 for one example: one more term of a linear part.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <returns>The sum, the product rounded together with its addition where the machine can.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Linear<T>(T b, T w1, T x1)
        where T : unmanaged, IFloatingPointIeee754<T> => T.MultiplyAddEstimate(w1, x1, b);

    /// <summary>b + w1·x1 + w2·x2 for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Linear<T>(T b, T w1, T x1, T w2, T x2)
        where T : unmanaged, IFloatingPointIeee754<T> => Linear(Linear(b, w1, x1), w2, x2);

    /// <summary>b + w1·x1 + w2·x2 + w3·x3 for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="b">The bias, or the sum so far.</param>
    /// <param name="w1">A weight.</param>
    /// <param name="x1">Its input.</param>
    /// <param name="w2">A second weight.</param>
    /// <param name="x2">Its input.</param>
    /// <param name="w3">A third weight.</param>
    /// <param name="x3">Its input.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Linear<T>(T b, T w1, T x1, T w2, T x2, T w3, T x3)
        where T : unmanaged, IFloatingPointIeee754<T> => Linear(Linear(b, w1, x1, w2, x2), w3, x3);

    /// <summary>g(z) for one unit of one example.</summary>
    /// <typeparam name="TActivation">The activation g.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part.</param>
    /// <returns>The activation, with the bits that it has in a batch.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Activate<TActivation, T>(T z)
        where TActivation : struct, IActivation
        where T : unmanaged, IFloatingPointIeee754<T> => TActivation.Forward(Vector.Create(z)).ToScalar();

    /// <summary>The loss of some examples, added up in double precision.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="loss">The loss of one example in each place.</param>
    /// <returns>As many sums as a register holds doubles.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Doubles<T>(Vector<T> loss)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return loss.As<T, double>();
        }

        Vector.Widen(loss.As<T, float>(), out var low, out var high);
        return low + high;
    }
}
