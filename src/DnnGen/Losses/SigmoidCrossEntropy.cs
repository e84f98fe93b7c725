using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Kernels;

namespace DnnGen.Losses;

/// <summary>
/// Binary cross-entropy after a sigmoid, −Σᵢ (yᵢ·log aᵢ + (1 − yᵢ)·log(1 − aᵢ)) with a = σ(z), summed over the outputs of
/// the example and computed from the logits.
/// </summary>
/// <remarks>
/// With log σ(z) = −log(1 + e⁻ᶻ) and log(1 − σ(z)) = −z − log(1 + e⁻ᶻ) the loss of one output is z − z·y + log(1 + e⁻ᶻ).
/// For z &lt; 0, where e⁻ᶻ may overflow, log(1 + e⁻ᶻ) = −z + log(1 + eᶻ); together:
/// <c>max(z, 0) − z·y + log1p(e^−|z|)</c>. Its derivative is dZ = a − y.
/// </remarks>
public readonly struct SigmoidCrossEntropy : ILoss
{
    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static double Weight(int outputs) => 1;

    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..z.Length];
        double sum = 0;
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            var sums = Vector<double>.Zero;
            var logits = MemoryMarshal.Cast<T, Vector<T>>(z);
            var labels = MemoryMarshal.Cast<T, Vector<T>>(y);
            for (int v = 0; v < logits.Length; v++)
            {
                sums += Registers.Doubles(Loss(logits[v], labels[v]));
            }

            sum = Vector.Sum(sums);
            i = logits.Length * Vector<T>.Count;
        }

        for (; i < z.Length; i++)
        {
            sum += double.CreateTruncating(Loss(Vector.Create(z[i]), Vector.Create(y[i])).ToScalar());
        }

        return sum;
    }

    /// <summary>max(z, 0) − z·y + log1p(e^−|z|) in every place.</summary>
    private static Vector<T> Loss<T>(Vector<T> z, Vector<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorFunctions.Max(Vector<T>.Zero, z) - (z * y) + VectorFunctions.LogP1(VectorFunctions.ExpOfNegativeMagnitude(z));

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Subtract(a, y, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Loss<T>(Vector<T> output, Vector<T> y, out Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // One exponential serves both: a = 1 / (1 + e) where z is not negative and e / (1 + e) where it is, with e = e^−|z|.
        var e = VectorFunctions.ExpOfNegativeMagnitude(output);
        var a = Vector.ConditionalSelect(Vector.LessThan(output, Vector<T>.Zero), e, Vector<T>.One) / (Vector<T>.One + e);
        gradient = a - y;
        return VectorFunctions.Max(Vector<T>.Zero, output) - (output * y) + VectorFunctions.LogP1(e);
    }
    /// <summary>y′ = (1 − ε)·y + ε/2: each output decides between two classes.</summary>
    /// <inheritdoc/>
    public static void Smooth<T>(ReadOnlySpan<T> y, double smoothing, Span<T> smoothed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(y, T.CreateTruncating(1 - smoothing), smoothed);
        TensorPrimitives.Add(smoothed, T.CreateTruncating(smoothing / 2), smoothed);
    }
}
