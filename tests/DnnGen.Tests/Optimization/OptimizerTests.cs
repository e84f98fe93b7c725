using System.Globalization;
using System.Numerics;

namespace DnnGen.Tests.Optimization;

/// <summary>The optimizers against their formulas, and what they keep between their steps.</summary>
public class OptimizerTests
{
    private const int Steps = 12;

    public static TheoryData<string> Names => [.. PlainOptimizer.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_is_the_formula_for_every_number_of_parameters(string name)
    {
        foreach (int length in Lengths<double>())
        {
            FollowsTheFormula<double>(name, length, 1e-12);
        }

        foreach (int length in Lengths<float>())
        {
            FollowsTheFormula<float>(name, length, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_moves_by_the_same_bits_wherever_it_lies_in_the_buffer(string name)
    {
        MovesAlike<double>(name);
        MovesAlike<float>(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        const int count = 200_003;
        double[] start = Numbers<double>(count, 1), gradients = Numbers<double>(count, 2);
        int threads = Parallelism.MaxThreads;
        try
        {
            double[]? alone = null;
            foreach (int most in new[] { 1, 2, 3, 8 })
            {
                Parallelism.MaxThreads = most;
                double[] parameters = [.. start];
                var state = PlainOptimizer.All[name].Optimizer.CreateState<double>(count);
                state.Step(parameters, gradients);
                state.Step(parameters, gradients);
                alone ??= parameters;
                Check.BitwiseEqual(alone, parameters);
            }
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_with_the_moments_and_steps_of_another_goes_on_bit_for_bit(string name)
    {
        var optimizer = PlainOptimizer.All[name].Optimizer;
        var whole = Numbers<double>(13, seed: 1);
        var parts = whole.ToArray();
        var first = optimizer.CreateState<double>(13);
        for (int step = 0; step < 7; step++)
        {
            first.Step(whole, Numbers<double>(13, seed: 100 + step));
        }

        whole.CopyTo(parts, 0);
        var second = optimizer.CreateState<double>(13);
        foreach (string moment in optimizer.MomentNames)
        {
            first[moment].CopyTo(second[moment]);
        }

        second.Steps = first.Steps;
        for (int step = 7; step < 12; step++)
        {
            first.Step(whole, Numbers<double>(13, seed: 100 + step));
            second.Step(parts, Numbers<double>(13, seed: 100 + step));
        }

        Assert.Equal(12, second.Steps);
        Check.BitwiseEqual(whole, parts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing_and_leaves_the_gradients_as_they_are(string name)
    {
        var optimizer = PlainOptimizer.All[name].Optimizer.CreateState<float>(1001);
        var (parameters, gradients) = (Numbers<float>(1001, seed: 1), Numbers<float>(1001, seed: 2));
        float[] before = [.. gradients];
        optimizer.Step(parameters, gradients);

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(parameters, gradients);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        Assert.Equal(0, allocated);
        Assert.Equal(before, gradients);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_no_number_shows_in_its_parameter_and_in_no_other(string name)
    {
        var optimizer = PlainOptimizer.All[name].Optimizer.CreateState<double>(20);
        var (parameters, gradients) = (Numbers<double>(20, seed: 1), Numbers<double>(20, seed: 2));
        gradients[17] = double.NaN;

        optimizer.Step(parameters, gradients);

        Assert.Equal([17], Enumerable.Range(0, 20).Where(i => !double.IsFinite(parameters[i])));
    }

    [SkippableTheory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("sgd_weight_decay")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("amsgrad")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    [InlineData("adadelta")]
    [InlineData("adamax")]
    [InlineData("radam")]
    public void The_trajectory_is_PyTorchs_with_the_same_defaults(string name)
    {
        var golden = Golden.Open("layers.json").GetProperty("optimizers").Named(name);
        var optimizer = (name switch
        {
            "sgd" => Optimizer.GradientDescent(0.1),
            "momentum" => Optimizer.Momentum(0.1, 0.9),
            "nesterov" => Optimizer.Nesterov(0.1, 0.9),
            "sgd_weight_decay" => Optimizer.GradientDescent(0.1, weightDecay: 0.01),
            "adam" => Optimizer.Adam(0.01),
            "adamw" => Optimizer.AdamW(0.01, weightDecay: 0.1),
            "amsgrad" => Optimizer.AMSGrad(0.01),
            "rmsprop" => Optimizer.RMSProp(0.01),
            "adagrad" => Optimizer.Adagrad(0.1),
            "adadelta" => Optimizer.Adadelta(),
            "adamax" => Optimizer.Adamax(0.01),
            "radam" => Optimizer.RAdam(0.01),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        }).CreateState<double>(golden.Numbers("start").Length);
        double[] parameters = golden.Numbers("start");
        var gradients = golden.Matrix<double>("gradients");
        var expected = golden.Matrix<double>("after_each_step");
        Assert.Equal(12, gradients.Rows);
        for (int step = 0; step < gradients.Rows; step++)
        {
            optimizer.Step(parameters, Row(gradients, step));
            Check.Close<double>(Row(expected, step), parameters, 1e-12);
        }
    }

    [SkippableFact]
    public void NAdam_is_the_papers_and_the_golden_numbers_have_one_factor_more()
    {
        // The PyTorch that wrote the golden numbers took μₜ into the look ahead twice (Πμ·μₜ·μₜ₊₁ for Πμ·μₜ₊₁), which it has
        // mended since (pull request 92699, January 2023). With that factor the formula gives the golden numbers; without
        // it, it is ours.
        var golden = Golden.Open("layers.json").GetProperty("optimizers").Named("nadam");
        double[] start = golden.Numbers("start");
        var gradients = golden.Matrix<double>("gradients");
        var expected = golden.Matrix<double>("after_each_step");
        double[] actual = [.. start];
        var optimizer = Optimizer.NAdam(0.01).CreateState<double>(start.Length);
        for (int step = 0; step < gradients.Rows; step++)
        {
            optimizer.Step(actual, Row(gradients, step));
            Check.Close<double>(ByHand(step + 1, twice: true), Row(expected, step), 1e-12);
            Check.Close<double>(ByHand(step + 1, twice: false), actual, 1e-12);
        }

        double[] ByHand(int steps, bool twice)
        {
            double[] parameters = [.. start];
            for (int i = 0; i < parameters.Length; i++)
            {
                double m = 0, v = 0, product = 1;
                for (int t = 1; t <= steps; t++)
                {
                    double g = gradients[t - 1, i];
                    double now = 0.9 * (1 - (0.5 * Math.Pow(0.96, 0.004 * t))), next = 0.9 * (1 - (0.5 * Math.Pow(0.96, 0.004 * (t + 1))));
                    product *= now;
                    m = (0.9 * m) + (0.1 * g);
                    v = (0.999 * v) + (0.001 * g * g);
                    double direction = ((1 - now) * g / (1 - product)) + (next * m / (1 - (product * next * (twice ? now : 1))));
                    parameters[i] -= 0.01 * direction / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
                }
            }

            return parameters;
        }
    }

    [Fact]
    public void First_steps_are_those_that_can_be_worked_out_by_hand()
    {
        // θ = 1, g = 0.5, α = 0.1. In the first step of Adam and its kin m̂ = g and v̂ = g², so that the quotient is the sign of g
        // (with ε = 0.5: 0.5 / (0.5 + 0.5) = 1/2).
        Assert.Equal(0.95, FirstStep(Optimizer.GradientDescent(0.1)), 1e-15);
        Assert.Equal(0.95, FirstStep(Optimizer.Momentum(0.1)), 1e-15);
        Assert.Equal(1 - (0.1 * (0.5 + (0.9 * 0.5))), FirstStep(Optimizer.Nesterov(0.1)), 1e-15);
        Assert.Equal(0.95, FirstStep(Optimizer.Adam(0.1, epsilon: 0.5)), 1e-15);
        Assert.Equal(0.90, FirstStep(Optimizer.AdamW(0.1, epsilon: 0.5, weightDecay: 0.5)), 1e-15);   // 1·(1 − 0.1·0.5) − 0.05
        Assert.Equal(0.95, FirstStep(Optimizer.AMSGrad(0.1, epsilon: 0.5)), 1e-15);
        Assert.Equal(0.95, FirstStep(Optimizer.RAdam(0.1)), 1e-15);                                    // not rectified: α·m̂
        Assert.Equal(0.95, FirstStep(Optimizer.Adamax(0.1, epsilon: 0.5)), 1e-15);                     // u = 0.5 + 0.5
        Assert.Equal(0.90, FirstStep(Optimizer.RMSProp(0.1, beta: 0.75, epsilon: 0.25)), 1e-15);       // √(¼·¼) = ¼, 0.5 / (¼ + ¼) = 1
        Assert.Equal(0.95, FirstStep(Optimizer.Adagrad(0.1, epsilon: 0.5)), 1e-15);
        Assert.Equal(0.975, FirstStep(Optimizer.Adadelta(0.1, rho: 0, epsilon: 1.0 / 12)), 1e-15);     // √(1/12) / √(1/4 + 1/12) = ½, Δ = ¼
        Assert.Equal(0.90, FirstStep(Optimizer.Lion(0.1)), 1e-15);

        // μ₁ = 0.5·(1 − ½·1) and μ₂ the same where ψ = 0: (1 − ¼)/(1 − ¼)·g + ¼/(1 − 1/16)·m with m = ½·g.
        Assert.Equal(1 - (0.1 * (0.5 + (0.25 / (15.0 / 16) * 0.25)) / (0.5 + 0.5)), FirstStep(Optimizer.NAdam(0.1, beta1: 0.5, epsilon: 0.5, momentumDecay: 0)), 1e-15);
    }

    [Fact]
    public void Momentum_gathers_speed_along_a_steady_gradient()
    {
        // v = 1, 1.5, 1.75 with μ = ½.
        var optimizer = Optimizer.Momentum(learningRate: 0.1, momentum: 0.5).CreateState<double>(1);
        double[] parameter = [0];
        double[] places = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            optimizer.Step(parameter, [1]);
            return parameter[0];
        })];

        Check.Close<double>([-0.1, -0.25, -0.425], places, 1e-15);
    }

    [Fact]
    public void The_learning_rate_of_the_state_is_that_of_the_next_step()
    {
        var optimizer = Optimizer.GradientDescent(learningRate: 0.1).CreateState<double>(1);
        double[] parameter = [1];

        optimizer.LearningRate = 0.5;
        optimizer.Step(parameter, [1]);
        Assert.Equal(0.5, parameter[0]);

        optimizer.LearningRate = 0;
        optimizer.Step(parameter, [1]);
        Assert.Equal(0.5, parameter[0]);
        Assert.Equal(0.1, optimizer.Optimizer.LearningRate);
    }

    [Fact]
    public void Moments_go_by_name_and_are_as_long_as_the_parameters()
    {
        var network = TestParameters<float>.Dense(Activation.ReLU, 3, 4, 1);
        var optimizer = Optimizer.AMSGrad().CreateState(network);

        Assert.Equal(["m", "v", "vMax"], optimizer.Optimizer.MomentNames);
        Assert.Equal(21, optimizer.ParameterCount);
        Assert.All(optimizer.Optimizer.MomentNames, name => Assert.Equal(21, optimizer[name].Length));
        var refusal = Assert.Throws<ArgumentException>(() => optimizer["velocity"].Length);
        Assert.Equal(
            "There is no moment 'velocity'; AMSGrad(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1E-08, weightDecay: 0) has m, v, vMax.",
            refusal.Message);
    }

    [Fact]
    public void An_optimizer_says_what_it_is_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("Lion(learningRate: 0.0001, beta1: 0.9, beta2: 0.99, weightDecay: 0.5)", Optimizer.Lion(weightDecay: 0.5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Gradients_of_another_length_are_refused_before_anything_is_written()
    {
        var optimizer = Optimizer.Adam().CreateState<float>(3);
        float[] parameters = [1, 2, 3];

        var refusal = Assert.Throws<ShapeMismatchException>(() => optimizer.Step(parameters, [1f]));

        Assert.Equal("OptimizerState.Step: this state was created for 3 parameters; there are 3 parameters and 1 gradient.", refusal.Message);
        Assert.Equal([1, 2, 3], parameters);
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void A_setting_without_meaning_is_refused_in_one_sentence()
    {
        Refused(() => Optimizer.GradientDescent(0), "Optimizer.GradientDescent: learningRate is 0; it must be a positive finite number.");
        Refused(() => Optimizer.Momentum(double.PositiveInfinity), "Optimizer.Momentum: learningRate is Infinity; it must be a positive finite number.");
        Refused(() => Optimizer.Nesterov(momentum: 1), "Optimizer.Nesterov: momentum is 1; it must be 0 or more and below 1.");
        Refused(() => Optimizer.Adam(beta1: 1), "Optimizer.Adam: beta1 is 1; it must be 0 or more and below 1.");
        Refused(() => Optimizer.Adam(beta2: double.NaN), "Optimizer.Adam: beta2 is NaN; it must be 0 or more and below 1.");
        Refused(() => Optimizer.AdamW(weightDecay: -1), "Optimizer.AdamW: weightDecay is -1; it must be a finite number, 0 or more.");
        Refused(() => Optimizer.AMSGrad(epsilon: 0), "Optimizer.AMSGrad: epsilon is 0; it must be a positive finite number.");
        Refused(() => Optimizer.NAdam(momentumDecay: -1), "Optimizer.NAdam: momentumDecay is -1; it must be a finite number, 0 or more.");
        Refused(() => Optimizer.RAdam(beta2: -0.5), "Optimizer.RAdam: beta2 is -0.5; it must be 0 or more and below 1.");
        Refused(() => Optimizer.Adamax(epsilon: -1), "Optimizer.Adamax: epsilon is -1; it must be a positive finite number.");
        Refused(() => Optimizer.RMSProp(beta: 1), "Optimizer.RMSProp: beta is 1; it must be 0 or more and below 1.");
        Refused(() => Optimizer.RMSProp(momentum: 2), "Optimizer.RMSProp: momentum is 2; it must be 0 or more and below 1.");
        Refused(() => Optimizer.Adagrad(learningRateDecay: -1), "Optimizer.Adagrad: learningRateDecay is -1; it must be a finite number, 0 or more.");
        Refused(() => Optimizer.Adagrad(initialSum: -1), "Optimizer.Adagrad: initialSum is -1; it must be a finite number, 0 or more.");
        Refused(() => Optimizer.Adadelta(rho: 1), "Optimizer.Adadelta: rho is 1; it must be 0 or more and below 1.");
        Refused(() => Optimizer.Lion(beta2: 1), "Optimizer.Lion: beta2 is 1; it must be 0 or more and below 1.");
        Refused(() => Optimizer.Lion().CreateState<float>(1).LearningRate = -1, "OptimizerState: LearningRate is -1; it must be a finite number, 0 or more.");

        static void Refused(Func<object> create, string sentence) =>
            Assert.Equal(sentence, Assert.Throws<ArgumentOutOfRangeException>(create).Message);
    }

    [Fact]
    public void An_optimizer_of_ones_own_steps_like_those_of_the_library()
    {
        var optimizer = new SignDescent(0.25).CreateState<double>(3);
        double[] parameters = [1, 1, 1];

        optimizer.Step(parameters, [7, -7, 0]);
        optimizer.Step(parameters, [7, 7, 0]);

        Assert.Equal([0.5, 1, 1], parameters);
        Assert.Equal([2, 0, 0], optimizer["votes"].ToArray());
    }

    [Fact]
    public void Number_types_that_no_network_has_are_refused() =>
        Assert.Equal("Optimizers step float and double, and not Half.", Assert.Throws<NotSupportedException>(() => Optimizer.Adam().CreateState<Half>(1)).Message);

    private static double[] Row(Matrix<double> matrix, int row) => [.. matrix.Row(row).ToArray().Cast<double>()];

    private static double FirstStep(Optimizer optimizer)
    {
        double[] parameter = [1];
        optimizer.CreateState<double>(1).Step(parameter, [0.5]);
        return parameter[0];
    }

    private static int[] Lengths<T>()
    {
        int width = Vector<T>.Count;
        return [0, 1, width - 1, width, width + 1, (3 * width) - 1, 1000];
    }

    private static void FollowsTheFormula<T>(string name, int length, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (optimizer, byHand) = PlainOptimizer.All[name];
        var state = optimizer.CreateState<T>(length);
        T[] parameters = Numbers<T>(length, seed: 1);
        double[] expected = [.. parameters.Select(double.CreateTruncating)];
        PlainOptimizer[] plain = [.. Enumerable.Range(0, length).Select(_ => byHand())];
        for (int step = 0; step < Steps; step++)
        {
            T[] gradients = Numbers<T>(length, seed: 100 + step);
            state.Step(parameters, gradients);
            for (int i = 0; i < length; i++)
            {
                expected[i] = plain[i].Step(expected[i], double.CreateTruncating(gradients[i]));
            }

            Check.Close<T>(expected, parameters, tolerance);
        }
    }

    private static void MovesAlike<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = (2 * Vector<T>.Count) + 1;
        var optimizer = PlainOptimizer.All[name].Optimizer;
        T[] together = Numbers<T>(length, seed: 1);
        T[][] alone = [.. together.Select(number => new[] { number })];
        var state = optimizer.CreateState<T>(length);
        OptimizerState<T>[] states = [.. together.Select(_ => optimizer.CreateState<T>(1))];
        for (int step = 0; step < Steps; step++)
        {
            T[] gradients = Numbers<T>(length, seed: 100 + step);
            state.Step(together, gradients);
            for (int i = 0; i < length; i++)
            {
                states[i].Step(alone[i], [gradients[i]]);
            }
        }

        Assert.Equal(alone.Select(numbers => numbers[0]), together);
    }

    private static T[] Numbers<T>(int length, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom((ulong)seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.NextNormal()))];
    }

    /// <summary>θ := θ − α·sign(g), and a count of the signs.</summary>
    private sealed class SignDescent(double learningRate) : Optimizer(learningRate)
    {
        public override IReadOnlyList<string> MomentNames => ["votes"];

        protected internal override void Update<T>(OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradients)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                var sign = T.CreateTruncating(T.Sign(gradients[i]));
                state.Moment(0)[i] += sign;
                parameters[i] -= T.CreateTruncating(state.LearningRate) * sign;
            }
        }
    }
}
