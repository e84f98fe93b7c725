extern alias runtime;

using CsCheck;

using DnnGen.Generator.Tests.Harness;

using Xunit.Abstractions;

namespace DnnGen.Generator.Tests;

/// <summary>Networks of layers drawn at random from the language: generated, compiled, and every pass run.</summary>
public sealed class ComposedNetworkTests(ITestOutputHelper output)
{
    private static readonly Activation[] Smooth =
        [Activation.Identity, Activation.Tanh, Activation.Sigmoid, Activation.GELU, Activation.SiLU, Activation.Softplus, Activation.ELU, Activation.Mish];

    private const string Blocks = """
        [Block, Conv2D(2 * Block.Filters, kernel: 1, Activation = Activation.Tanh), Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity, Name = "a"), Add(Block.Input)]
        internal sealed class Residual;
        [Block, Dense(Block.Width, Activation = Activation.Sigmoid, Name = "a"), Multiply(Block.Input), Use<Inner>(Width = Block.Width, Name = "b"), Add("a")]
        internal sealed class Gate;
        [Block, Dense(Block.Width, Activation = Activation.GELU), Add(Block.Input)]
        internal sealed class Inner;

        """;

    [Fact]
    public void Random_compositions_agree_with_finite_differences_in_every_pass()
    {
        var random = new PCG(stream: 3, seed: 20240301);
        string[] declarations = [.. Enumerable.Range(0, 40).Select(_ => new Composition(random).Declare())];
        string source = Blocks + string.Join("\n", declarations.Select((declaration, index) => $"{declaration} public partial class Net{index};"));
        var assembly = new Consumer(source).Generate().CompilesWithoutWarning().Load();
        for (int i = 0; i < declarations.Length; i++)
        {
            output.WriteLine($"Net{i}: {declarations[i]}");
            var exercise = (ComposedExercise)Activator.CreateInstance(typeof(ComposedExercise<>).MakeGenericType(assembly.GetType($"Net{i}")!))!;
            exercise.Run((ulong)i);
        }
    }

    /// <summary>Draws layers that fit one another, smooth enough for finite differences.</summary>
    private sealed class Composition(PCG random)
    {
        private readonly List<string> layers = [];

        // What has a name, with its shape.
        private readonly List<(string Name, int[] Shape)> named = [];

        // The shape that comes out of the last layer: channels, height and width, time and features, or a vector of one number.
        private int[] shape = [];

        public string Declare()
        {
            shape = Draw(4) switch { 0 => [2 + Draw(6)], 1 => [2 + Draw(5), 1 + Draw(6)], _ => [1 + Draw(3), 3 + Draw(6), 3 + Draw(6)] };
            layers.Add(shape.Length == 2 ? $"Input(Time = {shape[0]}, Features = {shape[1]})" : $"Input({string.Join(", ", shape)})");
            bool several = Draw(4) == 0;
            if (several)
            {
                AddInput();
            }

            int count = 1 + Draw(5);
            for (int i = 0; i < count; i++)
            {
                if (Draw(2) == 0)
                {
                    NameLast();
                }

                Add();
                if (Draw(2) == 0)
                {
                    Combine();
                }

                if (several && Draw(2) == 0)
                {
                    // Whatever it is, it may be compared with any numbers; what comes after it goes on from there.
                    layers.Add($"Output(\"head{i}\", Loss = Loss.{(Draw(2) == 0 ? "MeanSquaredError" : "Huber")}, Weight = {1 + Draw(3)})");
                }
            }

            if (shape.Length > 1)
            {
                layers.Add("Flatten");
            }

            for (int i = 1; i < layers.Count; i++)
            {
                string word = layers[i].Split('(', '<')[0];
                if (Draw(5) == 0 && !several && !layers[i].Contains("Tied", StringComparison.Ordinal) && word is ("Dense" or "Conv2D" or "Use" or "PReLU" or "BatchNorm" or "LayerNorm" or "GroupNorm" or "RMSNorm"
                    or "PositionalEmbedding" or "SelfAttention" or "FeedForward" or "Conv1D" or "ConvTranspose2D" or "DepthwiseConv2D"))
                {
                    layers[i] = layers[i].EndsWith(')') ? $"{layers[i][..^1]}, Frozen = true)" : $"{layers[i]}(Frozen = true)";
                }
            }

            layers.Add("Dense(3)");
            string loss = Draw(3) switch { 0 => "Loss.SparseCategoricalCrossEntropy", 1 => "Loss.CategoricalCrossEntropy, LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 2.0, 0.5 }", _ => "Loss.CategoricalCrossEntropy" };
            if (several)
            {
                layers.Add($"Output(\"class\", Loss = {loss})");
                return $"[Network(Precision = Precision.Double), {string.Join(", ", layers)}]";
            }

            return $"[Network(Loss = {loss}, Precision = Precision.Double), {string.Join(", ", layers)}]";
        }

