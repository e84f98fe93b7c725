extern alias runtime;

using System.Diagnostics;
using System.Numerics;
using System.Reflection;

using CsCheck;

using DnnGen.Generator.Tests.Harness;

using Xunit.Abstractions;

namespace DnnGen.Generator.Tests;

/// <summary>
/// Generated code computes what the method says: random networks, generated, compiled and run, against plain loops.
/// </summary>
public sealed class NumericTests(ITestOutputHelper output)
{
    private static readonly Activation[] Activations = Enum.GetValues<Activation>();

    /// <summary>Networks of 1 to 6 layers of 1 to 9 units, with every activation, loss and number type.</summary>
    private static readonly Gen<NetworkSpec> Networks = Gen.Select(
        Gen.Int[1, 9].Array[2, 7],
        Gen.Int[0, Activations.Length - 1].Array[6],
        Gen.Enum<Loss>(),
        Gen.Bool,
        Gen.Int[1, 7],
        (sizes, activations, loss, isDouble, batch) => NetworkSpec.Create(sizes, [.. activations.Select(index => Activations[index])], loss, isDouble, batch));

    [Fact]
    public void Random_networks_agree_with_plain_loops_in_every_pass()
    {
        var random = new PCG(stream: 1, seed: 20240229);
        NetworkSpec[] specs = [.. Enumerable.Range(0, 60).Select(_ => Networks.Generate(random, null, out Size _))];

        Exercise(specs, checkGradients: false);
    }

    [Fact]
    public void The_gradients_of_every_activation_and_loss_agree_with_finite_differences()
    {
        // Every activation inside before every loss, and every activation at the output before every loss that it fits.
        var inside = from hidden in Activations
                     from loss in Enum.GetValues<Loss>()
                     select (hidden, last: NetworkSpec.OutputOf(loss) ?? Activation.Identity, loss);
        var outside = from last in Activations
                      from loss in Enum.GetValues<Loss>()
                      where NetworkSpec.OutputOf(loss) is null
                      select (hidden: Activation.Tanh, last, loss);
        var specs = inside.Concat(outside).Distinct()
            .Select(pair => new NetworkSpec([3, 5, 4, 3], [pair.hidden, pair.hidden, pair.last], pair.loss, IsDouble: true, Batch: 5));

        Exercise([.. specs], checkGradients: true);
    }

    /// <summary>Sizes at and around the widths of registers and the bounds of the cost model, batches that end within a register.</summary>
    [Fact]
    public void Networks_of_odd_widths_and_batches_agree_with_plain_loops_in_every_pass()
    {
        (int[] Sizes, int Batch)[] shapes =
        [
            ([2, 4, 1], 400), ([2, 4, 1], 1), ([2, 4, 1], 7), ([3, 5, 4, 2], 33), ([12, 4, 1], 1024), ([1, 1], 129), ([15, 1], 300),
            ([63, 1], 33), ([17, 3], 7), ([16, 16], 33), ([64, 64, 10], 7), ([17, 1000, 3], 33), ([300, 33, 17, 1], 7), ([1000, 1, 5], 1),
            ([9, 31, 16], 64), ([1030, 20, 7, 1], 33),
        ];
        var specs = from shape in shapes
                    from loss in new[] { Loss.BinaryCrossEntropy, Loss.MeanSquaredError }
                    from isDouble in new[] { false, true }
                    select NetworkSpec.Create([.. shape.Sizes], [.. Enumerable.Repeat(Activation.Tanh, shape.Sizes.Length - 1)], loss, isDouble, shape.Batch);

        Exercise([.. specs], checkGradients: false);
    }

    private void Exercise(NetworkSpec[] specs, bool checkGradients)
    {
        string source = string.Join("\n", specs.Select((spec, index) => $"{spec} public partial class Net{index};"));
        var assembly = new Consumer(source).Generate().CompilesWithoutWarning().Load();
        for (int i = 0; i < specs.Length; i++)
        {
            output.WriteLine($"Net{i}: {specs[i]}, {specs[i].Batch} examples");
            var number = specs[i].IsDouble ? typeof(double) : typeof(float);
            var exercise = (NetworkExercise)Activator.CreateInstance(
                typeof(NetworkExercise<,>).MakeGenericType(assembly.GetType($"Net{i}")!, number), specs[i], (ulong)i)!;
            exercise.Run(checkGradients);
        }
    }
}

