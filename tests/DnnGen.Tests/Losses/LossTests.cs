using System.Numerics;
using System.Numerics.Tensors;

using DnnGen.Activations;
using DnnGen.Losses;

namespace DnnGen.Tests.Losses;

public sealed class LossTests
{
    [SkippableTheory]
    [InlineData("binary_cross_entropy")]
    [InlineData("binary_cross_entropy_logits")]
    [InlineData("categorical_cross_entropy_logits")]
    [InlineData("mean_squared_error")]
    [InlineData("mean_absolute_error")]
    [InlineData("huber")]
    [InlineData("hinge")]
    [InlineData("kl_divergence_log_input")]
    [InlineData("cosine_embedding")]
    public void Agrees_with_the_golden_cost_and_gradient(string name)
    {
        var entry = Golden.Open("layers.json").GetProperty("losses").Named(name);
        double[] prediction = entry.Numbers("prediction"), target = entry.Numbers("target"), gradient = entry.Numbers("gradient");

        // The golden labels of the hinge are 0 and 1, drawn apart to −1 and 1 before the loss is taken.
        target = name == "hinge" ? [.. target.Select(label => (2 * label) - 1)] : target;
        int examples = entry.GetProperty("batch").GetInt32();
        double cost = entry.GetProperty("cost").GetDouble();
        Compare<double>(1e-12);
        Compare<float>(1e-5);

        void Compare<T>(double tolerance)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] z = Convert<T>(prediction), y = Convert<T>(target), result = new T[z.Length];
            int outputs = z.Length / examples;
            double sum = 0;
            for (int start = 0; start < z.Length; start += outputs)
            {
                sum += name switch
                {
                    "binary_cross_entropy" => Take<T, Identity, BinaryCrossEntropy>(z, y, result, start, outputs),
                    "binary_cross_entropy_logits" => Take<T, Sigmoid, SigmoidCrossEntropy>(z, y, result, start, outputs),
                    "categorical_cross_entropy_logits" => Take<T, Softmax, SoftmaxCrossEntropy>(z, y, result, start, outputs),
                    "mean_absolute_error" => Take<T, Identity, MeanAbsoluteError>(z, y, result, start, outputs),
                    "huber" => Take<T, Identity, Huber>(z, y, result, start, outputs),
                    "hinge" => Take<T, Identity, Hinge>(z, y, result, start, outputs),
                    "kl_divergence_log_input" => Take<T, Identity, KLDivergence>(z, y, result, start, outputs),
                    "cosine_embedding" => Take<T, Identity, CosineDistance>(z, y, result, start, outputs),
                    _ => Take<T, Identity, MeanSquaredError>(z, y, result, start, outputs),
                };
            }

            Check.Close<double>([cost], [sum / examples], tolerance);