        /// <summary>A second input of the same shape, joined with the first; what was drawn so far is the first.</summary>
        private void AddInput()
        {
            string sizes = layers[0]["Input(".Length..^1];
            layers[0] = $"Input({sizes}, Name = \"left\")";
            layers.Add($"Input({sizes}, Name = \"right\")");
            layers.Add(Draw(2) == 0 ? "Add(\"left\")" : "Multiply(\"left\")");
        }

        private int Draw(int count) => (int)random.Next((uint)count);

        private string Activated() => $", Activation = Activation.{Smooth[Draw(Smooth.Length)]}";

        /// <summary>For layers whose weights have penalties and an initialization of their own.</summary>
        private string Own() => $"{Activated()}{(Draw(4) == 0 ? ", L1 = 0.003, L2 = 0.01" : "")}{(Draw(6) == 0 ? ", Init = Initialization.Orthogonal" : "")}";

        private void Add()
        {
            if (shape.Length == 2)
            {
                AddToSequence();
                return;
            }

            switch (shape.Length == 3 ? Draw(13) : 13 + Draw(8))
            {
                case 0 or 1 or 2:
                    Convolve();
                    break;
                case 3:
                    int window = 1 + Draw(Math.Min(3, Math.Min(shape[1], shape[2]))), stride = 1 + Draw(3);
                    layers.Add($"{(Draw(2) == 0 ? "Max" : "Average")}Pool2D({window}, Stride = {stride})");
                    shape = [shape[0], ((shape[1] - window) / stride) + 1, ((shape[2] - window) / stride) + 1];
                    break;
                case 4:
                    layers.Add($"{(Draw(2) == 0 ? "Max" : "Average")}Pool2D(3, Stride = 2, Padding = {(Draw(2) == 0 ? "Padding.Same" : "1")})");
                    shape = [shape[0], (shape[1] + 1) / 2, (shape[2] + 1) / 2];
                    break;
                case 5 or 14:
                    layers.Add($"Activation(Activation.{Smooth[Draw(Smooth.Length)]})");
                    break;
                case 6 or 15:
                    layers.Add("Dropout(0.5)");
                    break;
                case 7:
                    layers.Add(Draw(3) switch { 0 => "Flatten", 1 => "GlobalAveragePool", _ => "GlobalMaxPool" });
                    shape = [layers[^1] == "Flatten" ? shape[0] * shape[1] * shape[2] : shape[0]];
                    break;
                case 8 or 9 or 16 or 17:
                    // One number for each example has no variance, and a batch of five has little.
                    int groups = shape[0] % 2 == 0 ? 2 : 1;
                    bool isOne = shape.Aggregate(1, (product, size) => product * size) <= groups;
                    layers.Add(Draw(4) switch { 0 when !isOne => "LayerNorm", 1 when !isOne => $"GroupNorm({groups})", 2 => "RMSNorm", _ => "BatchNorm(Momentum = 0.3)" });
                    break;
                case 10 when Draw(2) == 0:
                    Transpose();
                    break;
                case 10:
                    layers.Add("Upsample2D(2)");
                    shape = [shape[0], 2 * shape[1], 2 * shape[2]];
                    break;
                case 11:
                    layers.Add($"Use<Residual>(Filters = {shape[0]}, Repeat = {1 + Draw(2)})");
                    break;
                case 12 or 19:
                    layers.Add(Draw(3) == 0 ? "PReLU(Shared = true)" : "PReLU");
                    break;
                case 18:
                    layers.Add($"Use<Gate>(Width = {shape[0]}, Repeat = {1 + Draw(2)})");
                    break;
                case 13:
                    shape = [2 + Draw(20)];
                    layers.Add($"Dense({shape[0]}{Own()})");
                    Tie(shape[0]);
                    break;
                default:
                    shape = [1, shape[0], 1];
                    layers.Add($"Reshape({string.Join(", ", shape)})");
                    break;
            }
        }

