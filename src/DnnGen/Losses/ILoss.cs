using System.Numerics;

namespace DnnGen.Losses;

/// <summary>The loss of one example and its derivative.</summary>
/// <remarks>
/// Cross-entropies are taken together with the output activation they belong to: computed from the logits z, they stay
/// finite where log(a) would not, and their derivative with respect to z is the short a − y. Implementations are empty
/// structs that kernels take as type arguments.
/// </remarks>
public interface ILoss
{
    /// <summary>The loss of one example; the cost J is the mean of it over the examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The logits: the linear part of the last layer.</param>
    /// <param name="a">The output: the activation of the last layer.</param>
    /// <param name="y">The labels.</param>
    /// <returns>The loss, summed in double precision.</returns>
    static abstract double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// The derivative of the loss of one example: with respect to the logits (dZ) for a loss that includes its output
    /// activation, with respect to the output (dA) for any other.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The output: the activation of the last layer.</param>
    /// <param name="y">The labels.</param>
    /// <param name="gradient">Receives the derivative.</param>
    static abstract void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
