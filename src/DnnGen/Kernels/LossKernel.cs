using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

using DnnGen.Losses;

namespace DnnGen.Kernels;

/// <summary>The cost of a batch and its derivative. Generated code calls these after it has checked the shapes.</summary>
/// <typeparam name="TLoss">The loss of one example.</typeparam>
public static class LossKernel<TLoss>
    where TLoss : struct, ILoss
{
    /// <summary>
    /// J = 1/m · Σᵢ wᵢ·loss(example i), formula (7) of the method for the binary cross-entropy, where wᵢ are the
    /// <see cref="Workspace{T}.ExampleWeights"/>: all 1 unless somebody has set others.
    /// </summary>
    /// <remarks>
    /// Of a sequence each step counts as an example: J = 1/(m·T) · Σᵢₜ wᵢ·loss(step t of example i). With weights c of the
    /// classes it is J = Σᵢₜ wᵢ·c·loss / Σᵢₜ wᵢ·c, and 0 where nothing has weight.
    /// </remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The logits ZL, (n × m), or an empty matrix for a loss that does not read them.</param>
    /// <param name="a">The output AL, (n × m).</param>
    /// <param name="y">The labels Y: (n × m), or for a loss that takes numbers of classes (T × m).</param>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="steps">T, the time steps of the output: n are T times the outputs of one step; 1 where it is no sequence.</param>
    /// <param name="labelSmoothing">ε, the part of each label that is spread evenly over the classes.</param>
    /// <param name="classWeights">The weight of each class; empty where all count alike.</param>
    /// <returns>The cost, summed in double precision, example after example.</returns>
    public static T Cost<T>(
        Matrix<T> z, Matrix<T> a, Matrix<T> y, Workspace<T> workspace, int steps = 1, double labelSmoothing = 0, ReadOnlySpan<double> classWeights = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Accepted(Cost(z, a, y, workspace.ExampleWeights, steps, labelSmoothing, classWeights), workspace);
    }

    /// <summary>
    /// The derivative of the loss of every example, times its weight among the <see cref="Workspace{T}.ExampleWeights"/>: dZL
    /// for a loss that includes its output activation, dAL for any other. The 1/m of the mean stands in the gradients of the
    /// parameters, as in the method; the 1/T of the mean over the steps of a sequence stands here.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The output AL, (n × m).</param>
    /// <param name="y">The labels Y: (n × m), or for a loss that takes numbers of classes (T × m).</param>
    /// <param name="gradient">Receives the derivative, (n × m).</param>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="steps">T, the time steps of the output; 1 where it is no sequence.</param>
    /// <param name="labelSmoothing">ε, the part of each label that is spread evenly over the classes.</param>
    /// <param name="classWeights">The weight of each class; empty where all count alike.</param>
    /// <param name="weight">What the loss counts among those of a network with several outputs.</param>
    public static void Gradient<T>(
        Matrix<T> a, Matrix<T> y, Matrix<T> gradient, Workspace<T> workspace, int steps = 1, double labelSmoothing = 0, ReadOnlySpan<double> classWeights = default, double weight = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Gradient(a, y, gradient, workspace.ExampleWeights, steps, labelSmoothing, classWeights, weight);
        if (!workspace.ExampleWeights.IsEmpty)
        {
            Weigh(gradient, workspace.ExampleWeights);
        }
    }

    /// <summary>J = 1/m · Σᵢ loss(example i), where all examples count alike.</summary>
    internal static T Cost<T>(Matrix<T> z, Matrix<T> a, Matrix<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Cost(z, a, y, weights: [], steps: 1, labelSmoothing: 0, classWeights: []);

    /// <summary>The derivative of the loss of every example, where all count alike.</summary>
    internal static void Gradient<T>(Matrix<T> a, Matrix<T> y, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => Gradient(a, y, gradient, weights: [], steps: 1, labelSmoothing: 0, classWeights: [], scale: 1);

    private static T Cost<T>(
        Matrix<T> z, Matrix<T> a, Matrix<T> y, ReadOnlySpan<T> weights, int steps, double labelSmoothing, ReadOnlySpan<double> classWeights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int outputs = a.Rows / steps, labels = y.Rows / steps;
        double sum = 0, count = (double)a.Columns * steps;
        if (weights.IsEmpty && labelSmoothing == 0 && classWeights.IsEmpty && InOnePiece(a, y))
        {
            sum = TLoss.Loss<T>(z.Numbers, a.Numbers, y.Numbers);
            return T.CreateTruncating(sum * TLoss.Weight(outputs) / count);
        }

        double weightSum = 0;
        using var example = new ExampleBuffers<T>(a, y, smooths: labelSmoothing != 0);
        for (int j = 0; j < a.Columns; j++)
        {
            // An example without weight takes no part, even where its loss is not finite.
            double ofExample = weights.IsEmpty ? 1 : double.CreateTruncating(weights[j]);
            if (ofExample == 0)
            {
                continue;
            }

            var logits = z.IsEmpty ? [] : example.Read(z, j, 0);
            var output = example.Read(a, j, 1);
            var label = example.Read(y, j, 2);
            for (int step = 0; step < steps; step++)
            {
                var labelOfStep = label.Slice(step * labels, labels);
                double weight = classWeights.IsEmpty ? ofExample : ofExample * classWeights[LabelClass.Of(labelOfStep, outputs)];
                if (weight != 0)
                {
                    sum += weight * TLoss.Loss(
                        logits.IsEmpty ? [] : logits.Slice(step * outputs, outputs),
                        output.Slice(step * outputs, outputs),
                        labelSmoothing == 0 ? labelOfStep : Smooth(labelOfStep, labelSmoothing, example.Smoothed[..outputs]));
                    weightSum += weight;
                }
            }
        }

        count = classWeights.IsEmpty ? count : weightSum;
        return count == 0 && a.Columns > 0 ? T.Zero : T.CreateTruncating(sum * TLoss.Weight(outputs) / count);
    }

    private static void Gradient<T>(
        Matrix<T> a, Matrix<T> y, Matrix<T> gradient, ReadOnlySpan<T> weights, int steps, double labelSmoothing, ReadOnlySpan<double> classWeights, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int outputs = a.Rows / steps, labels = y.Rows / steps;
        double factor = scale * TLoss.Weight(outputs) / steps;
        if (labelSmoothing == 0 && classWeights.IsEmpty && InOnePiece(a, y))
        {
            TLoss.Gradient<T>(a.Numbers, y.Numbers, gradient.Numbers);
        }
        else
        {
            double weightSum = 0;
            using var example = new ExampleBuffers<T>(a, y, smooths: labelSmoothing != 0);
            for (int j = 0; j < a.Columns; j++)
            {
                var target = example.Target(gradient, j, 0);
                var output = example.Read(a, j, 1);
                var label = example.Read(y, j, 2);
                for (int step = 0; step < steps; step++)
                {
                    var labelOfStep = label.Slice(step * labels, labels);
                    var derivative = target.Slice(step * outputs, outputs);
                    TLoss.Gradient(
                        output.Slice(step * outputs, outputs),
                        labelSmoothing == 0 ? labelOfStep : Smooth(labelOfStep, labelSmoothing, example.Smoothed[..outputs]),
                        derivative);
                    if (!classWeights.IsEmpty)
                    {
                        double weight = classWeights[LabelClass.Of(labelOfStep, outputs)];
                        weightSum += (weights.IsEmpty ? 1 : double.CreateTruncating(weights[j])) * weight;
                        if (weight == 0)
                        {
                            // Not 0·NaN: what has no weight takes no part.
                            derivative.Clear();
                        }
                        else
                        {
                            TensorPrimitives.Multiply(derivative, T.CreateTruncating(weight), derivative);
                        }
                    }
                }

                ExampleBuffers<T>.Write(target, gradient, j);
            }

            // Σ w takes the place of m·T, and the 1/m stands in the gradients of the parameters.
            factor = classWeights.IsEmpty ? factor : weightSum == 0 ? 0 : scale * TLoss.Weight(outputs) * a.Columns / weightSum;
        }

        if (factor != 1)
        {
            TensorPrimitives.Multiply(gradient.Numbers, T.CreateTruncating(factor), gradient.Numbers);
        }
    }

    private static ReadOnlySpan<T> Smooth<T>(ReadOnlySpan<T> label, double smoothing, Span<T> smoothed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TLoss.Smooth(label, smoothing, smoothed);
        return smoothed;
    }

    /// <summary>Loss and derivative of one output of many examples, in networks that are written out; not for a loss that couples outputs.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="output">The logits z for a loss that includes its output activation, the output a for any other.</param>
    /// <param name="y">The labels.</param>
    /// <param name="present">All bits of the places that hold an example; the others add nothing, whatever they hold.</param>
    /// <param name="weights">The weight of each example.</param>
    /// <param name="gradient">The derivative with respect to <paramref name="output"/>, without the weight of the loss.</param>
    /// <returns>The loss of all examples, summed in double precision in a few places, without the weight of the loss.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Loss<T>(Lanes<T> output, Lanes<T> y, Lanes<T> present, Lanes<T> weights, out Lanes<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var low = TLoss.Loss(output.Low, y.Low, out var lowGradient) & present.Low;
        var high = TLoss.Loss(output.High, y.High, out var highGradient) & present.High;
        gradient = new(weights.Low * (lowGradient & present.Low), weights.High * (highGradient & present.High));
        return Registers.Doubles(weights.Low * low) + Registers.Doubles(weights.High * high);
    }

    /// <summary>J from the losses of a network that is written out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="sum">The loss of all examples, each times its weight, without the weight of the loss.</param>
    /// <param name="outputs">n, the outputs of one example.</param>
    /// <param name="examples">m.</param>
    /// <param name="workspace">The workspace of the step.</param>
    /// <returns>The cost.</returns>
    public static T Mean<T>(double sum, int outputs, int examples, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Accepted(T.CreateTruncating(sum * TLoss.Weight(outputs) / examples), workspace);

    private static T Accepted<T>(T cost, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return !workspace.RefusesNonFiniteCosts || T.IsFinite(cost) ? cost : throw new NonFiniteCostException(double.CreateTruncating(cost));
    }

    /// <summary>Multiplies the derivatives of every example by its weight.</summary>
    private static void Weigh<T>(Matrix<T> gradient, ReadOnlySpan<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (gradient.ColumnStride == 1)
        {
            for (int i = 0; i < gradient.Rows; i++)
            {
                TensorPrimitives.Multiply(gradient.RowSpan(i), weights, gradient.RowSpan(i));
            }

            return;
        }

        for (int j = 0; j < gradient.Columns; j++)
        {
            TensorPrimitives.Multiply(gradient.ColumnSpan(j), weights[j], gradient.ColumnSpan(j));
        }
    }

    /// <summary>Whether output and labels lie in one piece each and in one order, and may be taken so.</summary>
    private static bool InOnePiece<T>(Matrix<T> a, Matrix<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        !TLoss.CouplesUnits
        && ((a.IsContiguousByColumns && y.IsContiguousByColumns)
            || (a.Transpose().IsContiguousByColumns && y.Transpose().IsContiguousByColumns));
}

/// <summary>Gives the columns of matrices as spans: their own memory where a column is contiguous, else a copy in rented memory.</summary>
internal readonly ref struct ExampleBuffers<T>(Matrix<T> a, Matrix<T> y, bool smooths)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[]? rented = HasColumns(a) && HasColumns(y) && !smooths ? null : ArrayPool<T>.Shared.Rent(4 * Math.Max(a.Rows, y.Rows));
    private readonly int size = Math.Max(a.Rows, y.Rows);

    /// <summary>Memory for the labels of an example once they are smoothed.</summary>
    public Span<T> Smoothed => rented.AsSpan(3 * size, size);

    /// <summary>A column; <paramref name="buffer"/> says which of the three copies it may become.</summary>
    public ReadOnlySpan<T> Read(Matrix<T> matrix, int column, int buffer)
    {
        if (HasColumns(matrix))
        {
            return matrix.ColumnSpan(column);
        }

        var copy = rented.AsSpan(buffer * size, matrix.Rows);
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = matrix.At(i, column);
        }

        return copy;
    }

    /// <summary>Where a column is to be written; <see cref="Write"/> brings it to its place.</summary>
    public Span<T> Target(Matrix<T> matrix, int column, int buffer) =>
        HasColumns(matrix) ? matrix.ColumnSpan(column) : rented.AsSpan(buffer * size, matrix.Rows);

    /// <summary>Brings what was written to <see cref="Target"/> to its place.</summary>
    public static void Write(ReadOnlySpan<T> numbers, Matrix<T> matrix, int column)
    {
        if (!HasColumns(matrix))
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                matrix.At(i, column) = numbers[i];
            }
        }
    }

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static bool HasColumns(Matrix<T> matrix) => matrix.RowStride == 1 || matrix.Rows <= 1;
}

/// <summary>A cost is not finite, in a pass that was to stop before it changes anything.</summary>
internal sealed class NonFiniteCostException(double cost) : ArithmeticException
{
    public double Cost => cost;
}
