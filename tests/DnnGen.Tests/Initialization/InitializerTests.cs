namespace DnnGen.Tests.Initialization;

public sealed class InitializerTests
{
    public static TheoryData<string, double> Scales => new()
    {
        { "ScaledNormal", Math.Sqrt(1.0 / 200) },
        { "He", Math.Sqrt(2.0 / 200) },
        { "Xavier", Math.Sqrt(2.0 / 350) },
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
            _ => Initializer.ScaledNormal,
        };
        var parameters = TestParameters<float>.Dense(Activation.ReLU, 200, 150);
        initializer.Initialize(parameters, new SeededRandom(1));
        double deviation = Math.Sqrt(parameters["W1"].ToArray().Cast<float>().Average(w => (double)w * w));

        // The deviation of 30,000 numbers has a relative standard error of 0.4 %.
        Assert.InRange(deviation / expected, 0.98, 1.02);
    }

    [Theory]
    [InlineData(Activation.ReLU, true)]
    [InlineData(Activation.LeakyReLU, true)]
    [InlineData(Activation.GELU, true)]
    [InlineData(Activation.Identity, false)]
    [InlineData(Activation.Tanh, false)]
    [InlineData(Activation.Sigmoid, false)]
    [InlineData(Activation.Softmax, false)]
    public void Default_is_He_before_rectifiers_and_Xavier_otherwise(Activation activation, bool he)
    {
        TestParameters<float> actual = TestParameters<float>.Dense(activation, 6, 3, 2), expected = TestParameters<float>.Dense(activation, 6, 3, 2);
        Initializer.Default.Initialize(actual, new SeededRandom(8));
        (he ? Initializer.He : Initializer.Xavier).Initialize(expected, new SeededRandom(8));
        Assert.Equal(expected.AsSpan().ToArray(), actual.AsSpan().ToArray());
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

    private sealed class Constant : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random) =>
            weights.Fill(T.CreateChecked(3));
    }
}
