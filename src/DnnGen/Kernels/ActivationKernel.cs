using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// An activation that does not couple units, forward and backward, in networks that are written out. For generated code.
/// </summary>
/// <typeparam name="TActivation">The activation g.</typeparam>
public static class ActivationKernel<TActivation>
    where TActivation : struct, IActivation
{
    /// <summary>a = g(z) for one unit of many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part.</param>
    /// <returns>The activation.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Forward<T>(Lanes<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => new(TActivation.Forward(z.Low), TActivation.Forward(z.High));

    /// <summary>a = g(z) for one unit of one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part.</param>
    /// <returns>The activation, with the bits that it has in a batch.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Forward<T>(T z)
        where T : unmanaged, IFloatingPointIeee754<T> => TActivation.Forward(Vector.Create(z)).ToScalar();

    /// <summary>dZ = dA ∘ g′(Z) for one unit of many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The linear part.</param>
    /// <param name="a">The activation.</param>
    /// <param name="gradient">dA.</param>
    /// <returns>dZ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Backward<T>(Lanes<T> z, Lanes<T> a, Lanes<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(TActivation.Backward(z.Low, a.Low, gradient.Low), TActivation.Backward(z.High, a.High, gradient.High));
}
