using System.Numerics;

namespace DnnGen;

// The letters are the method's own: they differ from C# naming so that code and formulas read alike.
#pragma warning disable CA1707, IDE1006

/// <summary>The parameters of layer l.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="W">The weights, (n × n_prev).</param>
/// <param name="b">The bias, (n × 1).</param>
public sealed record LayerParameters<T>(Matrix<T> W, Matrix<T> b)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>The gradients of layer l: the derivatives of the cost.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="dA_prev">With respect to the activation of the previous layer, (n_prev × m).</param>
/// <param name="dW">With respect to the weights, (n × n_prev).</param>
/// <param name="db">With respect to the bias, (n × 1).</param>
public sealed record LayerGradients<T>(Matrix<T> dA_prev, Matrix<T> dW, Matrix<T> db)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>What the linear part of a layer keeps for the backward pass. The matrices are views: nothing is copied.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="A">The activation of the previous layer, or the input: (n_prev × m).</param>
/// <param name="W">The weights, (n × n_prev).</param>
/// <param name="b">The bias, (n × 1).</param>
public sealed record LinearCache<T>(Matrix<T> A, Matrix<T> W, Matrix<T> b)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>What a layer keeps for the backward pass.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="Linear">The cache of the linear part.</param>
/// <param name="Z">The linear part itself, the input of the activation: (n × m).</param>
public sealed record LayerCache<T>(LinearCache<T> Linear, Matrix<T> Z)
    where T : unmanaged, IFloatingPointIeee754<T>;
