namespace DnnGen.Tests.Optimization;

/// <summary>L-BFGS, which asks for costs on its way.</summary>
public sealed class LBFGSTests
{
    /// <summary>
    /// What the lines of <c>torch/optim/lbfgs.py</c> (PyTorch 2, <c>line_search_fn="strong_wolfe"</c>) give over lists of IEEE doubles in
    /// place of tensors: the cost before each step, the parameters after the last, and how often the cost was looked at in all.
    /// </summary>
    private static Dictionary<string, Trajectory> PyTorch { get; } = new()
    {
        ["rosenbrock, few iterations"] = new(
            Optimizer.LBFGS(1, iterations: 4, history: 3),
            [1412.2, 28.53638163510691, 5.674757097630238],
            [-0.5169245944174062, 0.27922347438986483, 0.08794155608486728, 0.017178527044205427, 0.010868075694002981, 0.00019844567187822087],
            15),
        ["rosenbrock, many iterations"] = new(
            Optimizer.LBFGS(1, iterations: 10, history: 10),
            [1412.2],
            [-0.5202262501210422, 0.2844294956482651, 0.09164013154340413, 0.018094011222403967, 0.010790546512784658, -0.00019797629572540027],
            12),
        ["rosenbrock, one iteration"] = new(
            Optimizer.LBFGS(0.5, iterations: 1, history: 10),
            [1412.2, 857.3193487614507, 525.0316640395558, 313.5735698159607, 179.60785556441448, 97.50216876035992, 51.038975637205326, 25.1449530980046, 11.052204452159193, 6.973515962033747],
            [-0.5865576424943681, 0.3665036351345938, 0.15203750218070744, 0.032982452376386646, 0.08130276296915143, 0.006198218962328985],
            20),
        ["rosenbrock, large rate"] = new(
            Optimizer.LBFGS(20, iterations: 5, history: 2),
            [1412.2, 114.27782638160323, 52.56553111205386, 8.795658302700515],
            [0.04128668266280972, 0.003142342031396305, 0.02241700161657057, 0.02267061416341766, 0.006497640465216933, 0.008274061735159904],
            31),
        ["wells, small rate"] = new(
            Optimizer.LBFGS(0.001, iterations: 6, history: 4),
            [36.3303, 23.94495284349235, 15.531007948234226],
            [1.8853236673153486, -1.535808126284946, 0.4621082703408203, -0.1446501308638603],
            27),
        ["wells, large rate"] = new(
            Optimizer.LBFGS(20, iterations: 6, history: 4),
            [36.3303, 0.5408277707287825, -0.497617209997675],
            [-1.0415095106328507, -1.05247255139738, 0.9444176874206259, -1.0164216006646811],
            21),
    };

    public static TheoryData<string> Trajectories() => [.. PyTorch.Keys];

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void The_trajectory_is_PyTorchs(string name)
    {
        var expected = PyTorch[name];
        bool isValley = name.StartsWith("rosenbrock", StringComparison.Ordinal);
        double[] parameters = isValley ? [-1.2, 1, -0.5, 0.8, 1.5, -1] : [2.5, -1.9, 0.4, -0.1];
        double[] gradients = new double[parameters.Length];
        var state = expected.Optimizer.CreateState<double>(parameters.Length);
        int evaluations = 0;
        var costs = new List<double>();
        while (costs.Count < expected.Costs.Length)
        {
            costs.Add(state.Step(parameters.AsSpan(), gradients, Evaluate));
        }

        Check.Close<double>(expected.Costs, [.. costs], 1e-12);
        Check.Close<double>(expected.End, parameters, 1e-12);
        Assert.Equal(expected.Evaluations, evaluations);
        Assert.Equal(costs.Count, state.Steps);

        double Evaluate()
        {
            evaluations++;
            return isValley ? Valley(parameters, gradients) : Wells(parameters, gradients);
        }
    }

    [Fact]
    public void Every_step_lowers_the_cost_and_ends_where_it_says()
    {
        var random = new SeededRandom(6);
        foreach (double rate in (double[])[1e-4, 0.1, 1, 10, 1e3, 1e6])
        {
            double[] parameters = [.. Enumerable.Range(0, 7).Select(_ => 3 * random.NextNormal())], gradients = new double[7];
            var state = Optimizer.LBFGS(rate, iterations: 5, history: 3).CreateState<double>(7);
            double before = double.PositiveInfinity;
            for (int step = 0; step < 40; step++)
            {
                double cost = state.Step(parameters.AsSpan(), gradients, () => Wells(parameters, gradients));
                Assert.True(cost <= before, $"Rate {rate}, step {step}: the cost went from {before} to {cost}.");
                before = cost;
                double[] kept = [.. gradients];
                Wells(parameters, gradients);
                Assert.Equal(kept, gradients);
            }

            Assert.True(Wells(parameters, gradients) < 7);
            Assert.All(gradients, gradient => Assert.InRange(gradient, -1e-3, 1e-3));
        }
    }

