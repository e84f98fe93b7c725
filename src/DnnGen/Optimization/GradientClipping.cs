using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen;

/// <summary>Bounds gradients before a step, so that a rare large one does not throw the training off its way.</summary>
public static class GradientClipping
{
    /// <summary>Numbers whose squares are summed in their own type before the sum goes on in double precision.</summary>
    private const int Block = 1024;

    /// <summary>Puts every derivative into [−limit, limit].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradients">The gradients, to be clipped; a NaN stays one.</param>
    /// <param name="limit">The largest magnitude, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not a positive finite number.</exception>
    public static void ByValue<T>(Span<T> gradients, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        _ = new OptimizerSettings("GradientClipping.ByValue").Positive(nameof(limit), limit);
        var bound = T.CreateTruncating(limit);
        TensorPrimitives.Clamp(gradients, -bound, bound, gradients);
    }

    /// <summary>Scales all gradients together so that their Euclidean norm ‖g‖ is at most a limit; their direction stays.</summary>
    /// <remarks>R. Pascanu, T. Mikolov, Y. Bengio: On the Difficulty of Training Recurrent Neural Networks, ICML 2013.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradients">The gradients of all parameters, to be scaled: g := g·limit/‖g‖ where ‖g‖ is larger.</param>
    /// <param name="limit">The largest norm, positive.</param>
    /// <returns>The norm before; not finite where a gradient is not, and the gradients are then as they were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not a positive finite number.</exception>
    public static double ByNorm<T>(Span<T> gradients, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        _ = new OptimizerSettings("GradientClipping.ByNorm").Positive(nameof(limit), limit);
        double norm = Norm<T>(gradients);
        if (norm > limit && double.IsFinite(norm))
        {
            TensorPrimitives.Multiply(gradients, T.CreateTruncating(limit / norm), gradients);
        }

        return norm;
    }

    /// <summary>The Euclidean norm √Σg², which does not overflow where the norm itself can be written.</summary>
    private static double Norm<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int start = 0; start < numbers.Length; start += Block)
        {
            sum += double.CreateTruncating(TensorPrimitives.SumOfSquares(numbers.Slice(start, Math.Min(Block, numbers.Length - start))));
        }

        if (double.IsFinite(sum))
        {
            return Math.Sqrt(sum);
        }

        // A square has overflowed, or a number is not finite: once more, slowly, as parts of the largest.
        double largest = Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(numbers)));
        if (!double.IsFinite(largest))
        {
            return largest;
        }

        sum = 0;
        foreach (var number in numbers)
        {
            double part = double.CreateTruncating(number) / largest;
            sum += part * part;
        }

        return largest * Math.Sqrt(sum);
    }
}
