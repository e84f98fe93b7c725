using DnnGen.Activations;
using DnnGen.Kernels;
using DnnGen.Losses;

namespace DnnGen.Tests.Losses;

/// <summary>The loss of a sequence is the mean of the losses of its steps, in cost and gradient.</summary>
public sealed class SequenceLossTests
{
    private const int Steps = 5, Features = 3, Examples = 4;

    private static readonly double[] Weights = [2, 0.5, 0, 1];

    private static readonly double[] ClassWeights = [1, 0.25, 3];

    [Fact]
    public void Each_step_counts_as_an_example()
    {
        AsExamples<SoftmaxCrossEntropy>(0);
        AsExamples<SoftmaxCrossEntropy>(0.1);
        AsExamples<SigmoidCrossEntropy>(0);
        AsExamples<SigmoidCrossEntropy>(0.3);
        AsExamples<KLDivergence>(0);
        AsExamples<CosineDistance>(0);
        AsExamples<MeanSquaredError>(0);
        AsExamples<MeanAbsoluteError>(0);
        AsExamples<Huber>(0);
        AsExamples<SparseSoftmaxCrossEntropy>(0);
        AsExamples<SparseSoftmaxCrossEntropy>(0.2);

        static void AsExamples<TLoss>(double smoothing)
            where TLoss : struct, ILoss
        {
            var (z, a, y) = Drawn<TLoss>();
            int labels = y.Rows / Steps;
            foreach (double[] classWeights in (double[][])[[], ClassWeights])
            {
                if (classWeights.Length > 0 && (smoothing == 0.3 || !HasClasses<TLoss>()))
                {
                    continue;
                }

                foreach (bool weighed in (bool[])[false, true])
                {
                    var sequences = new Space(Examples);
                    var steps = new Space(Examples * Steps);
                    if (weighed)
                    {
                        sequences.WeighExamples(Matrix<double>.FromExamples(Weights, 1, Examples));
                        steps.WeighExamples(Matrix<double>.FromExamples([.. Weights.SelectMany(weight => Enumerable.Repeat(weight, Steps))], 1, Examples * Steps));
                    }

                    var (zs, outputs, ys) = (PerStep(z, Features), PerStep(a, Features), PerStep(y, labels));
                    Assert.Equal(
                        LossKernel<TLoss>.Cost(zs, outputs, ys, steps, 1, smoothing, classWeights),
                        LossKernel<TLoss>.Cost(z, a, y, sequences, Steps, smoothing, classWeights),
                        1e-13);

                    var expected = Matrix<double>.Zeros(Features, Examples * Steps);
                    LossKernel<TLoss>.Gradient(outputs, ys, expected, steps, 1, smoothing, classWeights);
                    foreach (bool transposed in (bool[])[false, true])
                    {
                        // Labels that lie as the user's matrix does, step by step or example by example.
                        var labelsAsTheyLie = transposed ? y.Transpose().Copy().Transpose() : y;
                        var gradient = Matrix<double>.Zeros(Features * Steps, Examples);
                        LossKernel<TLoss>.Gradient(a, labelsAsTheyLie, gradient, sequences, Steps, smoothing, classWeights);

                        // The 1/m of m·T examples is the 1/m of m sequences and the 1/T of their steps.
                        Check.Close((1.0 / Steps) * expected, PerStep(gradient, Features), 1e-13);
                    }
                }
            }
        }
    }

    [Fact]
    public void Classes_without_weight_take_no_part_and_nothing_at_all_costs_nothing()
    {
        var (z, a, y) = Drawn<SparseSoftmaxCrossEntropy>();
        var space = new Space(Examples);
        var gradient = Matrix<double>.Zeros(Features * Steps, Examples);
        Assert.Equal(0, LossKernel<SparseSoftmaxCrossEntropy>.Cost(z, a, y, space, Steps, 0, [0, 0, 0]));
        LossKernel<SparseSoftmaxCrossEntropy>.Gradient(a, y, gradient, space, Steps, 0, [0, 0, 0]);
        Check.Close(Matrix<double>.Zeros(Features * Steps, Examples), gradient, 0);
    }

    private static bool HasClasses<TLoss>() =>
        typeof(TLoss) == typeof(SoftmaxCrossEntropy) || typeof(TLoss) == typeof(SparseSoftmaxCrossEntropy) || typeof(TLoss) == typeof(KLDivergence);

    private static Matrix<double> PerStep(Matrix<double> matrix, int rows) =>
        Matrix<double>.FromExamples([.. Enumerable.Range(0, matrix.Columns).SelectMany(j => Enumerable.Range(0, matrix.Rows).Select(i => matrix[i, j]))], rows, Steps * Examples);

    private static (Matrix<double> Z, Matrix<double> A, Matrix<double> Y) Drawn<TLoss>()
        where TLoss : struct, ILoss
    {
        var random = new SeededRandom(5);
        double[] z = [.. Enumerable.Range(0, Steps * Features * Examples).Select(_ => random.NextNormal())];
        double[] a = [.. z], y = new double[z.Length];
        for (int start = 0; start < z.Length; start += Features)
        {
            if (typeof(TLoss) == typeof(SoftmaxCrossEntropy) || typeof(TLoss) == typeof(SparseSoftmaxCrossEntropy))
            {
                Softmax.Forward<double>(z.AsSpan(start, Features), a.AsSpan(start, Features));
            }
            else if (typeof(TLoss) == typeof(SigmoidCrossEntropy))
            {
                Sigmoid.Forward<double>(z.AsSpan(start, Features), a.AsSpan(start, Features));
            }

            y[start + (start / Features * 7 % Features)] = 1;
        }

        return (
            Matrix<double>.FromExamples(z, Steps * Features, Examples),
            Matrix<double>.FromExamples(a, Steps * Features, Examples),
            TLoss.Labels(Features) == 1
                ? Matrix<double>.FromExamples([.. Enumerable.Range(0, Steps * Examples).Select(step => (double)(step * 7 % Features))], Steps, Examples)
                : Matrix<double>.FromExamples(y, Steps * Features, Examples));
    }

    /// <summary>A workspace of no network: it has weights and nothing else.</summary>
    private sealed class Space(int batchSize) : Workspace<double>(batchSize, numbersPerExample: 1)
    {
        public override ParameterSet<double> ParameterGradients => throw new NotSupportedException();
    }
}
