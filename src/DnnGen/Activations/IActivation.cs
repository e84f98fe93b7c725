using System.Numerics;

namespace DnnGen.Activations;

/// <summary>An activation A = g(Z) and its derivative, applied to all numbers of a span at once.</summary>
/// <remarks>
/// Implementations are empty structs: a kernel takes one as a type argument, and the JIT makes a version of the kernel
/// with the function in place. Generated code names them; hand-written code may too.
/// </remarks>
public interface IActivation
{
    /// <summary>
    /// Whether the units of one example depend on each other, as in a softmax; the spans then hold exactly one example,
    /// otherwise any number of them.
    /// </summary>
    static abstract bool CouplesUnits { get; }

    /// <summary>Whether <c>Backward</c> reads z; otherwise it works from a alone and z may be empty.</summary>
    static abstract bool NeedsPreActivation { get; }

    /// <summary>Forward: a = g(z).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part of the layer.</param>
    /// <param name="a">Receives the activation; as long as <paramref name="z"/>, and possibly the same memory.</param>
    static abstract void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Backward: dZ = dA ∘ g′(Z), in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part; may be empty unless <see cref="NeedsPreActivation"/>.</param>
    /// <param name="a">The activation that <c>Forward</c> gave.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    static abstract void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Forward in registers: the same units of as many examples as a register holds; not for an activation that couples units.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part.</param>
    /// <returns>g(z), place by place.</returns>
    /// <exception cref="NotSupportedException">The activation couples the units of an example.</exception>
    static virtual Vector<T> Forward<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => throw Coupling();

    /// <summary>Backward in registers: dZ = dA ∘ g′(Z); not for an activation that couples units.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part.</param>
    /// <param name="a">The activation that <c>Forward</c> gave.</param>
    /// <param name="gradient">dA.</param>
    /// <returns>dZ, place by place.</returns>
    /// <exception cref="NotSupportedException">The activation couples the units of an example.</exception>
    static virtual Vector<T> Backward<T>(Vector<T> z, Vector<T> a, Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => throw Coupling();

    private static NotSupportedException Coupling() =>
        new("An activation that couples the units of an example has no form in registers; take the spans.");
}
