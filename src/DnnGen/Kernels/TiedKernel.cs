using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>Weights that two layers share: the gradient is the sum of those of both. For generated code, which checks the shapes at its entry.</summary>
public static class TiedKernel
{
    /// <summary>The part of the other layer, added: dW := dW + part.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="part">The gradient by the use in the other layer, (n × n_prev), which lies as dW does.</param>
    /// <param name="dW">dW of the layer that has the weights, to which it is added.</param>
    public static void AddGradient<T>(Matrix<T> part, Matrix<T> dW)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Add(dW.Numbers, part.Numbers, dW.Numbers);

    /// <summary>The step by the part of the other layer: W := W − α·part.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="part">The gradient by the use in the other layer, at the weights before the step, which lies as W does.</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="w">W, (n × n_prev), to be updated.</param>
    public static void Step<T>(Matrix<T> part, T learningRate, Matrix<T> w)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.MultiplyAdd(part.Numbers, -learningRate, w.Numbers, w.Numbers);
}
