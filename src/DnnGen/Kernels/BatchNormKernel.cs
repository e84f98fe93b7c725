using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>
/// Batch normalization: forward, and the derivatives beside it. Each channel is computed alone, over all examples in their
/// order; the steps of a sequence count as examples do. For generated code, which checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class BatchNormKernel<TShape>
    where TShape : struct, INormShape
{
    /// <summary>What one number of one example costs, in multiply-adds.</summary>
    private const int Cost = 4;

    /// <summary>
    /// Forward: A = γ·(A_prev − μ)/σ + β with σ = √(variance + ε), of the batch or, in a prediction, as noted. A training pass
    /// notes running := (1 − momentum)·running + momentum·batch.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="scale">γ, (channels × 1).</param>
    /// <param name="shift">β, (channels × 1).</param>
    /// <param name="runningMean">The running mean, (channels × 1).</param>
    /// <param name="runningVariance">The running variance, (channels × 1).</param>
    /// <param name="momentum">The weight of a batch in them.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="statistics">Receives μ and 1/σ, (channels × 2).</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(
        Workspace<T> workspace, Matrix<T> scale, Matrix<T> shift, Matrix<T> runningMean, Matrix<T> runningVariance, double momentum, double epsilon, Matrix<T> statistics, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ExampleLoop.Run(
            new ForwardWork<T>(workspace.Mode, scale, shift, runningMean, runningVariance, momentum, epsilon, statistics, input, a),
            TShape.Channels,
            (long)Cost * a.Rows / TShape.Channels * a.Columns);
    }

    /// <summary>Forward of a frozen layer, in training too: A = γ·(A_prev − μ)/σ + β with μ and σ² as noted, which stay as they are.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ, (channels × 1).</param>
    /// <param name="shift">β, (channels × 1).</param>
    /// <param name="runningMean">The running mean, (channels × 1).</param>
    /// <param name="runningVariance">The running variance, (channels × 1).</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void ForwardFrozen<T>(Matrix<T> scale, Matrix<T> shift, Matrix<T> runningMean, Matrix<T> runningVariance, double epsilon, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ExampleLoop.Run(new AffineWork<T>(scale, shift, runningMean, runningVariance, epsilon, input, a), TShape.Channels, (long)a.Rows / TShape.Channels * a.Columns);

    /// <summary>Backward of a frozen layer: dA_prev = γ/σ·dA, in place, with σ² as noted; γ and β have no gradient.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ.</param>
    /// <param name="runningVariance">The running variance.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    public static void InputGradient<T>(Matrix<T> scale, Matrix<T> runningVariance, double epsilon, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ExampleLoop.Run(new AffineWork<T>(scale, default, default, runningVariance, epsilon, gradient, gradient), TShape.Channels, (long)gradient.Rows / TShape.Channels * gradient.Columns);

    /// <summary>Forward for one example, with what training has noted.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">γ and then β.</param>
    /// <param name="statistics">The running mean and then the running variance.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">One example.</param>
    /// <param name="a">Receives the outputs.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> statistics, double epsilon, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; c < TShape.Channels; c++)
        {
            var (factor, summand) = Line(statistics[c], Inverse(statistics[TShape.Channels + c], epsilon), parameters[c], parameters[TShape.Channels + c]);
            if (TShape.Pixels == 1)
            {
                for (int place = c; place < input.Length; place += TShape.Channels)
                {
                    a[place] = (input[place] * factor) + summand;
                }

                continue;
            }

            Affine.Apply(input.Slice(c * TShape.Pixels, TShape.Pixels), factor, summand, a.Slice(c * TShape.Pixels, TShape.Pixels));
        }
    }

    /// <summary>
    /// Backward: with x̂ = (A_prev − μ)/σ, dγ = 1/m·Σ dA ∘ x̂ and dβ = 1/m·Σ dA; dA_prev = γ/σ·(dA − mean of dA − x̂·mean of dA ∘ x̂), in
    /// place. Where the statistics are the noted ones, they do not depend on A_prev, and dA_prev = γ/σ·dA.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="scale">γ.</param>
    /// <param name="statistics">μ and 1/σ, as <c>Forward</c> left them.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    /// <param name="dScale">Receives dγ.</param>
    /// <param name="dShift">Receives dβ.</param>
    public static void Backward<T>(Workspace<T> workspace, Matrix<T> scale, Matrix<T> statistics, Matrix<T> input, Matrix<T> gradient, Matrix<T> dScale, Matrix<T> dShift)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(workspace, scale, statistics, input, gradient, dScale, dShift, T.Zero, T.One / T.CreateTruncating(gradient.Columns));

    /// <summary>Backward, and γ := γ − α·dγ, β := β − α·dβ after it; neither gradient is stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="statistics">μ and 1/σ, as <c>Forward</c> left them.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="scale">γ, to be updated.</param>
    /// <param name="shift">β, to be updated.</param>
    public static void BackwardAndUpdate<T>(Workspace<T> workspace, Matrix<T> statistics, Matrix<T> input, Matrix<T> gradient, T learningRate, Matrix<T> scale, Matrix<T> shift)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(workspace, scale, statistics, input, gradient, scale, shift, T.One, -learningRate / T.CreateTruncating(gradient.Columns));

    private static void Backward<T>(
        Workspace<T> workspace, Matrix<T> scale, Matrix<T> statistics, Matrix<T> input, Matrix<T> gradient, Matrix<T> scaleResult, Matrix<T> shiftResult, T keep, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ExampleLoop.Run(
            new BackwardWork<T>(workspace.Mode, scale, statistics, input, gradient, scaleResult, shiftResult, keep, factor),
            TShape.Channels,
            (long)Cost * gradient.Rows / TShape.Channels * gradient.Columns);
    }

    private static T Inverse<T>(T variance, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T> => T.One / T.Sqrt(variance + T.CreateTruncating(epsilon));

    /// <summary>γ·(x − μ)/σ + β as factor·x + summand.</summary>
    private static (T Factor, T Summand) Line<T>(T mean, T inverse, T scale, T shift)
        where T : unmanaged, IFloatingPointIeee754<T> => (scale * inverse, shift - (mean * scale * inverse));

    /// <summary>γ·(x − μ)/σ + β of one channel; where there is no shift, γ/σ·x.</summary>
    private readonly struct AffineWork<T>(
        Matrix<T> scale, Matrix<T> shift, Matrix<T> runningMean, Matrix<T> runningVariance, double epsilon, Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int channel)
        {
            T inverse = Inverse(runningVariance.At(channel, 0), epsilon);
            var (factor, summand) = shift.Rows == 0
                ? (scale.At(channel, 0) * inverse, T.Zero)
                : Line(runningMean.At(channel, 0), inverse, scale.At(channel, 0), shift.At(channel, 0));
            for (int j = 0; j < a.Columns; j++)
            {
                if (TShape.Pixels == 1)
                {
                    for (int place = channel; place < a.Rows; place += TShape.Channels)
                    {
                        a.At(place, j) = (input.At(place, j) * factor) + summand;
                    }

                    continue;
                }

                Affine.Apply(input.Example(j).Slice(channel * TShape.Pixels, TShape.Pixels), factor, summand, a.ColumnSpan(j).Slice(channel * TShape.Pixels, TShape.Pixels));
            }
        }
    }

    private readonly struct ForwardWork<T>(
        PassMode mode, Matrix<T> scale, Matrix<T> shift, Matrix<T> runningMean, Matrix<T> runningVariance, double momentum, double epsilon, Matrix<T> statistics, Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int channel)
        {
            T mean = runningMean.At(channel, 0), variance = runningVariance.At(channel, 0);
            if (mode != PassMode.Prediction)
            {
                (mean, variance) = OfBatch(channel, out double count);
                if (mode == PassMode.Training)
                {
                    T weight = T.CreateTruncating(momentum), unbiased = T.CreateTruncating(count / Math.Max(count - 1, 1));
                    runningMean.At(channel, 0) += weight * (mean - runningMean.At(channel, 0));
                    runningVariance.At(channel, 0) += weight * ((variance * unbiased) - runningVariance.At(channel, 0));
                }
            }

            T inverse = Inverse(variance, epsilon);
            (statistics.At(channel, 0), statistics.At(channel, 1)) = (mean, inverse);
            var (factor, summand) = Line(mean, inverse, scale.At(channel, 0), shift.At(channel, 0));
            for (int j = 0; j < a.Columns; j++)
            {
                if (TShape.Pixels == 1)
                {
                    for (int place = channel; place < a.Rows; place += TShape.Channels)
                    {
                        a.At(place, j) = (input.At(place, j) * factor) + summand;
                    }

                    continue;
                }

                var target = a.ColumnSpan(j).Slice(channel * TShape.Pixels, TShape.Pixels);
                Affine.Apply(input.Example(j).Slice(channel * TShape.Pixels, TShape.Pixels), factor, summand, target);
            }
        }

        /// <summary>Mean and variance of a channel, in two passes, summed in double.</summary>
        private (T Mean, T Variance) OfBatch(int channel, out double count)
        {
            count = (double)(input.Rows / TShape.Channels) * input.Columns;
            double sum = 0;
            for (int j = 0; j < input.Columns; j++)
            {
                if (TShape.Pixels == 1)
                {
                    for (int place = channel; place < input.Rows; place += TShape.Channels)
                    {
                        sum += double.CreateTruncating(input.At(place, j));
                    }

                    continue;
                }

                sum += double.CreateTruncating(TensorPrimitives.Sum(input.Example(j).Slice(channel * TShape.Pixels, TShape.Pixels)));
            }

            T mean = T.CreateTruncating(sum / count);
            double squares = 0;
            for (int j = 0; j < input.Columns; j++)
            {
                if (TShape.Pixels == 1)
                {
                    for (int place = channel; place < input.Rows; place += TShape.Channels)
                    {
                        T distance = input.At(place, j) - mean;
                        squares += double.CreateTruncating(distance * distance);
                    }

                    continue;
                }

                // The output is written afterwards; until then it is a place for the distances.
                var distances = a.ColumnSpan(j).Slice(channel * TShape.Pixels, TShape.Pixels);
                TensorPrimitives.Subtract(input.Example(j).Slice(channel * TShape.Pixels, TShape.Pixels), mean, distances);
                squares += double.CreateTruncating(TensorPrimitives.SumOfSquares<T>(distances));
            }

            return (mean, T.CreateTruncating(squares / count));
        }
    }

    private readonly struct BackwardWork<T>(
        PassMode mode, Matrix<T> scale, Matrix<T> statistics, Matrix<T> input, Matrix<T> gradient, Matrix<T> scaleResult, Matrix<T> shiftResult, T keep, T factor) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int channel)
        {
            T mean = statistics.At(channel, 0), inverse = statistics.At(channel, 1), gamma = scale.At(channel, 0);
            double products = 0, sum = 0;
            for (int j = 0; j < gradient.Columns; j++)
            {
                if (TShape.Pixels == 1)
                {
                    for (int place = channel; place < gradient.Rows; place += TShape.Channels)
                    {
                        T g = gradient.At(place, j);
                        sum += double.CreateTruncating(g);
                        products += double.CreateTruncating(g * (input.At(place, j) - mean));
                    }

                    continue;
                }

                ReadOnlySpan<T> gradients = gradient.ColumnSpan(j).Slice(channel * TShape.Pixels, TShape.Pixels);
                T part = TensorPrimitives.Sum(gradients);
                sum += double.CreateTruncating(part);
                products += double.CreateTruncating(TensorPrimitives.Dot(gradients, input.Example(j).Slice(channel * TShape.Pixels, TShape.Pixels)) - (mean * part));
            }

            T dScale = T.CreateTruncating(products) * inverse, dShift = T.CreateTruncating(sum);
            T share = mode == PassMode.Prediction ? T.Zero : T.One / T.CreateTruncating((double)(gradient.Rows / TShape.Channels) * gradient.Columns);

            // dA_prev = γ/σ·dA − γ/σ·share·(dβ + x̂·dγ) as outer·dA + slope·A_prev + constant
            T outer = gamma * inverse, slope = -outer * share * dScale * inverse, constant = (-outer * share * dShift) - (slope * mean);
            for (int j = 0; j < gradient.Columns; j++)
            {
                if (TShape.Pixels == 1)
                {
                    for (int place = channel; place < gradient.Rows; place += TShape.Channels)
                    {
                        ref T g = ref gradient.At(place, j);
                        g = (outer * g) + (slope * input.At(place, j)) + constant;
                    }

                    continue;
                }

                var gradients = gradient.ColumnSpan(j).Slice(channel * TShape.Pixels, TShape.Pixels);
                Affine.Apply(gradients, outer, constant, gradients);
                TensorPrimitives.MultiplyAdd(input.Example(j).Slice(channel * TShape.Pixels, TShape.Pixels), slope, gradients, gradients);
            }

            scaleResult.At(channel, 0) = (keep * scaleResult.At(channel, 0)) + (factor * dScale);
            shiftResult.At(channel, 0) = (keep * shiftResult.At(channel, 0)) + (factor * dShift);
        }
    }
}