            // The golden gradient is that of the mean over the examples.
            Check.Close<T>([.. gradient.Select(value => value * examples)], result, tolerance);
        }
    }

    [Fact]
    public void The_gradient_is_the_derivative_of_the_loss_for_any_labels()
    {
        var random = new SeededRandom(11);
        foreach (int outputs in (int[])[1, 2, 3, 8, 9, 17])
        {
            double[] z = Draw(outputs), y = Draw(outputs), gradient = new double[outputs];
            Derive<Sigmoid, SigmoidCrossEntropy>();
            Derive<Softmax, SoftmaxCrossEntropy>();
            Derive<Identity, MeanSquaredError>();
            Derive<Identity, MeanAbsoluteError>();
            Derive<Identity, Huber>();
            Derive<Identity, CosineDistance>();
            y = [.. y.Select(label => label < 0 ? -1.0 : 1.0)];
            Derive<Identity, Hinge>();
            y = [.. y.Select(label => label < 0 ? 0 : random.NextUniform())];
            Derive<Identity, KLDivergence>();
            z = [.. z.Select(_ => 0.1 + (0.8 * random.NextUniform()))];
            Derive<Identity, BinaryCrossEntropy>();

            void Derive<TActivation, TLoss>()
                where TActivation : struct, IActivation
                where TLoss : struct, ILoss
            {
                TLoss.Gradient<double>(Activate<double, TActivation>(z), y, gradient);
                for (int i = 0; i < outputs; i++)
                {
                    const double step = 1e-5;
                    double[] up = [.. z], down = [.. z];
                    up[i] += step;
                    down[i] -= step;
                    double difference =
                        (TLoss.Loss<double>(up, Activate<double, TActivation>(up), y) - TLoss.Loss<double>(down, Activate<double, TActivation>(down), y))
                        / (2 * step);
                    Assert.Equal(difference, gradient[i], 1e-7);
                }
            }

            double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
        }
    }

    [Fact]
    public void Cross_entropies_equal_the_formula_where_it_is_finite()
    {
        double[] z = [0.3, -1.7, 2.2], y = [1, 0, 0.25];
        double[] a = Activate<double, Sigmoid>(z), p = Activate<double, Softmax>(z);
        double binary = -a.Zip(y, (ai, yi) => (yi * Math.Log(ai)) + ((1 - yi) * Math.Log(1 - ai))).Sum();
        double categorical = -p.Zip(y, (pi, yi) => yi * Math.Log(pi)).Sum();
        Assert.Equal(binary, SigmoidCrossEntropy.Loss<double>(z, a, y), 1e-14);
        Assert.Equal(categorical, SoftmaxCrossEntropy.Loss<double>(z, p, y), 1e-14);
    }

    [Fact]
    public void Cross_entropies_stay_finite_for_logits_that_saturate()
    {
        Assert.Equal(2000, SigmoidCrossEntropy.Loss<float>([1000f, -1000f], [1f, 0f], [0f, 1f]));
        Assert.Equal(0, SigmoidCrossEntropy.Loss<float>([1000f, -1000f], [1f, 0f], [1f, 0f]));
        Assert.Equal(2000, SoftmaxCrossEntropy.Loss<float>([1000f, -1000f], [1f, 0f], [0f, 1f]));
        Assert.Equal(0, SoftmaxCrossEntropy.Loss<float>([1000f, float.NegativeInfinity], [1f, 0f], [1f, 0f]));
    }

    /// <summary>As PyTorch has it: a logarithm is at least −100, and a·(1 − a) at least 10⁻¹².</summary>
    [Fact]
    public void Probabilities_of_zero_and_one_have_a_finite_cross_entropy()
    {
        float[] a = [0, 1, 0, 1, 1.0000001f, -1e-8f], y = [0, 1, 1, 0, 1, 0], gradient = new float[6];
        Assert.Equal(200, BinaryCrossEntropy.Loss<float>([], a, y), 1e-6);
        BinaryCrossEntropy.Gradient<float>(a, y, gradient);
        Assert.Equal([0, 0, -1e12f, 1e12f], gradient[..4]);
        Assert.All(gradient, number => Assert.True(float.IsFinite(number)));
    }

    [Fact]
    public void NaN_in_the_logits_is_not_hidden()
    {
        Assert.Equal(double.NaN, BinaryCrossEntropy.Loss<double>([], [double.NaN, 0.5], [0, 0]));
        Assert.Equal(double.NaN, SigmoidCrossEntropy.Loss<double>([double.NaN, 0], [double.NaN, 0.5], [0, 0]));
        Assert.Equal(double.NaN, SoftmaxCrossEntropy.Loss<double>([double.NaN, 0], [double.NaN, double.NaN], [0, 0]));
        Assert.Equal(double.NaN, MeanSquaredError.Loss<double>([], [double.NaN, 0], [0, 0]));
        Assert.Equal(double.NaN, MeanAbsoluteError.Loss<double>([], [double.NaN, 0], [0, 0]));
        Assert.Equal(double.NaN, Huber.Loss<double>([], [double.NaN, 0], [0, 0]));
        Assert.Equal(double.NaN, Hinge.Loss<double>([], [double.NaN, 0], [1, 1]));
        Assert.Equal(double.NaN, KLDivergence.Loss<double>([], [double.NaN, 0], [0, 1]));
        Assert.Equal(double.NaN, CosineDistance.Loss<double>([], [double.NaN, 0], [1, 1]));
        double[] gradient = new double[2];
        MeanAbsoluteError.Gradient<double>([double.NaN, 0], [0, 0], gradient);
        Assert.Equal([double.NaN, 0], gradient);
        Huber.Gradient<double>([double.NaN, 0], [0, 0], gradient);
        Assert.Equal([double.NaN, 0], gradient);
        Hinge.Gradient<double>([double.NaN, 0], [1, 1], gradient);
        Assert.Equal([double.NaN, -1], gradient);
        CosineDistance.Gradient<double>([double.NaN, 0], [0, 0], gradient);
        Assert.Equal([double.NaN, double.NaN], gradient);
    }

    [Fact]
    public void A_margin_of_one_and_more_costs_nothing_and_pulls_nowhere()
    {
        Assert.Equal(0, Hinge.Loss<double>([], [1, -1, 7, double.NegativeInfinity], [1, -1, 1, -1]));
        Assert.Equal(3.5, Hinge.Loss<double>([], [-1, -0.5, 1], [1, -1, 1]) + 1);
        double[] gradient = new double[3];
        Hinge.Gradient<double>([1, 0.5, 0.5], [1, 1, -1], gradient);
        Assert.Equal([0, -1, 1], gradient);
    }

    [Fact]
    public void The_divergence_of_labels_from_themselves_is_zero_and_a_label_of_zero_costs_nothing()
    {
        double[] y = [0.2, 0.5, 0.3, 0], a = [Math.Log(0.2), Math.Log(0.5), Math.Log(0.3), double.NegativeInfinity];
        Assert.Equal(0, KLDivergence.Loss<double>([], a, y), 1e-15);

        // Of one class it is the categorical cross-entropy.
        double[] z = [0.3, -1.7, 2.2];
        Assert.Equal(
            SoftmaxCrossEntropy.Loss<double>(z, Activate<double, Softmax>(z), [0, 1, 0]),
            KLDivergence.Loss<double>([], Activate<double, LogSoftmax>(z), [0, 1, 0]),
            1e-14);
    }

    [Fact]
    public void The_cosine_sees_directions_alone_and_a_zero_has_none()
    {
        Assert.Equal(0, CosineDistance.Loss<double>([], [1, 2, 3], [2, 4, 6]), 1e-15);
        Assert.Equal(2, CosineDistance.Loss<float>([], [1, 2, 3], [-2, -4, -6]), 1e-15);
        Assert.Equal(1, CosineDistance.Loss<double>([], [1, 0], [0, 5]));
        Assert.Equal(1, CosineDistance.Loss<double>([], [0, 0], [0, 5]));
        Assert.Equal(0, CosineDistance.Loss<double>([], [1e-120, 0], [1e-150, 0]), 1e-15);
        double[] gradient = [9, 9];
        CosineDistance.Gradient<double>([0, 0], [0, 5], gradient);
        Assert.Equal([0, 0], gradient);
        CosineDistance.Gradient<double>([3, 4], [6, 8], gradient);
        Check.Close<double>([0, 0], gradient, 1e-15);
    }

    [Fact]
    public void The_losses_of_one_output_by_itself_give_the_same_bits_alone()
    {
        Alone<MeanAbsoluteError>();
        Alone<Huber>();
        Alone<Hinge>();

        static void Alone<TLoss>()
            where TLoss : struct, ILoss
        {
            float[] a = [.. Enumerable.Range(0, 37).Select(i => (i * 0.17f) - 3)], y = [.. a.Select(x => x > 1 ? 1f : -1f)];
            float[] together = new float[37], alone = new float[37];
            TLoss.Gradient<float>(a, y, together);
            for (int i = 0; i < a.Length; i++)
            {
                TLoss.Gradient<float>(a.AsSpan(i, 1), y.AsSpan(i, 1), alone.AsSpan(i, 1));
            }

            Assert.Equal(together, alone);
        }
    }

    private static T[] Convert<T>(double[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. numbers.Select(T.CreateTruncating)];

    private static T[] Activate<T, TActivation>(T[] z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        var a = new T[z.Length];
        TActivation.Forward<T>(z, a);
        return a;
    }

    private static double Take<T, TActivation, TLoss>(T[] z, T[] y, T[] gradient, int start, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
        where TLoss : struct, ILoss
    {
        T[] logits = z[start..(start + outputs)], labels = y[start..(start + outputs)], a = Activate<T, TActivation>(logits);
        TLoss.Gradient<T>(a, labels, gradient.AsSpan(start, outputs));
        TensorPrimitives.Multiply(gradient.AsSpan(start, outputs), T.CreateTruncating(TLoss.Weight(outputs)), gradient.AsSpan(start, outputs));
        return TLoss.Loss<T>(logits, a, labels) * TLoss.Weight(outputs);
    }
}
