using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DnnGen.Kernels;

/// <summary>
/// The functions of <see cref="VectorFunctions"/> that recurrent layers spend their time in, at twice the width of
/// <c>Vector&lt;float&gt;</c>, which the runtime keeps at 256 bits: operation by operation the same, and so with the same bits.
/// </summary>
internal static class WideFunctions
{
    /// <summary>σ(x) = 1 / (1 + e⁻ˣ) in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        var within = Vector512.MaxNative(Vector512.Create(-VectorFunctions.Far), Vector512.MinNative(Vector512.Create(VectorFunctions.Far), -x));
        var remainder = ExpM1OfRemainder(within, out var power);
        return Vector512<float>.One / (Vector512<float>.One + Vector512.MultiplyAddEstimate(remainder, power, power));
    }

    /// <summary>tanh x in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var negative = x | Vector512.Create(-0f);
        var remainder = ExpM1OfRemainder(Vector512.MaxNative(Vector512.Create(-VectorFunctions.Far), negative + negative), out var power);
        var difference = Vector512.MultiplyAddEstimate(-remainder, power, Vector512<float>.One - power);
        return (difference / (Vector512.Create(2f) - difference)) | (x & Vector512.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpM1OfRemainder(Vector512<float> within, out Vector512<float> power)
    {
        var shifted = Vector512.MultiplyAddEstimate(within, Vector512.Create(1.44269504f), Vector512.Create(VectorFunctions.Rounder));
        var n = shifted - Vector512.Create(VectorFunctions.Rounder);
        var r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-0.693359375f), within);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(2.12194440e-4f), r);
        var square = r * r;
        var high = Vector512.MultiplyAddEstimate(Vector512.Create(1.9875691500e-4f), r, Vector512.Create(1.3981999507e-3f));
        var middle = Vector512.MultiplyAddEstimate(Vector512.Create(8.3334519073e-3f), r, Vector512.Create(4.1665795894e-2f));
        var low = Vector512.MultiplyAddEstimate(Vector512.Create(1.6666665459e-1f), r, Vector512.Create(5.0000001201e-1f));
        var tail = Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(high, square, middle), square, low);
        power = (Vector512.ShiftLeft(shifted.AsInt32(), 23) + Vector512<float>.One.AsInt32()).AsSingle();
        return Vector512.MultiplyAddEstimate(tail, square, r);
    }
}