    [Fact]
    public void A_cost_that_is_not_finite_is_not_gone_to()
    {
        // The barrier of a logarithm: from 2 the first trial of a large rate lies beyond it.
        double[] parameters = [2], gradients = new double[1];
        var state = Optimizer.LBFGS(100).CreateState<double>(1);

        state.Step(parameters.AsSpan(), gradients, () =>
        {
            gradients[0] = 1 - (1 / parameters[0]);
            return parameters[0] - Math.Log(parameters[0]);
        });
        Assert.Equal(1, parameters[0], 1e-6);

        double[] before = [.. parameters];
        Assert.Equal(double.NaN, state.Step(parameters.AsSpan(), gradients, () => double.NaN));
        Assert.Equal(double.PositiveInfinity, gradients[0] = double.PositiveInfinity);
        Assert.Equal(5, state.Step(parameters.AsSpan(), gradients, () => 5));
        Assert.Equal(before, parameters);
    }

    [Fact]
    public void A_training_is_steps_over_all_examples_and_soon_done()
    {
        var (x, y) = Examples();
        var byHand = Networks.Disc.Create(seed: 2);
        var ws = byHand.CreateWorkspace(40);
        var state = Optimizer.LBFGS(iterations: 6).CreateState(byHand.Parameters);
        double[] expected = [.. Enumerable.Range(0, 12).Select(_ => byHand.TrainStep(x, y, state, ws))];

        foreach (int? batch in (int?[])[null, 40, 1000])
        {
            var network = Networks.Disc.Create(seed: 2);
            var history = network.Fit(x, y, new TrainingOptions { Epochs = 12, BatchSize = batch, Optimizer = Optimizer.LBFGS(iterations: 6) });

            Assert.Equal(expected, history.Costs);
            Assert.Equal(12, history.Steps);
            Check.BitwiseEqual(byHand.Parameters.AsSpan(), network.Parameters.AsSpan());
        }

        Assert.True(expected[^1] < 0.01, $"The cost is {expected[^1]}.");
    }

    [Fact]
    public void Single_precision_is_trained_too()
    {
        var (x, y) = (Matrix<float>.Zeros(2, 4), Matrix<float>.Zeros(1, 4));
        (x[0, 1], x[0, 3], x[1, 2], x[1, 3], y[0, 1], y[0, 2]) = (1, 1, 1, 1, 1, 1);

        var history = Networks.Exclusive.Create(seed: 4).Fit(x, y, new TrainingOptions { Epochs = 20, Optimizer = Optimizer.LBFGS() });

        Assert.True(history.Costs[^1] < 0.01, $"The cost is {history.Costs[^1]}.");
    }

