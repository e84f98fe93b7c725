using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>The step of an optimizer over the whole parameter buffer.</summary>
public static class UpdateKernel
{
    /// <summary>Gradient descent, formulas (16) and (17): θ := θ − α·dθ, for all W and b in one pass.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">θ: all parameters, to be updated.</param>
    /// <param name="gradients">dθ: as many numbers.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void GradientDescent<T>(Span<T> parameters, ReadOnlySpan<T> gradients, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.MultiplyAdd(gradients, -learningRate, parameters, parameters);
}