        /// <summary>Sometimes two layers more, with one matrix.</summary>
        private void Tie(int width)
        {
            if (Draw(3) == 0)
            {
                string owner = $"t{layers.Count}";
                layers.Add($"Dense({width}, Name = \"{owner}\"{Own()})");
                layers.Add($"Dense({width}, Tied = \"{owner}\"{(Draw(2) == 0 ? ", Transposed = true" : "")}, Activation = Activation.{Smooth[Draw(Smooth.Length)]})");
            }
        }

        private void AddToSequence()
        {
            switch (Draw(13))
            {
                case 6:
                    layers.Add("PositionalEmbedding");
                    break;
                case 7:
                    layers.Add($"SelfAttention({(shape[1] % 2 == 0 ? 2 : 1)}, Causal = {(Draw(2) == 0 ? "true" : "false")})");
                    break;
                case 8:
                    layers.Add($"FeedForward({1 + Draw(8)}{Activated()})");
                    break;
                case 0 or 1:
                    shape = [shape[0], 2 + Draw(8)];
                    layers.Add($"Dense({shape[1]}{Own()})");
                    Tie(shape[1]);
                    break;
                case 2:
                    layers.Add(shape[1] > 1 ? "LayerNorm" : "RMSNorm");
                    break;
                case 3:
                    layers.Add($"Activation(Activation.{(shape[1] > 1 ? Activation.Softmax : Activation.Tanh)})");
                    break;
                case 4:
                    layers.Add("BatchNorm(Momentum = 0.3)");
                    break;
                case 5:
                    layers.Add("PReLU");
                    break;
                case 9:
                    int window = 1 + Draw(Math.Min(3, shape[0])), stride = 1 + Draw(3);
                    layers.Add($"{(Draw(2) == 0 ? "Max" : "Average")}Pool1D({window}, Stride = {stride})");
                    shape = [((shape[0] - window) / stride) + 1, shape[1]];
                    break;
                case 10:
                    layers.Add($"{(Draw(2) == 0 ? "Max" : "Average")}Pool1D(3, Stride = 2, Padding = {Draw(3) switch { 0 => "Padding.Same", 1 => "Padding.Causal", _ => "1" }})");
                    shape = [(shape[0] + 1) / 2, shape[1]];
                    break;
                case 11:
                    layers.Add(Draw(2) == 0 ? "GlobalAveragePool" : "GlobalMaxPool");
                    shape = [shape[1]];
                    break;
                default:
                    layers.Add("Dropout(0.5)");
                    break;
            }
        }

        /// <summary>The name of the last output, a new one where it has none.</summary>
        private string NameLast()
        {
            string last = layers[^1], name = $"n{named.Count}";
            if (last.StartsWith("Output", StringComparison.Ordinal))
            {
                // What is an output has its name already.
                string output = last.Split('"')[1];
                named.RemoveAll(one => one.Name == output);
                named.Add((output, shape));
                return output;
            }

            if (last.Contains("Name =", StringComparison.Ordinal))
            {
                return named[^1].Name;
            }

            layers[^1] = last.EndsWith(')') ? $"{last[..^1]}, Name = \"{name}\")" : $"{last}(Name = \"{name}\")";
            named.Add((name, shape));
            return name;
        }

