using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>What large weights cost: L1·Σ|w| + L2·Σ w², and its derivative L1·sign(w) + 2·L2·w beside it. For generated code.</summary>
/// <remarks>The matrices are those of parameters, row after row without gaps.</remarks>
public static class PenaltyKernel
{
    /// <summary>L1·Σ|w| + L2·Σ w².</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">The weights.</param>
    /// <param name="l1">L1.</param>
    /// <param name="l2">L2.</param>
    /// <returns>What they add to the cost.</returns>
    public static T Cost<T>(Matrix<T> weights, double l1, double l2)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (l1 == 0 ? T.Zero : T.CreateTruncating(l1) * TensorPrimitives.SumOfMagnitudes<T>(weights.Numbers))
        + (l2 == 0 ? T.Zero : T.CreateTruncating(l2) * TensorPrimitives.SumOfSquares<T>(weights.Numbers));

    /// <summary>dW := dW + L1·sign(W) + 2·L2·W.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">W.</param>
    /// <param name="l1">L1.</param>
    /// <param name="l2">L2.</param>
    /// <param name="dWeights">dW.</param>
    public static void AddGradient<T>(Matrix<T> weights, double l1, double l2, Matrix<T> dWeights)
        where T : unmanaged, IFloatingPointIeee754<T> => Add(weights.Numbers, T.CreateTruncating(l1), T.CreateTruncating(2 * l2), dWeights.Numbers);

    /// <summary>W := W − α·(L1·sign(W) + 2·L2·W), the part of a step that the penalty has.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">W.</param>
    /// <param name="l1">L1.</param>
    /// <param name="l2">L2.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void Step<T>(Matrix<T> weights, double l1, double l2, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Add(weights.Numbers, -learningRate * T.CreateTruncating(l1), -learningRate * T.CreateTruncating(2 * l2), weights.Numbers);

    /// <summary>result := result + constant·sign(w) + factor·w; the result may be w itself.</summary>
    private static void Add<T>(ReadOnlySpan<T> weights, T constant, T factor, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count, i = 0;
        var constants = new Vector<T>(constant);
        for (; i <= weights.Length - width; i += width)
        {
            var w = new Vector<T>(weights[i..]);
            var sign = Vector.ConditionalSelect(
                Vector.GreaterThan(w, Vector<T>.Zero),
                constants,
                Vector.ConditionalSelect(Vector.LessThan(w, Vector<T>.Zero), -constants, Vector<T>.Zero));
            (new Vector<T>(result[i..]) + sign + (factor * w)).CopyTo(result[i..]);
        }

        for (; i < weights.Length; i++)
        {
            T w = weights[i];
            T sign = w > T.Zero ? constant : w < T.Zero ? -constant : T.Zero;
            result[i] = result[i] + sign + (factor * w);
        }
    }
}