    [Fact]
    public void A_training_goes_on_from_a_checkpoint_bit_for_bit()
    {
        var (x, y) = Examples();
        var options = new TrainingOptions { Epochs = 15, Optimizer = Optimizer.LBFGS(0.5, iterations: 3, history: 4) };
        var whole = Networks.Disc.Create(seed: 2);
        var expected = whole.Fit(x, y, options);
        var folder = Directory.CreateTempSubdirectory("dnngen-lbfgs-");
        try
        {
            for (int cut = 1; cut < 15; cut += 3)
            {
                var checkpointed = options with { CheckpointPath = Path.Combine(folder.FullName, $"{cut}.checkpoint"), Resume = true };
                Networks.Disc.Create(seed: 2).Fit(x, y, checkpointed with { Epochs = cut });
                var network = Networks.Disc.Create(seed: 99);
                var history = network.Fit(x, y, checkpointed);

                Assert.Equal(expected.Costs, history.Costs);
                Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_state_with_moments_scalars_and_steps_of_another_goes_on_bit_for_bit()
    {
        var optimizer = Optimizer.LBFGS(iterations: 4, history: 3);
        double[] parameters = [-1.2, 1, -0.5, 0.8], gradients = new double[4];
        var first = optimizer.CreateState<double>(4);
        for (int step = 0; step < 4; step++)
        {
            first.Step(parameters.AsSpan(), gradients, () => Valley(parameters, gradients));
        }

        double[] parts = [.. parameters];
        var second = optimizer.CreateState<double>(4);
        foreach (string moment in optimizer.MomentNames)
        {
            first[moment].CopyTo(second[moment]);
        }

        first.Scalars.CopyTo(second.Scalars);
        second.Steps = first.Steps;
        first.Step(parameters.AsSpan(), gradients, () => Valley(parameters, gradients));
        second.Step(parts.AsSpan(), gradients, () => Valley(parts, gradients));

        Check.BitwiseEqual(parameters, parts);
    }

    [Fact]
    public void A_step_allocates_nothing_after_the_first()
    {
        double[] parameters = [-1.2, 1, -0.5, 0.8], gradients = new double[4];
        var state = Optimizer.LBFGS(0.7, iterations: 3).CreateState<double>(4);
        var evaluate = () => Valley(parameters, gradients);
        state.Step(parameters.AsSpan(), gradients, evaluate);

        long before = GC.GetAllocatedBytesForCurrentThread();
        state.Step(parameters.AsSpan(), gradients, evaluate);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Any_optimizer_steps_by_a_function_as_by_its_gradients()
    {
        double[] one = [-1.2, 1], two = [-1.2, 1], gradients = new double[2];
        var (first, second) = (Optimizer.Adam().CreateState<double>(2), Optimizer.Adam().CreateState<double>(2));
        for (int step = 0; step < 3; step++)
        {
            double cost = Valley(one, gradients);
            first.Step(one, gradients);
            Assert.Equal(cost, second.Step(two.AsSpan(), gradients, () => Valley(two, gradients)));
        }

        Assert.Equal(one, two);
        Assert.Equal(3, second.Steps);
    }

    [Fact]
    public void What_LBFGS_cannot_do_is_refused_in_one_sentence()
    {
        var (x, y) = Examples();
        var network = Networks.Disc.Create(seed: 2);
        var options = new TrainingOptions { Optimizer = Optimizer.LBFGS() };
        const string name = "LBFGS(learningRate: 1, iterations: 20, history: 10, gradientTolerance: 1E-07, changeTolerance: 1E-09)";

        Assert.Equal(
            $"Disc.Fit: {name} compares costs of the same examples, and takes all of them in one step; leave BatchSize out, or let it be all 40 examples.",
            Assert.Throws<ArgumentException>(() => network.Fit(x, y, options with { BatchSize = 10, AccumulatedBatches = 4 })).Message);
        Assert.Equal(
            $"Disc.Fit: {name} goes along the gradients of the cost, which clipped ones are not; leave ClipNorm and ClipValue out.",
            Assert.Throws<ArgumentException>(() => network.Fit(x, y, options with { ClipNorm = 1 })).Message);
        Assert.StartsWith(
            $"Disc.FindLearningRate: {name} searches for the length of every step itself",
            Assert.Throws<ArgumentException>(() => network.FindLearningRate(x, y, Optimizer.LBFGS())).Message,
            StringComparison.Ordinal);
        var state = Optimizer.LBFGS().CreateState<double>(2);
        Assert.Equal(
            "LBFGS looks at the costs of other parameters on its way; call Step(parameters, gradients, evaluate) with a function that gives them, or let Fit do it.",
            Assert.Throws<InvalidOperationException>(() => state.Step(new double[2], new double[2])).Message);
        Assert.Equal(0, state.Steps);
        Assert.Equal(
            "Optimizer.LBFGS: history is 0; it must be 1 or more.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.LBFGS(history: 0)).Message);
    }

    [Fact]
    public void A_training_that_diverges_is_told_and_keeps_its_parameters()
    {
        var (x, y) = Examples();
        var network = Networks.Disc.Create(seed: 2);
        network.Parameters.b2[0, 0] = double.PositiveInfinity;
        double[] before = [.. network.Parameters.AsSpan()];

        var diverged = Assert.Throws<TrainingDivergedException>(() => network.Fit(x, y, new TrainingOptions { Optimizer = Optimizer.LBFGS() }));

        Assert.Contains("b2 of layer 2 is the first of 1 among 4", diverged.Message, StringComparison.Ordinal);
        Check.BitwiseEqual(before, network.Parameters.AsSpan());
    }

    /// <summary>H. H. Rosenbrock's valley, chained: Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².</summary>
    private static double Valley(double[] x, double[] gradients)
    {
        double cost = 0;
        Array.Clear(gradients);
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - (x[i] * x[i]), b = 1 - x[i];
            cost += (100 * a * a) + (b * b);
            gradients[i] += (-400 * x[i] * a) - (2 * b);
            gradients[i + 1] += 200 * a;
        }

        return cost;
    }

    /// <summary>Two minima in every direction: Σ (xᵢ² − 1)² + 0.3xᵢ.</summary>
    private static double Wells(double[] x, double[] gradients)
    {
        double cost = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double w = (x[i] * x[i]) - 1;
            cost += (w * w) + (0.3 * x[i]);
            gradients[i] = (4 * x[i] * w) + 0.3;
        }

        return cost;
    }

    private static (Matrix<double> X, Matrix<double> Y) Examples()
    {
        var random = new SeededRandom(7);
        var (x, y) = (Matrix<double>.Zeros(2, 40), Matrix<double>.Zeros(1, 40));
        for (int j = 0; j < 40; j++)
        {
            (x[0, j], x[1, j]) = ((2 * random.NextUniform()) - 1, (2 * random.NextUniform()) - 1);
            y[0, j] = (x[0, j] * x[0, j]) + (x[1, j] * x[1, j]) < 0.4 ? 1 : 0;
        }

        return (x, y);
    }

    private sealed record Trajectory(Optimizer Optimizer, double[] Costs, double[] End, int Evaluations);
}
