using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The Gaussian error linear unit in its exact form, g(z) = z·Φ(z) = z·½(1 + erf(z/√2)); g′(z) = Φ(z) + z·φ(z).
/// NaN gives NaN.
/// </summary>
/// <remarks>
/// D. Hendrycks, K. Gimpel: Gaussian Error Linear Units, arXiv:1606.08415. Both directions compute in double precision
/// and round once.
/// </remarks>
public readonly struct GELU : IActivation
{
    /// <summary>Numbers converted to double precision at a time: whole registers of every width, few enough for the stack.</summary>
    private const int Chunk = 128;

    /// <summary>Below this, Φ(z) and φ(z) are zero; −∞ is drawn up to it, since −∞·0 would be NaN where the limit is 0.</summary>
    private const double Lowest = -40;

    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => true;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        a = a[..z.Length];
        Span<double> numbers = stackalloc double[Chunk];
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(numbers);
        for (int start = 0; start < z.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, z.Length - start);
            TensorPrimitives.ConvertTruncating(z.Slice(start, count), numbers);
            foreach (ref var x in vectors)
            {
                x = AtLeast(Lowest, x) * NormalDistribution.Distribution(x, out _);
            }

            TensorPrimitives.ConvertTruncating<double, T>(numbers[..count], a[start..]);
        }
    }

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        z = z[..gradient.Length];
        Span<double> numbers = stackalloc double[Chunk];
        Span<double> gradients = stackalloc double[Chunk];
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(numbers);
        for (int start = 0; start < z.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, z.Length - start);
            TensorPrimitives.ConvertTruncating(z.Slice(start, count), numbers);
            TensorPrimitives.ConvertTruncating<T, double>(gradient.Slice(start, count), gradients);
            foreach (ref var x in vectors)
            {
                var distribution = NormalDistribution.Distribution(x, out var density);

                // The density of ∞ is zero and so is the product in the limit.
                var bounded = AtMost(-Lowest, AtLeast(Lowest, x));
                x = distribution + (bounded * density);
            }

            TensorPrimitives.Multiply(numbers, gradients, numbers);
            TensorPrimitives.ConvertTruncating<double, T>(numbers[..count], gradient[start..]);
        }
    }

    /// <summary>The larger of the two; NaN stays NaN.</summary>
    private static Vector<double> AtLeast(double bound, Vector<double> x) =>
        Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(bound)), Vector.Create(bound), x);

    /// <summary>The smaller of the two; NaN stays NaN.</summary>
    private static Vector<double> AtMost(double bound, Vector<double> x) =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector.Create(bound)), Vector.Create(bound), x);
}
