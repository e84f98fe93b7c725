using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// g(z)ᵢ = eᶻⁱ / Σⱼ eᶻʲ over the units of one example: positive numbers that sum to 1. A NaN makes the whole example NaN.
/// </summary>
/// <remarks>
/// <para>
/// The largest z is subtracted from all before the exponential, which changes nothing in the quotient and lets no
/// exponential overflow.
/// </para>
/// <para>Its Jacobian is ∂aᵢ/∂zⱼ = aᵢ·(δᵢⱼ − aⱼ), so dZ = a ∘ (dA − Σⱼ aⱼ·dAⱼ).</para>
/// </remarks>
public readonly struct Softmax : IActivation
{
    /// <summary>Units up to which <see cref="ForwardExamples"/> is worth it, and fits on the stack.</summary>
    internal const int FewUnits = 64;

    /// <inheritdoc/>
    public static bool CouplesUnits => true;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => false;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (z.IsEmpty)
        {
            return;
        }

        a = a[..z.Length];
        TensorPrimitives.Subtract(z, TensorPrimitives.Max(z), a);
        TensorPrimitives.Exp(a, a);
        TensorPrimitives.Divide(a, TensorPrimitives.Sum<T>(a), a);
    }

    /// <summary>
    /// The same for many examples of a few units, as many of them at once as a register holds: the calls of the tensor
    /// library cost more than so short a sum.
    /// </summary>
    /// <param name="z">One example after another.</param>
    /// <param name="a">Receives the activation; as long as <paramref name="z"/>, and possibly the same memory.</param>
    /// <param name="units">The numbers of one example, 1 to <see cref="FewUnits"/>.</param>
    internal static void ForwardExamples<T>(ReadOnlySpan<T> z, Span<T> a, int units)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        a = a[..z.Length];
        Span<Vector<T>> registers = stackalloc Vector<T>[units];
        registers.Clear();
        var places = MemoryMarshal.Cast<Vector<T>, T>(registers);
        int width = Vector<T>.Count;
        for (int start = 0; start < z.Length; start += width * units)
        {
            int examples = Math.Min(width, (z.Length - start) / units);
            for (int j = 0; j < examples; j++)
            {
                var example = z.Slice(start + (j * units), units);
                for (int i = 0; i < example.Length; i++)
                {
                    places[(i * width) + j] = example[i];
                }
            }

            var largest = registers[0];
            foreach (var register in registers)
            {
                largest = Vector.Max(largest, register);
            }

            var sum = Vector<T>.Zero;
            foreach (ref var register in registers)
            {
                register = VectorFunctions.Exp(register - largest);
                sum += register;
            }

            foreach (ref var register in registers)
            {
                register /= sum;
            }

            for (int j = 0; j < examples; j++)
            {
                var example = a.Slice(start + (j * units), units);
                for (int i = 0; i < example.Length; i++)
                {
                    example[i] = places[(i * width) + j];
                }
            }
        }
    }

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T mean = TensorPrimitives.Dot(a, gradient);
        TensorPrimitives.Subtract(gradient, mean, gradient);
        TensorPrimitives.Multiply(gradient, a, gradient);
    }
}
