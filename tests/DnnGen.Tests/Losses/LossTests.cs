using System.Numerics;
using System.Numerics.Tensors;

using DnnGen.Activations;
using DnnGen.Losses;

namespace DnnGen.Tests.Losses;

public sealed class LossTests
{
    [SkippableTheory]
    [InlineData("binary_cross_entropy_logits")]
    [InlineData("categorical_cross_entropy_logits")]
    [InlineData("mean_squared_error")]
    public void Agrees_with_the_golden_cost_and_gradient(string name)
    {
        var entry = Golden.Open("layers.json").GetProperty("losses").Named(name);
        double[] prediction = entry.Numbers("prediction"), target = entry.Numbers("target"), gradient = entry.Numbers("gradient");
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
                    "binary_cross_entropy_logits" => Take<T, Sigmoid, SigmoidCrossEntropy>(z, y, result, start, outputs),
                    "categorical_cross_entropy_logits" => Take<T, Softmax, SoftmaxCrossEntropy>(z, y, result, start, outputs),
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

    [Fact]
    public void NaN_in_the_logits_is_not_hidden()
    {
        Assert.Equal(double.NaN, SigmoidCrossEntropy.Loss<double>([double.NaN, 0], [double.NaN, 0.5], [0, 0]));
        Assert.Equal(double.NaN, SoftmaxCrossEntropy.Loss<double>([double.NaN, 0], [double.NaN, double.NaN], [0, 0]));
        Assert.Equal(double.NaN, MeanSquaredError.Loss<double>([], [double.NaN, 0], [0, 0]));
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