        /// <summary>A sum, a product or a concatenation with something that fits, or a branch that meets the rest again.</summary>
        private void Combine()
        {
            var fitting = named.Where(output => output.Shape.SequenceEqual(shape)).ToList();
            if (fitting.Count == 0)
            {
                return;
            }

            string other = fitting[Draw(fitting.Count)].Name;
            switch (Draw(4))
            {
                case 0:
                    string left = NameLast();
                    layers.Add($"From(\"{other}\")");
                    layers.Add("Activation(Activation.Tanh)");
                    layers.Add($"Add(\"{left}\")");
                    break;
                case 1:
                    layers.Add($"Multiply(\"{other}\")");
                    break;
                case 2:
                    string first = NameLast();
                    layers.Add($"Concat(\"{first}\", \"{other}\")");
                    shape = shape.Length == 2 ? [shape[0], 2 * shape[1]] : [2 * shape[0], .. shape[1..]];
                    break;
                default:
                    layers.Add($"Add(\"{other}\")");
                    break;
            }
        }

        private void Transpose()
        {
            int kernel = 1 + Draw(3), wide = 1 + Draw(3), stride = 1 + Draw(2), dilation = 1 + Draw(2), more = Draw(Math.Max(stride, dilation));
            int groups = Draw(3) == 0 ? shape[0] : 1, filters = groups * (1 + Draw(3));
            int smallest = Math.Min(Uncut(shape[1], kernel), Uncut(shape[2], wide)), padding = Draw(Math.Min(3, (smallest + 1) / 2));
            layers.Add($"ConvTranspose2D({filters}, kernelHeight: {kernel}, kernelWidth: {wide}, Stride = {stride}, Padding = {padding}, OutputPadding = {more}, Dilation = {dilation}, Groups = {groups}{Activated()})");
            int Uncut(int size, int along) => ((size - 1) * stride) + ((along - 1) * dilation) + 1 + more;
            shape = [filters, Uncut(shape[1], kernel) - (2 * padding), Uncut(shape[2], wide) - (2 * padding)];
        }

        private void Convolve()
        {
            int kernel = 1 + Draw(3), wide = Draw(3) == 0 ? 1 + Draw(4) : kernel, stride = 1 + Draw(2), dilation = 1 + Draw(2), padding = Draw(3);
            bool depthwise = Draw(4) == 0;
            int groups = depthwise || Draw(3) == 0 ? shape[0] : 1, multiplier = 1 + Draw(depthwise ? 2 : 4), filters = groups * multiplier;
            int extent = ((kernel - 1) * dilation) + 1, extentWidth = ((wide - 1) * dilation) + 1;
            bool same = Draw(3) == 0 || shape[1] + (2 * padding) < extent || shape[2] + (2 * padding) < extentWidth;
            string settings = $"Stride = {stride}, Dilation = {dilation}, Padding = {(same ? "Padding.Same" : padding)}{(depthwise ? Activated() : Own())}";
            string window = wide == kernel ? $"kernel: {kernel}" : $"kernelHeight: {kernel}, kernelWidth: {wide}";
            layers.Add(depthwise ? $"DepthwiseConv2D({window}, Multiplier = {multiplier}, {settings})" : $"Conv2D({filters}, {window}, Groups = {groups}, {settings})");
            int Out(int size, int along) => same ? (size + stride - 1) / stride : ((size + (2 * padding) - along) / stride) + 1;
            shape = [filters, Out(shape[1], extent), Out(shape[2], extentWidth)];
        }
    }
}

/// <summary>Puts one network through every pass.</summary>
internal abstract class ComposedExercise
{
    /// <summary>Runs the passes.</summary>
    /// <param name="seed">Of everything that is drawn.</param>
    /// <param name="vocabulary">The kinds of tokens that come in; 0 for numbers.</param>
    public abstract void Run(ulong seed, int vocabulary = 0);
}

