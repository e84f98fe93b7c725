namespace DnnGen.Tests.Initialization;

public sealed class InitializerTests
{
    public static TheoryData<string, double> Scales => new()
    {
        { "ScaledNormal", Math.Sqrt(1.0 / 200) },
        { "He", Math.Sqrt(2.0 / 200) },
        { "Xavier", Math.Sqrt(2.0 / 350) },
        { "LeCun", Math.Sqrt(1.0 / 200) },
        { "HeUniform", Math.Sqrt(2.0 / 200) },
        { "XavierUniform", Math.Sqrt(2.0 / 350) },
        { "TruncatedNormal", 0.5 * 0.879625661034239 },
        { "Uniform", 0.5 },
    };

    [Fact]
    public void Normal_draws_row_by_row_layer_by_layer_as_NumPy_does()
    {
        var parameters = TestParameters<double>.Dense(Activation.ReLU, 5, 4, 3);
        parameters.AsSpan().Fill(9);
        Initializer.Normal(0.01).Initialize(parameters, new NumPyRandom(3));
        var random = new NumPyRandom(3);
        foreach (string weights in (string[])["W1", "W2"])
        {
            var expected = random.RandN(parameters[weights].Rows, parameters[weights].Columns);
            for (int i = 0; i < expected.Rows; i++)
            {
                for (int j = 0; j < expected.Columns; j++)
                {
                    Assert.Equal(expected[i, j] * 0.01, parameters[weights][i, j]);
                }
            }
        }

        Assert.All(parameters["b1"].ToArray().Cast<double>(), value => Assert.Equal(0, value));
        Assert.All(parameters["b2"].ToArray().Cast<double>(), value => Assert.Equal(0, value));
    }

    [SkippableFact]
    public void Normal_gives_the_golden_parameters()
    {
        var golden = Golden.Open("step_by_step.json").GetProperty("initialize_parameters_deep").GetProperty("out");
        var parameters = TestParameters<double>.Dense(Activation.ReLU, 5, 4, 3);
        Initializer.Normal(0.01).Initialize(parameters, new NumPyRandom(3));
        foreach (string name in (string[])["W1", "b1", "W2", "b2"])
        {
            Assert.Equal(golden.Matrix<double>(name).ToArray(), parameters[name].ToArray());
        }
    }