/// <summary>A random declaration, layer by layer.</summary>
internal sealed record NetworkSpec(int[] Sizes, Activation[] Activations, Loss Loss, bool IsDouble, int Batch)
{
    public int Layers => Sizes.Length - 1;

    /// <summary>The one output that a loss takes, or null where it takes any.</summary>
    public static Activation? OutputOf(Loss loss) => loss switch
    {
        Loss.BinaryCrossEntropy => Activation.Sigmoid,
        Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy => Activation.Softmax,
        Loss.KLDivergence => Activation.LogSoftmax,
        Loss.Hinge => Activation.Identity,
        _ => null,
    };

    /// <summary>Makes what was drawn fit together: a softmax or a cosine has two units or more, an output fits its loss.</summary>
    public static NetworkSpec Create(int[] sizes, Activation[] activations, Loss loss, bool isDouble, int batch)
    {
        int layers = sizes.Length - 1;
        activations = activations[..layers];
        activations[^1] = OutputOf(loss) ?? activations[^1];
        for (int l = 1; l <= layers; l++)
        {
            bool needsTwo = activations[l - 1] is Activation.Softmax or Activation.LogSoftmax || (l == layers && loss == Loss.CosineDistance);
            if (needsTwo && sizes[l] == 1)
            {
                sizes[l] = 2;
            }
        }

        return new(sizes, activations, loss, isDouble, batch);
    }

    public override string ToString() =>
        $"[Network(Loss = Loss.{Loss}, Precision = Precision.{(IsDouble ? "Double" : "Single")}), Input({Sizes[0]})"
        + string.Concat(Activations.Select((activation, index) => $", Dense({Sizes[index + 1]}, Activation = Activation.{activation})")) + "]";
}

/// <summary>Puts one network through every pass.</summary>
internal abstract class NetworkExercise
{
    public abstract void Run(bool checkGradients);
}