/// <inheritdoc/>
internal sealed class ComposedExercise<TNetwork> : ComposedExercise
    where TNetwork : class, runtime::DnnGen.INetwork<TNetwork, double>
{
    private const int Examples = 5;

    /// <summary>With biases of its own: where they are zero, what a window sees of padding alone is equal everywhere, and a maximum has no one place.</summary>
    private static TNetwork Created(ulong seed)
    {
        var network = TNetwork.Create(seed);
        var random = new runtime::DnnGen.SeededRandom(seed + 1000);
        foreach (var bias in network.Parameters.Layout.Where(parameter => parameter.Kind == runtime::DnnGen.ParameterKind.Bias))
        {
            // Those of frozen layers do not lie with the others.
            var numbers = network.Parameters.View(bias);
            for (int i = 0; i < numbers.Rows; i++)
            {
                numbers[i, 0] += 0.1 * random.NextNormal();
            }
        }

        return network;
    }

    public override void Run(ulong seed, int vocabulary = 0)
    {
        var random = new runtime::DnnGen.SeededRandom(seed);
        var network = Created(seed);
        var x = runtime::DnnGen.Matrix<double>.Zeros(TNetwork.InputSize, Examples);
        var y = runtime::DnnGen.Matrix<double>.Zeros(TNetwork.LabelSize, Examples);
        for (int j = 0; j < Examples; j++)
        {
            int drawn = (int)(random.NextUniform() * 3);
            foreach (var output in TNetwork.Outputs.SkipLast(1))
            {
                for (int i = 0; i < output.LabelSize; i++)
                {
                    y[output.LabelRow + i, j] = random.NextNormal();
                }
            }

            // The last output decides among three classes, where it has so many numbers.
            bool classes = TNetwork.Outputs.Count == 0 ? TNetwork.LabelsAreClasses : TNetwork.Outputs[^1].LabelsAreClasses;
            y[Math.Max(TNetwork.LabelSize - (classes ? 1 : 3 - drawn), 0), j] = classes ? drawn : 1;
            for (int i = 0; i < TNetwork.InputSize; i++)
            {
                x[i, j] = vocabulary > 0 ? (int)(random.NextUniform() * vocabulary) : random.NextNormal();
            }
        }

        // The gradient of every parameter, whatever the layers between it and the cost.
        var check = runtime::DnnGen.GradientChecker.Check(network, x, y);
        Assert.True(check.Passed, check.ToString());

        // What training notes is there when the predictions are made.
        var noting = network.CreateWorkspace(Examples);
        network.Forward(x, noting);

        // A prediction of one example is the forward pass; where x lies in memory makes no difference.
        var all = network.Predict(x);
        var rows = runtime::DnnGen.Matrix<double>.Zeros(x.Columns, x.Rows).Transpose();
        rows.CopyFrom(x);
        var other = network.Predict(rows);
        double[] example = new double[TNetwork.InputSize], one = new double[TNetwork.OutputSize];
        for (int j = 0; j < Examples; j++)
        {
            for (int i = 0; i < example.Length; i++)
            {
                example[i] = x[i, j];
            }

            network.Predict(example, one);
            for (int i = 0; i < one.Length; i++)
            {
                Assert.Equal(all[i, j], one[i], 1e-12);
                Assert.Equal(all[i, j], other[i, j], 1e-12);
            }
        }

        // A fused step is forward, backward and update, what is dropped included.
        var apart = Created(seed);
        runtime::DnnGen.Workspace<double> fusedSpace = network.CreateWorkspace(Examples + 2), apartSpace = apart.CreateWorkspace(Examples);
        for (int step = 0; step < 3; step++)
        {
            double cost = network.TrainStep(x, y, 0.1, fusedSpace);
            apart.Forward(x, apartSpace);
            Assert.Equal(apart.Cost(y, apartSpace), cost, 1e-10);
            apart.Backward(x, y, apartSpace);
            apart.Update(apartSpace.ParameterGradients, 0.1);
        }

        // What training notes moves by the same means, but the networks have not made the same number of passes before.
        var expected = apart.Parameters.AsSpan();
        var actual = network.Parameters.AsSpan();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-10);
        }
    }
}
