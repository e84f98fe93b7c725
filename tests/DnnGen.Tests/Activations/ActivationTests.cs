using System.Numerics;

using DnnGen.Activations;

namespace DnnGen.Tests.Activations;

public sealed class ActivationTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 127, 128, 129, 1000];

    /// <summary>What a test calls on an activation, so that one theory serves all of them.</summary>
    private interface IFunction
    {
        bool CouplesUnits { get; }

        bool NeedsPreActivation { get; }

        void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
            where T : unmanaged, IFloatingPointIeee754<T>;

        void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    public static TheoryData<string> All => ["Identity", "ReLU", "LeakyReLU", "Tanh", "Sigmoid", "Softmax", "GELU"];

    [SkippableTheory]
    [InlineData("activation_relu", "ReLU")]
    [InlineData("activation_leaky_relu", "LeakyReLU")]
    [InlineData("activation_tanh", "Tanh")]
    [InlineData("activation_sigmoid", "Sigmoid")]
    [InlineData("activation_softmax", "Softmax")]
    [InlineData("activation_gelu_erf", "GELU")]
    public void Agrees_with_the_golden_layer_forward_and_backward(string golden, string name)
    {
        var entry = Golden.Open("layers.json").GetProperty("layers").Named(golden);
        double[] x = entry.Numbers("x"), y = entry.Numbers("y"), dy = entry.Numbers("dy"), dx = entry.Numbers("dx");
        int units = entry.GetProperty("input_shape")[0].GetInt32();
        Compare<double>(x, y, [.. dy], dx, 1e-12);
        Compare([.. x.Select(v => (float)v)], y, [.. dy.Select(v => (float)v)], dx, 2e-6);

        void Compare<T>(T[] z, double[] activations, T[] gradients, double[] expected, double tolerance)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var function = Function(name);
            var a = new T[z.Length];
            for (int start = 0; start < z.Length; start += units)
            {
                function.Forward<T>(z.AsSpan(start, units), a.AsSpan(start, units));
                function.Backward<T>(z.AsSpan(start, units), a.AsSpan(start, units), gradients.AsSpan(start, units));
            }

            Check.Close<T>(activations, a, tolerance);
            Check.Close<T>(expected, gradients, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Backward_is_the_derivative_of_forward_for_every_length(string name)
    {
        var function = Function(name);
        const double step = 1e-5;
        foreach (int length in Lengths.Where(length => length <= 129))
        {
            double[] z = Numbers(length, 1), weights = Numbers(length, 2);

            // The derivative of Σ wᵢ·g(z)ᵢ; no z lies near the kink of a ReLU.
            double[] a = Forward(z), gradient = [.. weights];
            function.Backward<double>(z, a, gradient);
            for (int i = 0; i < length; i++)
            {
                double difference = (Weighted(i, step) - Weighted(i, -step)) / (2 * step);
                Assert.InRange(gradient[i] - difference, -1e-8, 1e-8);
            }

            double Weighted(int i, double by)
            {
                double[] moved = [.. z];
                moved[i] += by;
                return Forward(moved).Zip(weights, (value, weight) => value * weight).Sum();
            }
        }

        double[] Forward(double[] z)
        {
            double[] a = new double[z.Length];
            function.Forward<double>(z, a);
            return a;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Backward_works_from_the_activation_alone_unless_it_says_otherwise(string name)
    {
        var function = Function(name);
        Assert.Equal(name == "GELU", function.NeedsPreActivation);
        Assert.Equal(name == "Softmax", function.CouplesUnits);
        if (!function.NeedsPreActivation)
        {
            double[] z = Numbers(19, 3), a = new double[19], with = Numbers(19, 4), without = Numbers(19, 4);
            function.Forward<double>(z, a);
            function.Backward<double>(z, a, with);
            function.Backward<double>([], a, without);
            Assert.Equal(with, without);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Forward_in_place_gives_the_same_bits(string name)
    {
        foreach (int length in Lengths)
        {
            float[] z = [.. Numbers(length, 5).Select(v => (float)v)], a = new float[length];
            Function(name).Forward<float>(z, a);
            Function(name).Forward<float>(z, z);
            Assert.Equal(a, z);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NaN_comes_out_where_NaN_goes_in(string name)
    {
        foreach (int length in Lengths.Where(length => length > 0))
        {
            double[] z = Numbers(length, 6), a = new double[length], gradient = Numbers(length, 7);
            int place = length / 2;
            z[place] = double.NaN;
            Function(name).Forward<double>(z, a);
            Assert.True(double.IsNaN(a[place]));
            gradient[place] = double.NaN;
            z[place] = 1;
            Function(name).Forward<double>(z, a);
            Function(name).Backward<double>(z, a, gradient);
            Assert.True(double.IsNaN(gradient[place]));
        }
    }

    [Theory]
    [InlineData("Identity", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("ReLU", 0, double.PositiveInfinity)]
    [InlineData("LeakyReLU", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("Tanh", -1, 1)]
    [InlineData("Sigmoid", 0, 1)]
    [InlineData("GELU", 0, double.PositiveInfinity)]
    public void Infinities_give_the_limits(string name, double below, double above)
    {
        double[] a = new double[9];
        Function(name).Forward<double>([.. Enumerable.Repeat(double.NegativeInfinity, 9)], a);
        Assert.All(a, value => Assert.Equal(below, value + 0.0));
        Function(name).Forward<double>([.. Enumerable.Repeat(double.PositiveInfinity, 9)], a);
        Assert.All(a, value => Assert.Equal(above, value));
    }

    [Fact]
    public void Gradient_of_a_gelu_at_the_infinities_is_zero_and_one()
    {
        double[] gradient = [1, 1];
        GELU.Backward<double>([double.NegativeInfinity, double.PositiveInfinity], [0, double.PositiveInfinity], gradient);
        Assert.Equal([0, 1], gradient);
    }

    [Fact]
    public void Relu_backward_drops_even_an_infinite_gradient_where_the_unit_is_off()
    {
        foreach (int length in Lengths)
        {
            double[] gradient = [.. Enumerable.Repeat(double.PositiveInfinity, length)];
            ReLU.Backward<double>([], new double[length], gradient);
            Assert.All(gradient, value => Assert.Equal(0.0, value));
        }
    }

    [Fact]
    public void Softmax_of_large_logits_neither_overflows_nor_loses_its_sum()
    {
        float[] a = new float[3];
        Softmax.Forward<float>([1e30f, 1e30f, -1e30f], a);
        Assert.Equal([0.5f, 0.5f, 0f], a);
        Softmax.Forward<float>([-1e30f, -1e30f, -1e30f], a);
        Assert.Equal(1, a.Sum(), 1e-6);
    }

    [Fact]
    public void Tanh_is_right_to_the_last_digits_from_tiny_to_large()
    {
        double[] z = [.. Enumerable.Range(0, 400).Select(i => Math.Pow(10, -20 + (i * 0.055))).SelectMany(x => (double[])[x, -x])];
        double[] a = new double[z.Length];
        Tanh.Forward<double>(z, a);
        float[] single = [.. z.Select(x => (float)x)], b = new float[z.Length];
        Tanh.Forward<float>(single, b);
        for (int i = 0; i < z.Length; i++)
        {
            Assert.InRange(a[i] / Math.Tanh(z[i]), 1 - 2e-15, 1 + 2e-15);
            Assert.InRange(b[i] / Math.Tanh(single[i]), 1 - 1e-6, 1 + 1e-6);
        }
    }

    [Theory]
    [InlineData("ReLU")]
    [InlineData("LeakyReLU")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("GELU")]
    public void One_example_alone_gives_the_same_bits_as_in_a_batch(string name)
    {
        float[] z = [.. Numbers(37, 8).Select(v => (float)v)], together = new float[37], alone = new float[37];
        float[] gradients = [.. Numbers(37, 9).Select(v => (float)v)], each = [.. gradients];
        Function(name).Forward<float>(z, together);
        Function(name).Backward<float>(z, together, gradients);
        for (int i = 0; i < z.Length; i++)
        {
            Function(name).Forward<float>(z.AsSpan(i, 1), alone.AsSpan(i, 1));
            Function(name).Backward<float>(z.AsSpan(i, 1), alone.AsSpan(i, 1), each.AsSpan(i, 1));
        }

        Assert.Equal(together, alone);
        Assert.Equal(gradients, each);
    }

    [Fact]
    public void A_gradient_shorter_than_the_activation_is_refused_before_anything_is_written()
    {
        double[] gradient = [5, 5];
        Assert.Throws<ArgumentOutOfRangeException>(() => ReLU.Backward<double>([], new double[3], gradient));
        Assert.Equal([5, 5], gradient);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Neither_direction_allocates(string name)
    {
        var function = Function(name);
        float[] z = new float[1000], a = new float[1000], gradient = new float[1000];
        Both();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Both();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Both()
        {
            function.Forward<float>(z, a);
            function.Backward<float>(z, a, gradient);
        }
    }

    /// <summary>Numbers between −3 and 3, none nearer to zero than 0.01.</summary>
    private static double[] Numbers(int length, uint seed) =>
        [.. new NumPyRandom(seed).Rand(length).Select(u => u < 0.5 ? -3 + (5.98 * u) : 0.01 + (5.98 * (u - 0.5)))];

    private static IFunction Function(string name) => name switch
    {
        "Identity" => new Of<Identity>(),
        "ReLU" => new Of<ReLU>(),
        "LeakyReLU" => new Of<LeakyReLU>(),
        "Tanh" => new Of<Tanh>(),
        "Sigmoid" => new Of<Sigmoid>(),
        "Softmax" => new Of<Softmax>(),
        _ => new Of<GELU>(),
    };

    private sealed class Of<TActivation> : IFunction
        where TActivation : struct, IActivation
    {
        public bool CouplesUnits => TActivation.CouplesUnits;

        public bool NeedsPreActivation => TActivation.NeedsPreActivation;

        public void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
            where T : unmanaged, IFloatingPointIeee754<T> => TActivation.Forward(z, a);

        public void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
            where T : unmanaged, IFloatingPointIeee754<T> => TActivation.Backward(z, a, gradient);
    }
}