/// <inheritdoc/>
internal sealed class NetworkExercise<TNetwork, T>(NetworkSpec spec, ulong seed) : NetworkExercise
    where TNetwork : class, runtime::DnnGen.INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private delegate T PredictOne(ReadOnlySpan<T> example);

    /// <summary>Whether the runtime was built for release: without optimization, generic arithmetic puts numbers into boxes.</summary>
    private static bool IsOptimized { get; } =
        typeof(runtime::DnnGen.Matrix<>).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    private readonly double tolerance = typeof(T) == typeof(double) ? 1e-11 : 2e-5;
    private readonly System.Random random = new((int)seed);

    public override void Run(bool checkGradients)
    {
        Assert.Equal((spec.Sizes[0], spec.Sizes[^1], spec.Layers), (TNetwork.InputSize, TNetwork.OutputSize, TNetwork.LayerCount));

        // A last batch is smaller than the workspace.
        int workspaceSize = spec.Batch + (int)(seed % 3);
        var x = RandomInput(spec.Batch);
        var y = RandomLabels(spec.Batch);

        ForwardAgreesWithPlainLoops(x, y, workspaceSize);
        TrainStepIsForwardCostBackwardUpdate(x, y, workspaceSize);
        PredictionsAgree(x, workspaceSize);
        NothingIsAllocated(x, y, workspaceSize);
        FitIsALoopOfTrainSteps();
        CancellationReturnsTheHistorySoFar();
        SavedNetworksComeBack();
        if (checkGradients)
        {
            var result = runtime::DnnGen.GradientChecker.Check<TNetwork, T>(WithBiases(TNetwork.Create(seed)), x, y);
            Assert.True(result.Passed, $"{spec}: {result}");
            Assert.Equal(result.ParameterCount, TNetwork.ParameterCount);
        }
    }

    /// <summary>Biases other than zero, where the inputs of a ReLU that is dead below it would sit right on the kink of the next.</summary>
    private TNetwork WithBiases(TNetwork network)
    {
        foreach (var bias in network.Parameters.Layout.Where(parameter => parameter.Kind == runtime::DnnGen.ParameterKind.Bias))
        {
            var numbers = network.Parameters.View(bias);
            for (int i = 0; i < numbers.Rows; i++)
            {
                numbers[i, 0] = T.CreateTruncating(random.NextDouble() - 0.4);
            }
        }

        return network;
    }

    private void ForwardAgreesWithPlainLoops(runtime::DnnGen.Matrix<T> x, runtime::DnnGen.Matrix<T> y, int workspaceSize)
    {
        var network = WithBiases(TNetwork.Create(seed));
        var workspace = network.CreateWorkspace(workspaceSize);
        var actual = network.Forward(x, workspace);
        double cost = 0;
        for (int j = 0; j < x.Columns; j++)
        {
            var a = PlainForward(network, x, j);
            for (int i = 0; i < a.Length; i++)
            {
                Close(a[i], actual[i, j], "Forward");
            }

            cost += PlainLoss(a, y, j);
        }

        Close(cost / x.Columns, network.Cost(y, workspace), "Cost", factor: 100);
    }

    private void TrainStepIsForwardCostBackwardUpdate(runtime::DnnGen.Matrix<T> x, runtime::DnnGen.Matrix<T> y, int workspaceSize)
    {
        var (fused, apart) = (TNetwork.Create(seed), TNetwork.Create(seed));
        var (fusedWorkspace, workspace) = (fused.CreateWorkspace(workspaceSize), apart.CreateWorkspace(workspaceSize));
        T rate = T.CreateTruncating(0.1);
        for (int step = 0; step < 3; step++)
        {
            T fusedCost = fused.TrainStep(x, y, rate, fusedWorkspace);
            apart.Forward(x, workspace);
            T cost = apart.Cost(y, workspace);
            apart.Backward(x, y, workspace);
            apart.Update(workspace.ParameterGradients, rate);
            Close(double.CreateTruncating(cost), fusedCost, "the cost of TrainStep", factor: 10);
        }

        CloseParameters(apart, fused, "TrainStep", factor: 10);
    }

    private void PredictionsAgree(runtime::DnnGen.Matrix<T> x, int workspaceSize)
    {
        var network = WithBiases(TNetwork.Create(seed));
        var expected = network.Forward(x, network.CreateWorkspace(workspaceSize));
        var batch = network.Predict(x);
        var one = typeof(TNetwork).GetMethod("Predict", [typeof(ReadOnlySpan<T>)]);
        Assert.Equal(TNetwork.OutputSize == 1, one is not null);
        var example = new T[TNetwork.InputSize];
        var single = new T[TNetwork.OutputSize];
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < example.Length; i++)
            {
                example[i] = x[i, j];
            }

            // An example has the same bits in any batch. The kernels for a vector sum short rows in another order.
            var alone = network.Forward(x.SliceColumns(j, 1), network.CreateWorkspace(1));
            network.Predict(example, single);
            for (int i = 0; i < single.Length; i++)
            {
                SameBits(expected[i, j], batch[i, j], "Predict of a matrix");
                SameBits(expected[i, j], alone[i, 0], "Forward of one example");
                Close(double.CreateTruncating(expected[i, j]), single[i], "Predict of one example");
            }

            if (one is not null)
            {
                SameBits(single[0], one.CreateDelegate<PredictOne>(network)(example), "Predict of one number");
            }
        }
    }

    private void NothingIsAllocated(runtime::DnnGen.Matrix<T> x, runtime::DnnGen.Matrix<T> y, int workspaceSize)
    {
        var network = TNetwork.Create(seed);
        var workspace = network.CreateWorkspace(workspaceSize);
        var one = typeof(TNetwork).GetMethod("Predict", [typeof(ReadOnlySpan<T>)])?.CreateDelegate<PredictOne>(network);
        var example = new T[TNetwork.InputSize];
        var single = new T[TNetwork.OutputSize];
        T rate = T.CreateTruncating(0.01);
        long before = 0;
        for (int round = 0; round < 4; round++)
        {
            if (round == 2)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            network.TrainStep(x, y, rate, workspace);
            network.Predict(example, single);
            one?.Invoke(example);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (IsOptimized)
        {
            Assert.Equal(0, allocated);
        }
    }

    private void FitIsALoopOfTrainSteps()
    {
        const int Examples = 7, BatchSize = 3, Epochs = 2;
        var (x, y) = (RandomInput(Examples), RandomLabels(Examples));
        var (fitted, looped) = (TNetwork.Create(seed), TNetwork.Create(seed));
        var history = fitted.Fit(x, y, new() { Epochs = Epochs, BatchSize = BatchSize, LearningRate = 0.125, Seed = seed + 1 });

        var shuffle = new runtime::DnnGen.SeededRandom(seed + 1);
        int[] order = new int[Examples];
        var workspace = looped.CreateWorkspace(BatchSize);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            shuffle.NextPermutation(order);
            double cost = 0;
            for (int start = 0; start < Examples; start += BatchSize)
            {
                int count = Math.Min(BatchSize, Examples - start);
                var (batchX, batchY) = (Pick(x, order.AsSpan(start, count)), Pick(y, order.AsSpan(start, count)));
                cost += double.CreateTruncating(looped.TrainStep(batchX, batchY, T.CreateTruncating(0.125), workspace)) * count;
            }

            Assert.Equal(cost / Examples, history.Costs[epoch], 1e-12);
        }

        Assert.Equal((Epochs, 3L * Epochs, false), (history.Costs.Count, history.Steps, history.WasCancelled));
        CloseParameters(looped, fitted, "Fit", factor: 0);
    }

    private void CancellationReturnsTheHistorySoFar()
    {
        using var cancellation = new CancellationTokenSource();
        var history = TNetwork.Create(seed).Fit(RandomInput(4), RandomLabels(4), new()
        {
            Epochs = 100,
            BatchSize = 2,
            CancellationToken = cancellation.Token,
            OnEpoch = progress =>
            {
                if (progress.Epoch == 1)
                {
                    cancellation.Cancel();
                }
            },
        });

        Assert.Equal((2, 4L, true), (history.Costs.Count, history.Steps, history.WasCancelled));
    }

    private void SavedNetworksComeBack()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            var network = TNetwork.Create(seed);
            network.Save(path);
            CloseParameters(network, TNetwork.Load(path), "Load", factor: 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The method's formulas for one example, in double precision and the plainest of loops.</summary>
    private double[] PlainForward(TNetwork network, runtime::DnnGen.Matrix<T> x, int column)
    {
        var parameters = network.Parameters;
        var a = Enumerable.Range(0, spec.Sizes[0]).Select(i => double.CreateTruncating(x[i, column])).ToArray();
        for (int l = 1; l <= spec.Layers; l++)
        {
            var w = parameters.View(parameters.Layout[2 * (l - 1)]);
            var b = parameters.View(parameters.Layout[(2 * (l - 1)) + 1]);
            double[] z = new double[spec.Sizes[l]];
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = double.CreateTruncating(b[i, 0]);
                for (int k = 0; k < a.Length; k++)
                {
                    z[i] += double.CreateTruncating(w[i, k]) * a[k];
                }
            }

            double exponentials = z.Sum(Math.Exp);
            a = [.. z.Select(value => spec.Activations[l - 1] switch
            {
                Activation.ReLU => Math.Max(0, value),
                Activation.LeakyReLU => value > 0 ? value : 0.01 * value,
                Activation.Tanh => Math.Tanh(value),
                Activation.Sigmoid => 1 / (1 + Math.Exp(-value)),
                Activation.Softmax => Math.Exp(value) / exponentials,
                Activation.GELU => value * NormalDistribution(value),
                Activation.LogSoftmax => value - Math.Log(exponentials),
                Activation.ELU => value > 0 ? value : Math.Exp(value) - 1,
                Activation.SELU => 1.0507009873554805 * (value > 0 ? value : 1.6732632423543772 * (Math.Exp(value) - 1)),
                Activation.GELUTanh => 0.5 * value * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (value + (0.044715 * value * value * value)))),
                Activation.SiLU => value / (1 + Math.Exp(-value)),
                Activation.Mish => value * Math.Tanh(Math.Log(1 + Math.Exp(value))),
                Activation.HardSigmoid => Math.Clamp((value / 6) + 0.5, 0, 1),
                Activation.HardSwish => value * Math.Clamp((value / 6) + 0.5, 0, 1),
                Activation.Softplus => Math.Log(1 + Math.Exp(value)),
                Activation.Softsign => value / (1 + Math.Abs(value)),
                Activation.ReLU6 => Math.Clamp(value, 0, 6),
                _ => value,
            })];
        }

        return a;
    }

    /// <summary>Φ(z) by the series ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …), which is exact enough for the small z of these networks.</summary>
    private static double NormalDistribution(double z)
    {
        double term = z, sum = z;
        for (int k = 1; k < 200; k++)
        {
            term *= z * z / ((2 * k) + 1);
            sum += term;
        }

        return 0.5 + (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * sum);
    }

    private double PlainLoss(double[] a, runtime::DnnGen.Matrix<T> y, int column)
    {
        double loss = 0;
        if (spec.Loss == Loss.SparseCategoricalCrossEntropy)
        {
            return -Math.Log(a[(int)double.CreateTruncating(y[0, column])]);
        }

        double[] labels = [.. Enumerable.Range(0, a.Length).Select(i => double.CreateTruncating(y[i, column]))];
        if (spec.Loss == Loss.CosineDistance)
        {
            double lengths = Math.Sqrt(a.Sum(value => value * value) * labels.Sum(value => value * value));
            return lengths == 0 ? 1 : 1 - (a.Zip(labels, (value, label) => value * label).Sum() / lengths);
        }

        for (int i = 0; i < a.Length; i++)
        {
            double label = labels[i], difference = Math.Abs(a[i] - label);
            loss += spec.Loss switch
            {
                Loss.BinaryCrossEntropy => -((label * Math.Log(a[i])) + ((1 - label) * Math.Log(1 - a[i]))),
                Loss.CategoricalCrossEntropy => label == 0 ? 0 : -label * Math.Log(a[i]),
                Loss.MeanAbsoluteError => difference / a.Length,
                Loss.Huber => (difference <= 1 ? difference * difference / 2 : difference - 0.5) / a.Length,
                Loss.Hinge => Math.Max(0, 1 - (label * a[i])) / a.Length,
                Loss.KLDivergence => label == 0 ? 0 : label * (Math.Log(label) - a[i]),
                _ => difference * difference / a.Length,
            };
        }

        return loss;
    }

    private runtime::DnnGen.Matrix<T> RandomInput(int examples)
    {
        var x = runtime::DnnGen.Matrix<T>.Zeros(spec.Sizes[0], examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = T.CreateTruncating((2 * random.NextDouble()) - 1);
            }
        }

        return x;
    }

    private runtime::DnnGen.Matrix<T> RandomLabels(int examples)
    {
        var y = runtime::DnnGen.Matrix<T>.Zeros(TNetwork.LabelSize, examples);
        for (int j = 0; j < examples; j++)
        {
            int one = random.Next(spec.Sizes[^1]);
            for (int i = 0; i < y.Rows; i++)
            {
                y[i, j] = spec.Loss switch
                {
                    Loss.BinaryCrossEntropy => T.CreateTruncating(random.Next(2)),
                    Loss.CategoricalCrossEntropy => i == one ? T.One : T.Zero,
                    Loss.SparseCategoricalCrossEntropy => T.CreateTruncating(one),
                    Loss.KLDivergence => i == one ? T.CreateTruncating(0.75) : T.CreateTruncating(0.25 * random.Next(2)),
                    Loss.Hinge => T.CreateTruncating((2 * random.Next(2)) - 1),
                    _ => T.CreateTruncating(random.NextDouble()),
                };
            }
        }

        return y;
    }

    private static runtime::DnnGen.Matrix<T> Pick(runtime::DnnGen.Matrix<T> examples, ReadOnlySpan<int> columns)
    {
        var picked = runtime::DnnGen.Matrix<T>.Zeros(examples.Rows, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            picked.Column(j).CopyFrom(examples.Column(columns[j]));
        }

        return picked;
    }

    private void CloseParameters(TNetwork expected, TNetwork actual, string what, double factor)
    {
        var wanted = expected.Parameters.AsSpan();
        var numbers = actual.Parameters.AsSpan();
        Assert.Equal(wanted.Length, numbers.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            Close(double.CreateTruncating(wanted[i]), numbers[i], what, factor);
        }
    }

    private void Close(double expected, T actual, string what, double factor = 1)
    {
        double number = double.CreateTruncating(actual);
        Assert.True(
            Math.Abs(number - expected) <= factor * tolerance * Math.Max(1, Math.Abs(expected)),
            $"{spec}: {what} gives {number:R}, not {expected:R}.");
    }

    private void SameBits(T expected, T actual, string what) =>
        Assert.True(expected.Equals(actual), $"{spec}: {what} gives {actual:R}, not {expected:R}.");
}
