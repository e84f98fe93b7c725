using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Activations;

/// <summary>
/// The logarithm of a softmax, g(z)ᵢ = zᵢ − log Σⱼ eᶻʲ over the units of one example. A NaN makes the whole example NaN.
/// </summary>
/// <remarks>
/// <para>With the largest z* it is (zᵢ − z*) − log Σⱼ e^(zⱼ − z*), in which nothing overflows and no logarithm of zero occurs.</para>
/// <para>Its Jacobian is ∂aᵢ/∂zⱼ = δᵢⱼ − e^aⱼ, so dZ = dA − eᴬ·Σⱼ dAⱼ.</para>
/// </remarks>
public readonly struct LogSoftmax : IActivation
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
        T sum = T.Zero;
        foreach (T shifted in a)
        {
            sum += T.Exp(shifted);
        }

        TensorPrimitives.Subtract(a, T.Log(sum), a);
    }

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        a = a[..gradient.Length];
        T sum = TensorPrimitives.Sum<T>(gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] -= T.Exp(a[i]) * sum;
        }
    }
}
