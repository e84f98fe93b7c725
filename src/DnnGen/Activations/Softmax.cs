using System.Numerics;
using System.Numerics.Tensors;

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

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T mean = TensorPrimitives.Dot(a, gradient);
        TensorPrimitives.Subtract(gradient, mean, gradient);
        TensorPrimitives.Multiply(gradient, a, gradient);
    }
}