    [Fact]
    public void ScaledNormal_divides_by_the_root_of_the_inputs()
    {
        var parameters = TestParameters<double>.Dense(Activation.ReLU, 7, 50);
        Initializer.ScaledNormal.Initialize(parameters, new NumPyRandom(1));
        var drawn = new NumPyRandom(1).RandN(50, 7);
        for (int i = 0; i < 50; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                Assert.Equal(drawn[i, j] / Math.Sqrt(7), parameters["W1"][i, j]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void The_standard_deviation_is_that_of_the_formula(string name, double expected)
    {
        var initializer = name switch
        {
            "He" => Initializer.He,
            "Xavier" => Initializer.Xavier,
            "LeCun" => Initializer.LeCun,
            "HeUniform" => Initializer.HeUniform,
            "XavierUniform" => Initializer.XavierUniform,
            "TruncatedNormal" => Initializer.TruncatedNormal(0.5),
            "Uniform" => Initializer.Uniform(-Math.Sqrt(0.75), Math.Sqrt(0.75)),
            _ => Initializer.ScaledNormal,
        };
        var parameters = TestParameters<float>.Dense(Activation.ReLU, 200, 150);
        initializer.Initialize(parameters, new SeededRandom(1));
        double deviation = Math.Sqrt(parameters["W1"].ToArray().Cast<float>().Average(w => (double)w * w));

        // The deviation of 30,000 numbers has a relative standard error of 0.4 %.
        Assert.InRange(deviation / expected, 0.98, 1.02);
    }

    [Theory]
    [InlineData(Activation.ReLU, "He")]
    [InlineData(Activation.LeakyReLU, "He")]
    [InlineData(Activation.ReLU6, "He")]
    [InlineData(Activation.ELU, "He")]
    [InlineData(Activation.GELU, "He")]
    [InlineData(Activation.GELUTanh, "He")]
    [InlineData(Activation.SiLU, "He")]
    [InlineData(Activation.Mish, "He")]
    [InlineData(Activation.HardSwish, "He")]
    [InlineData(Activation.Softplus, "He")]
    [InlineData(Activation.SELU, "LeCun")]
    [InlineData(Activation.Identity, "Xavier")]
    [InlineData(Activation.Tanh, "Xavier")]
    [InlineData(Activation.Softsign, "Xavier")]
    [InlineData(Activation.Sigmoid, "Xavier")]
    [InlineData(Activation.HardSigmoid, "Xavier")]
    [InlineData(Activation.Softmax, "Xavier")]
    [InlineData(Activation.LogSoftmax, "Xavier")]
    public void Default_is_He_before_rectifiers_LeCun_before_SELU_and_Xavier_otherwise(Activation activation, string chosen)
    {
        var initializer = chosen switch { "He" => Initializer.He, "LeCun" => Initializer.LeCun, _ => Initializer.Xavier };
        TestParameters<float> actual = TestParameters<float>.Dense(activation, 6, 3, 2), expected = TestParameters<float>.Dense(activation, 6, 3, 2);
        Initializer.Default.Initialize(actual, new SeededRandom(8));
        initializer.Initialize(expected, new SeededRandom(8));
        Assert.Equal(expected.AsSpan().ToArray(), actual.AsSpan().ToArray());
    }

    [Fact]
    public void Uniform_and_truncated_weights_stay_within_their_bounds()
    {
        var parameters = TestParameters<double>.Dense(Activation.ReLU, 100, 80);
        Initializer.Uniform(-0.25, 0.75).Initialize(parameters, new SeededRandom(5));
        double[] weights = [.. parameters["W1"].ToArray().Cast<double>()];
        Assert.InRange(weights.Min(), -0.25, -0.24);
        Assert.InRange(weights.Max(), 0.74, 0.75);
        Assert.InRange(weights.Average(), 0.24, 0.26);
        Initializer.TruncatedNormal(0.5).Initialize(parameters, new SeededRandom(5));
        weights = [.. parameters["W1"].ToArray().Cast<double>()];
        Assert.InRange(weights.Min(), -1, -0.98);
        Assert.InRange(weights.Max(), 0.98, 1);
    }

    [Fact]
    public void Truncated_weights_are_the_normal_ones_without_those_of_the_tails()
    {
        var parameters = TestParameters<double>.Dense(Activation.ReLU, 20, 10);
        Initializer.TruncatedNormal(1).Initialize(parameters, new NumPyRandom(4));
        var random = new NumPyRandom(4);
        var expected = Enumerable.Range(0, 1000).Select(_ => random.NextNormal()).Where(number => Math.Abs(number) <= 2).Take(200);
        Assert.Equal(expected, parameters["W1"].ToArray().Cast<double>());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 30)]
    [InlineData(30, 7)]
    [InlineData(40, 40)]
    public void Orthogonal_weights_stand_at_right_angles(int inputs, int units)
    {
        var parameters = TestParameters<double>.Dense(Activation.ReLU, inputs, units);
        Initializer.Orthogonal.Initialize(parameters, new SeededRandom(6));
        var w = parameters["W1"];
        var product = units <= inputs ? w * w.Transpose() : w.Transpose() * w;
        for (int i = 0; i < product.Rows; i++)
        {
            for (int j = 0; j < product.Columns; j++)
            {
                Assert.Equal(i == j ? 1 : 0, product[i, j], 1e-14);
            }
        }
    }

    [Fact]
    public void Orthogonal_weights_have_these_digits_on_every_machine()
    {
        var parameters = TestParameters<double>.Dense(Activation.ReLU, 2, 2);
        Initializer.Orthogonal.Initialize(parameters, new NumPyRandom(1));
        var drawn = new NumPyRandom(1).RandN(2, 2);
        double length = Math.Sqrt((drawn[0, 0] * drawn[0, 0]) + (drawn[0, 1] * drawn[0, 1]));
        var w = parameters["W1"];
        Assert.Equal((drawn[0, 0] / length, drawn[0, 1] / length), (w[0, 0], w[0, 1]));

        // In the plane the second direction is the first turned by a right angle, to the side where it was drawn.
        double side = Math.Sign((drawn[0, 0] * drawn[1, 1]) - (drawn[0, 1] * drawn[1, 0]));
        Assert.Equal(-w[0, 1] * side, w[1, 0], 1e-15);
        Assert.Equal(w[0, 0] * side, w[1, 1], 1e-15);
    }

    [Fact]
    public void Orthogonal_weights_of_a_source_that_gives_one_number_are_refused() =>
        Assert.Throws<InvalidOperationException>(() =>
            Initializer.Orthogonal.Initialize(TestParameters<double>.Dense(Activation.ReLU, 3, 3), new OneNumber()));

    [Fact]
    public void Ones_and_constants_draw_nothing_and_leave_the_biases_zero()
    {
        var parameters = TestParameters<float>.Dense(Activation.Tanh, 2, 2);
        Initializer.Ones.Initialize(parameters, new OneNumber());
        Assert.Equal([1f, 1f, 1f, 1f, 0f, 0f], parameters.AsSpan().ToArray());
        Initializer.Constant(-0.5).Initialize(parameters, new OneNumber());
        Assert.Equal([-0.5f, -0.5f, -0.5f, -0.5f, 0f, 0f], parameters.AsSpan().ToArray());
    }

    [Fact]
    public void Numbers_that_are_no_bounds_and_no_value_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Uniform(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Uniform(0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Uniform(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Uniform(double.MinValue, double.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.TruncatedNormal(-1));
    }

    [Fact]
    public void Zeros_draws_nothing()
    {
        var parameters = TestParameters<float>.Dense(Activation.Tanh, 6, 3);
        parameters.AsSpan().Fill(1);
        var random = new SeededRandom(8);
        Initializer.Zeros.Initialize(parameters, random);
        Assert.All(parameters.AsSpan().ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(new SeededRandom(8).NextUniform(), random.NextUniform());
    }

    [Fact]
    public void One_seed_starts_both_number_types_alike()
    {
        var single = TestParameters<float>.Dense(Activation.ReLU, 6, 3, 2);
        var number = TestParameters<double>.Dense(Activation.ReLU, 6, 3, 2);
        Initializer.Default.Initialize(single, new SeededRandom(4));
        Initializer.Default.Initialize(number, new SeededRandom(4));
        Assert.Equal(number.AsSpan().ToArray().Select(value => (float)value), single.AsSpan().ToArray());
    }

    [Fact]
    public void Users_write_their_own_by_filling_one_matrix()
    {
        var parameters = TestParameters<float>.Dense(Activation.Tanh, 2, 2);
        new Constant().Initialize(parameters, new SeededRandom(1));
        Assert.Equal([3f, 3f, 3f, 3f, 0f, 0f], parameters.AsSpan().ToArray());
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_standard_deviation_that_is_none_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(value));

    /// <summary>A source that is none.</summary>
    private sealed class OneNumber : IRandom
    {
        public double NextUniform() => 0.5;

        public double NextNormal() => 1;

        public void NextPermutation(Span<int> permutation) => throw new NotSupportedException();
    }

    private sealed class Constant : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random) =>
            weights.Fill(T.CreateChecked(3));
    }
}
