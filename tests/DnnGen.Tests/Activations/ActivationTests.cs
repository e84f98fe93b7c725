using System.Numerics;

using DnnGen.Activations;

namespace DnnGen.Tests.Activations;

public sealed class ActivationTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 127, 128, 129, 1000];

    /// <summary>The activations of which each number goes by itself.</summary>
    private static readonly string[] EachByItself =
    [
        "Identity", "ReLU", "LeakyReLU", "Tanh", "Sigmoid", "GELU", "ELU", "SELU", "GELUTanh", "SiLU", "Mish", "HardSigmoid", "HardSwish",
        "Softplus", "Softsign", "ReLU6",
    ];

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

    public static TheoryData<string> All => [.. EachByItself, "Softmax", "LogSoftmax"];

    public static TheoryData<string> UnitByUnit => [.. EachByItself];

    [SkippableTheory]
    [InlineData("activation_relu", "ReLU")]
    [InlineData("activation_leaky_relu", "LeakyReLU")]
    [InlineData("activation_tanh", "Tanh")]
    [InlineData("activation_sigmoid", "Sigmoid")]
    [InlineData("activation_softmax", "Softmax")]
    [InlineData("activation_gelu_erf", "GELU")]
    [InlineData("activation_log_softmax", "LogSoftmax")]
    [InlineData("activation_elu", "ELU")]
    [InlineData("activation_selu", "SELU")]
    [InlineData("activation_gelu_tanh", "GELUTanh")]
    [InlineData("activation_silu", "SiLU")]
    [InlineData("activation_mish", "Mish")]
    [InlineData("activation_hard_sigmoid", "HardSigmoid")]
    [InlineData("activation_hard_swish", "HardSwish")]
    [InlineData("activation_softplus", "Softplus")]
    [InlineData("activation_softsign", "Softsign")]
    [InlineData("activation_relu6", "ReLU6")]
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

            // The reference multiplies a gradient by the sixth of a hard sigmoid rounded to single precision, also in double.
            Check.Close<T>(expected, gradients, name == "HardSigmoid" ? Math.Max(tolerance, 1e-7) : tolerance);
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

                // In a sum over many numbers the rounding of each reaches the difference.
                double tolerance = name == "LogSoftmax" ? 1e-7 : 1e-8;
                Assert.InRange(gradient[i] - difference, -tolerance, tolerance);
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
        Assert.Equal(name is "GELU" or "GELUTanh" or "SiLU" or "Mish" or "HardSwish", function.NeedsPreActivation);
        Assert.Equal(name is "Softmax" or "LogSoftmax", function.CouplesUnits);
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
    [InlineData("ELU", -1, double.PositiveInfinity)]
    [InlineData("SELU", -1.7580993408473766, double.PositiveInfinity)]
    [InlineData("GELUTanh", 0, double.PositiveInfinity)]
    [InlineData("SiLU", 0, double.PositiveInfinity)]
    [InlineData("Mish", 0, double.PositiveInfinity)]
    [InlineData("HardSigmoid", 0, 1)]
    [InlineData("HardSwish", 0, double.PositiveInfinity)]
    [InlineData("Softplus", 0, double.PositiveInfinity)]
    [InlineData("Softsign", -1, 1)]
    [InlineData("ReLU6", 0, 6)]
    public void Infinities_give_the_limits(string name, double below, double above)
    {
        double[] a = new double[9];
        Function(name).Forward<double>([.. Enumerable.Repeat(double.NegativeInfinity, 9)], a);
        Assert.All(a, value => Assert.Equal(below, value + 0.0));
        Function(name).Forward<double>([.. Enumerable.Repeat(double.PositiveInfinity, 9)], a);
        Assert.All(a, value => Assert.Equal(above, value));
    }

    [Theory]
    [InlineData("GELU", 0, 1)]
    [InlineData("ELU", 0, 1)]
    [InlineData("SELU", 0, 1.0507009873554805)]
    [InlineData("GELUTanh", 0, 1)]
    [InlineData("SiLU", 0, 1)]
    [InlineData("Mish", 0, 1)]
    [InlineData("HardSigmoid", 0, 0)]
    [InlineData("HardSwish", 0, 1)]
    [InlineData("Softplus", 0, 1)]
    [InlineData("Softsign", 0, 0)]
    [InlineData("ReLU6", 0, 0)]
    public void Gradients_far_out_are_the_limits(string name, double below, double above)
    {
        foreach (double far in (double[])[1e4, 1e30, double.PositiveInfinity])
        {
            double[] z = [-far, far], a = new double[2], gradient = [1, 1];
            Function(name).Forward<double>(z, a);
            Function(name).Backward<double>(z, a, gradient);
            Check.Close<double>([below, above], gradient, 1e-7);

            float[] narrow = [(float)-far, (float)far], b = new float[2], slope = [1, 1];
            Function(name).Forward<float>(narrow, b);
            Function(name).Backward<float>(narrow, b, slope);
            Check.Close<float>([below, above], slope, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(UnitByUnit))]
    public void Single_precision_follows_double_over_the_whole_range(string name)
    {
        var function = Function(name);
        float[] z = [.. Enumerable.Range(-4000, 8001).Select(i => i * 0.01f)], a = new float[z.Length], slope = new float[z.Length];
        double[] wide = [.. z.Select(x => (double)x)], exact = new double[z.Length], derivative = new double[z.Length];
        slope.AsSpan().Fill(1);
        derivative.AsSpan().Fill(1);
        function.Forward<float>(z, a);
        function.Backward<float>(z, a, slope);
        function.Forward<double>(wide, exact);
        function.Backward<double>(wide, exact, derivative);

        // At the kinks and at z = 0 the sides may differ by a rounding.
        for (int i = 0; i < z.Length; i++)
        {
            Assert.True(Math.Abs(a[i] - exact[i]) <= 1e-6 * Math.Max(1, Math.Abs(exact[i])), $"{name}({z[i]}) is {exact[i]}, not {a[i]}.");
            if (Math.Abs(Math.Abs(z[i]) - 3) > 1e-3 && Math.Abs(z[i] - 6) > 1e-3)
            {
                Assert.True(Math.Abs(slope[i] - derivative[i]) <= 2e-6, $"{name}′({z[i]}) is {derivative[i]}, not {slope[i]}.");
            }
        }
    }

    /// <summary>Left of zero these fall towards zero; their digits count there too, and not only how far they lie from zero.</summary>
    [Theory]
    [InlineData("GELU")]
    [InlineData("GELUTanh")]
    [InlineData("SiLU")]
    [InlineData("Mish")]
    [InlineData("Softplus")]
    [InlineData("ELU")]
    public void Small_values_keep_their_digits(string name)
    {
        double[] z = [.. Enumerable.Range(0, 400).Select(i => -Math.Pow(10, -12 + (i * 0.031)))];
        float[] narrow = [.. z.Select(x => (float)x)], b = new float[z.Length];
        double[] wide = [.. narrow.Select(x => (double)x)], a = new double[z.Length];
        Function(name).Forward<double>(wide, a);
        Function(name).Forward<float>(narrow, b);
        for (int i = 0; i < z.Length; i++)
        {
            // Below this a float has fewer digits.
            if (Math.Abs(a[i]) > 1e-37)
            {
                Assert.InRange(b[i] / a[i], 1 - 3e-6, 1 + 3e-6);
            }
        }
    }

    [Fact]
    public void Elu_is_right_to_the_last_digits_below_zero()
    {
        for (int i = 1; i < 2000; i++)
        {
            // eᶻ − 1 = 2·e^(z/2)·sinh(z/2), in which nothing cancels.
            double z = -0.01 * i;
            double[] a = new double[1];
            ELU.Forward<double>([z], a);
            Assert.InRange(a[0] / (2 * Math.Exp(z / 2) * Math.Sinh(z / 2)), 1 - 2e-15, 1 + 2e-15);
        }
    }

    [Fact]
    public void Log_softmax_is_the_logarithm_of_softmax_and_stays_finite_where_that_is_not()
    {
        double[] z = Numbers(9, 12), a = new double[9], p = new double[9];
        LogSoftmax.Forward<double>(z, a);
        Softmax.Forward<double>(z, p);
        Check.Close<double>([.. p.Select(probability => Math.Log(probability))], a, 1e-14);

        float[] far = new float[3];
        LogSoftmax.Forward<float>([1000, 0, -1000], far);
        Assert.Equal([0, -1000, -2000], far);
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
    [MemberData(nameof(UnitByUnit))]
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
        "LogSoftmax" => new Of<LogSoftmax>(),
        "ELU" => new Of<ELU>(),
        "SELU" => new Of<SELU>(),
        "GELUTanh" => new Of<GELUTanh>(),
        "SiLU" => new Of<SiLU>(),
        "Mish" => new Of<Mish>(),
        "HardSigmoid" => new Of<HardSigmoid>(),
        "HardSwish" => new Of<HardSwish>(),
        "Softplus" => new Of<Softplus>(),
        "Softsign" => new Of<Softsign>(),
        "ReLU6" => new Of<ReLU6>(),
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
