extern alias runtime;

using System.Globalization;
using System.Numerics;
using System.Reflection;

using DnnGen.Generator.Tests.Harness;

using static DnnGen.Generator.Tests.LayerReference;

namespace DnnGen.Generator.Tests;

/// <summary>
/// Every kind of layer in several geometries (odd sizes, strides, paddings, one step, one channel, one unit) gives what its definition
/// gives, written out number by number; its gradients are those of finite differences, and every pass agrees with every other.
/// </summary>
public sealed class LayerGeometryTests
{
    /// <summary>By the layer as it is declared, with the input as its first words.</summary>
    private static readonly Dictionary<string, Case> Cases = All().ToDictionary(one => one.ToString());

    private static readonly Lazy<Assembly> Compiled = new(() => new Consumer(string.Join("\n", Cases.Values.Select((one, index) =>
        $"{one.Declaration("Double")} public partial class Double{index};\n{one.Declaration("Single")} public partial class Single{index};"))).Generate().CompilesWithoutWarning().Load());

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_its_definition(string name)
    {
        int index = Cases.Keys.ToList().IndexOf(name);
        Exercise(typeof(Comparison<,>), $"Double{index}", typeof(double)).Run(Cases[name], 1e-10);
        Exercise(typeof(Comparison<,>), $"Single{index}", typeof(float)).Run(Cases[name], 1e-4);
        var passes = (ComposedExercise)Activator.CreateInstance(typeof(ComposedExercise<>).MakeGenericType(Compiled.Value.GetType($"Double{index}")!))!;
        passes.Run((ulong)index, Cases[name].Vocabulary);
    }

    private static Comparison Exercise(Type comparison, string network, Type number) =>
        (Comparison)Activator.CreateInstance(comparison.MakeGenericType(Compiled.Value.GetType(network)!, number))!;

    private static IEnumerable<Case> All() =>
    [
        new([7], "Dense(1, Activation = Activation.Identity)", Dense(1, 7, 1)),
        new([1], "Dense(9, Activation = Activation.Identity)", Dense(1, 1, 9)),
        new([5, 3], "Dense(4, Activation = Activation.Sigmoid)", Then(Dense(5, 3, 4), Sigmoid)),
        new([1, 6], "Dense(2, Activation = Activation.Identity)", Dense(1, 6, 2)),

        new([1, 5, 5], "Conv2D(1, kernel: 1, Activation = Activation.Identity)", Conv2D((1, 5, 5), (1, 5, 5), (1, 1))),
        new([3, 7, 5], "Conv2D(2, kernel: 3, Stride = 3, Padding = 2, Activation = Activation.Identity)", Conv2D((3, 7, 5), (2, 3, 3), (3, 3), stride: 3, top: 2, left: 2)),
        new([2, 9, 6], "Conv2D(5, kernelHeight: 2, kernelWidth: 4, Dilation = 2, Padding = 1, Activation = Activation.Tanh)", Then(Conv2D((2, 9, 6), (5, 9, 2), (2, 4), top: 1, left: 1, dilation: 2), Math.Tanh)),
        new([6, 4, 3], "Conv2D(9, kernel: 3, Groups = 3, Padding = 1, Activation = Activation.Identity)", Conv2D((6, 4, 3), (9, 4, 3), (3, 3), top: 1, left: 1, groups: 3)),
        new([2, 8, 5], "Conv2D(3, kernel: 4, Stride = 2, Padding = Padding.Same, Activation = Activation.Identity)", Conv2D((2, 8, 5), (3, 4, 3), (4, 4), stride: 2, top: 1, left: 1)),
        new([2, 3, 3], "Conv2D(17, kernel: 3, Activation = Activation.Identity)", Conv2D((2, 3, 3), (17, 1, 1), (3, 3))),

        new([5, 6, 7], "DepthwiseConv2D(kernel: 3, Stride = 2, Padding = 1, Activation = Activation.Identity)", Conv2D((5, 6, 7), (5, 3, 4), (3, 3), stride: 2, top: 1, left: 1, groups: 5)),
        new([3, 5, 4], "DepthwiseConv2D(kernel: 2, Multiplier = 3, Activation = Activation.Identity)", Conv2D((3, 5, 4), (9, 4, 3), (2, 2), groups: 3)),
        new([3, 5, 6], "DepthwiseConv2D(kernelHeight: 1, kernelWidth: 4, Multiplier = 2, Dilation = 2, Padding = 2, Activation = Activation.Tanh)", Then(Conv2D((3, 5, 6), (6, 9, 4), (1, 4), top: 2, left: 2, dilation: 2, groups: 3), Math.Tanh)),
        new([1, 7, 7], "DepthwiseConv2D(kernel: 3, Dilation = 3, Activation = Activation.Identity)", Conv2D((1, 7, 7), (1, 1, 1), (3, 3), dilation: 3)),

        new([2, 3, 4], "ConvTranspose2D(3, kernel: 2, Stride = 2, Activation = Activation.Identity)", ConvTranspose2D((2, 3, 4), (3, 6, 8), (2, 2), 2, 0)),
        new([3, 1, 5], "ConvTranspose2D(1, kernel: 5, Stride = 3, Padding = 2, OutputPadding = 2, Activation = Activation.Identity)", ConvTranspose2D((3, 1, 5), (1, 3, 15), (5, 5), 3, 2)),
        new([1, 4, 2], "ConvTranspose2D(4, kernel: 1, Stride = 3, Activation = Activation.Tanh)", Then(ConvTranspose2D((1, 4, 2), (4, 10, 4), (1, 1), 3, 0), Math.Tanh)),
        new([2, 1, 1], "ConvTranspose2D(5, kernel: 4, Activation = Activation.Identity)", ConvTranspose2D((2, 1, 1), (5, 4, 4), (4, 4), 1, 0)),

        new([2, 3, 4], "ConvTranspose2D(3, kernelHeight: 2, kernelWidth: 5, Stride = 2, Padding = 1, Activation = Activation.Identity)", ConvTranspose2D((2, 3, 4), (3, 4, 9), (2, 5), 2, 1)),
        new([3, 4, 2], "ConvTranspose2D(2, kernel: 3, Stride = 2, Dilation = 3, Padding = 2, OutputPadding = 2, Activation = Activation.Identity)", ConvTranspose2D((3, 4, 2), (2, 11, 7), (3, 3), 2, 2, dilation: 3)),
        new([2, 2, 5], "ConvTranspose2D(4, kernelHeight: 3, kernelWidth: 1, Dilation = 2, OutputPadding = 1, Activation = Activation.Sigmoid)", Then(ConvTranspose2D((2, 2, 5), (4, 7, 6), (3, 1), 1, 0, dilation: 2), Sigmoid)),
        new([6, 3, 2], "ConvTranspose2D(9, kernel: 3, Stride = 2, Groups = 3, Padding = 1, Activation = Activation.Identity)", ConvTranspose2D((6, 3, 2), (9, 5, 3), (3, 3), 2, 1, groups: 3)),
        new([4, 3, 3], "ConvTranspose2D(4, kernelHeight: 1, kernelWidth: 2, Groups = 4, Dilation = 2, Activation = Activation.Identity)", ConvTranspose2D((4, 3, 3), (4, 3, 5), (1, 2), 1, 0, dilation: 2, groups: 4)),
        new([2, 1, 1], "ConvTranspose2D(3, kernel: 1, Stride = 5, Padding = 2, OutputPadding = 4, Activation = Activation.Identity)", ConvTranspose2D((2, 1, 1), (3, 1, 1), (1, 1), 5, 2)),

        new([7, 5], "Conv1D(3, kernel: 1, Activation = Activation.Identity)", Conv1D((7, 5), (7, 3), 1)),
        new([1, 4], "Conv1D(2, kernel: 3, Padding = 1, Activation = Activation.Identity)", Conv1D((1, 4), (1, 2), 3, before: 1)),
        new([11, 1], "Conv1D(1, kernel: 4, Stride = 3, Padding = 2, Activation = Activation.Tanh)", Then(Conv1D((11, 1), (4, 1), 4, stride: 3, before: 2), Math.Tanh)),
        new([9, 3], "Conv1D(4, kernel: 3, Dilation = 3, Padding = Padding.Causal, Activation = Activation.Identity)", Conv1D((9, 3), (9, 4), 3, before: 6, dilation: 3)),
        new([8, 2], "Conv1D(5, kernel: 4, Padding = Padding.Same, Activation = Activation.Identity)", Conv1D((8, 2), (8, 5), 4, before: 1)),
        new([7, 6], "Conv1D(9, kernel: 3, Groups = 3, Padding = 1, Activation = Activation.Identity)", Conv1D((7, 6), (7, 9), 3, before: 1, groups: 3)),
        new([6, 5], "Conv1D(5, kernel: 3, Groups = 5, Padding = Padding.Causal, Dilation = 2, Activation = Activation.Identity)", Conv1D((6, 5), (6, 5), 3, before: 4, dilation: 2, groups: 5)),
        new([9, 33], "Conv1D(33, kernel: 2, Stride = 2, Groups = 33, Padding = 1, Activation = Activation.Sigmoid)", Then(Conv1D((9, 33), (5, 33), 2, stride: 2, before: 1, groups: 33), Sigmoid)),
        new([5, 4], "Conv1D(8, kernel: 2, Groups = 4, Activation = Activation.Identity)", Conv1D((5, 4), (4, 8), 2, groups: 4)),
        new([4, 4], "Conv1D(2, kernel: 2, Groups = 2, Stride = 2, Activation = Activation.Identity)", Conv1D((4, 4), (2, 2), 2, stride: 2, groups: 2)),

        new([2, 7, 5], "MaxPool2D(3)", Pool2D((2, 7, 5), (2, 1), 3, 3, 0, isMax: true)),
        new([1, 5, 6], "MaxPool2D(3, Stride = 2, Padding = 1)", Pool2D((1, 5, 6), (3, 3), 3, 2, 1, isMax: true)),
        new([3, 4, 4], "MaxPool2D(2, Stride = 1)", Pool2D((3, 4, 4), (3, 3), 2, 1, 0, isMax: true)),
        new([2, 7, 5], "AveragePool2D(3)", Pool2D((2, 7, 5), (2, 1), 3, 3, 0, isMax: false)),
        new([1, 5, 6], "AveragePool2D(3, Stride = 2)", Pool2D((1, 5, 6), (2, 2), 3, 2, 0, isMax: false)),
        new([3, 4, 4], "AveragePool2D(2, Stride = 1)", Pool2D((3, 4, 4), (3, 3), 2, 1, 0, isMax: false)),

        new([2, 5, 6], "AveragePool2D(3, Stride = 2, Padding = 1)", Pool2D((2, 5, 6), (3, 3), 3, 2, 1, isMax: false)),
        new([1, 4, 4], "AveragePool2D(4, Stride = 1, Padding = Padding.Same)", Pool2D((1, 4, 4), (4, 4), 4, 1, 1, isMax: false)),
        new([3, 1, 1], "AveragePool2D(3, Padding = 1)", Pool2D((3, 1, 1), (1, 1), 3, 3, 1, isMax: false)),

        new([6, 3], "MaxPool1D(4, Stride = 1, Padding = Padding.Causal)", Pool1D((6, 3), 6, 4, 1, 3, isMax: true)),
        new([7, 2], "MaxPool1D(2, Stride = 3, Padding = Padding.Causal)", Pool1D((7, 2), 3, 2, 3, 1, isMax: true)),
        new([6, 3], "AveragePool1D(4, Stride = 1, Padding = Padding.Causal)", Pool1D((6, 3), 6, 4, 1, 3, isMax: false)),
        new([5, 1], "AveragePool1D(3, Stride = 2, Padding = 1)", Pool1D((5, 1), 3, 3, 2, 1, isMax: false)),
        new([5, 9], "AveragePool1D(4, Stride = 1, Padding = Padding.Same)", Pool1D((5, 9), 5, 4, 1, 1, isMax: false)),
        new([1, 2], "AveragePool1D(9, Stride = 1, Padding = Padding.Causal)", Pool1D((1, 2), 1, 9, 1, 8, isMax: false)),
        new([7, 3], "MaxPool1D(3)", Pool1D((7, 3), 2, 3, 3, 0, isMax: true)),
        new([5, 1], "MaxPool1D(3, Stride = 2, Padding = 1)", Pool1D((5, 1), 3, 3, 2, 1, isMax: true)),
        new([1, 4], "MaxPool1D(1)", Pool1D((1, 4), 1, 1, 1, 0, isMax: true)),
        new([7, 3], "AveragePool1D(3)", Pool1D((7, 3), 2, 3, 3, 0, isMax: false)),
        new([6, 17], "AveragePool1D(4, Stride = 1)", Pool1D((6, 17), 3, 4, 1, 0, isMax: false)),
        new([1, 4], "AveragePool1D(1)", Pool1D((1, 4), 1, 1, 1, 0, isMax: false)),

        new([3, 4, 5], "GlobalAveragePool", GlobalPool2D(3, isMax: false)),
        new([1, 1, 7], "GlobalAveragePool", GlobalPool2D(1, isMax: false)),
        new([2, 3, 3], "GlobalMaxPool", GlobalPool2D(2, isMax: true)),
        new([5, 1, 2], "GlobalMaxPool", GlobalPool2D(5, isMax: true)),
        new([6, 4], "GlobalAveragePool", GlobalPool1D(4, isMax: false)),
        new([1, 3], "GlobalAveragePool", GlobalPool1D(3, isMax: false)),
        new([7, 1], "GlobalMaxPool", GlobalPool1D(1, isMax: true)),

        new([2, 3, 5], "Upsample2D(3)", Upsample((2, 3, 5), 3)),
        new([1, 1, 4], "Upsample2D(2)", Upsample((1, 1, 4), 2)),
        new([3, 2, 2], "Upsample2D(1)", Upsample((3, 2, 2), 1)),

        new([4, 3, 5], "BatchNorm", BatchNorm(4, place => place / 15)),
        new([1, 2, 2], "BatchNorm", BatchNorm(1, _ => 0)),
        new([9], "BatchNorm", BatchNorm(9, place => place)),
        new([5, 3], "BatchNorm", BatchNorm(3, place => place % 3)),
        new([11], "LayerNorm", Norm(11, 1)),
        new([2, 3, 4], "LayerNorm", Norm(24, 1)),
        new([5, 7], "LayerNorm", Norm(7, 1)),
        new([1, 2], "LayerNorm", Norm(2, 1)),
        new([6, 3, 2], "GroupNorm(3)", Norm(12, 6)),
        new([5, 1, 3], "GroupNorm(5)", Norm(3, 3)),
        new([4, 3, 3], "GroupNorm(1)", Norm(36, 9)),
        new([12], "GroupNorm(4)", Norm(3, 1)),
        new([10], "RMSNorm", Norm(10, 1, isCentred: false)),
        new([3, 4], "RMSNorm", Norm(4, 1, isCentred: false)),
        new([2, 3, 3], "RMSNorm", Norm(18, 1, isCentred: false)),

        new([5], "Embedding(3)", Embedding(3), Vocabulary: 7),
        new([1], "Embedding(1)", Embedding(1), Vocabulary: 2),
        new([4], "Embedding(17)", Embedding(17), Vocabulary: 1),
        new([4, 3], "PositionalEmbedding", PositionalEmbedding()),
        new([1, 5], "PositionalEmbedding", PositionalEmbedding()),
        new([9, 1], "PositionalEmbedding", PositionalEmbedding()),

        .. new[] { "SimpleRNN", "GRU", "LSTM" }.SelectMany(kind => new Case[]
        {
            new([1, 3], $"{kind}(4, Sequence = true)", Recurrent(kind, 3, 4, isSequence: true)),
            new([7, 2], $"{kind}(1, Sequence = true)", Recurrent(kind, 2, 1, isSequence: true)),
            new([4, 5], $"{kind}(17)", Recurrent(kind, 5, 17, isSequence: false)),
            new([3, 1], $"{kind}(1)", Recurrent(kind, 1, 1, isSequence: false)),
            new([6, 9], $"{kind}(8)", Recurrent(kind, 9, 8, isSequence: false)),
        }),

        new([5, 6], "SelfAttention(3)", SelfAttention(6, 3, isCausal: false)),
        new([1, 4], "SelfAttention(4)", SelfAttention(4, 4, isCausal: false)),
        new([7, 3], "SelfAttention(1)", SelfAttention(3, 1, isCausal: false)),
        new([6, 5], "SelfAttention(5, Causal = true)", SelfAttention(5, 5, isCausal: true)),
        new([1, 2], "SelfAttention(1, Causal = true)", SelfAttention(2, 1, isCausal: true)),
        new([4, 8], "SelfAttention(2, Causal = true)", SelfAttention(8, 2, isCausal: true)),
        new([6], "FeedForward(1, Activation = Activation.Tanh)", FeedForward(1, 6, 1, Math.Tanh)),
        new([3, 5], "FeedForward(9, Activation = Activation.Sigmoid)", FeedForward(3, 5, 9, Sigmoid)),
        new([1, 1], "FeedForward(4, Activation = Activation.Identity)", FeedForward(1, 1, 4, z => z)),

        new([7], "PReLU", PReLU(1)),
        new([3, 2, 3], "PReLU", PReLU(6)),
        new([4, 5], "PReLU", PReLU(1)),
        new([2, 3, 3], "PReLU(Shared = true)", PReLU(18)),

        .. new (Activation Function, Func<double, double> Of)[]
        {
            (Activation.ReLU, z => Math.Max(z, 0)), (Activation.LeakyReLU, z => z > 0 ? z : 0.01 * z), (Activation.ELU, z => z > 0 ? z : Math.Exp(z) - 1),
            (Activation.SELU, z => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.Exp(z) - 1))),
            (Activation.GELUTanh, z => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z))))), (Activation.SiLU, z => z * Sigmoid(z)),
            (Activation.Tanh, Math.Tanh), (Activation.Sigmoid, Sigmoid), (Activation.HardSigmoid, z => Math.Clamp(z + 3, 0, 6) / 6),
            (Activation.HardSwish, z => z * Math.Clamp(z + 3, 0, 6) / 6), (Activation.Softplus, z => Math.Log(1 + Math.Exp(z))),
            (Activation.Softsign, z => z / (1 + Math.Abs(z))), (Activation.Mish, z => z * Math.Tanh(Math.Log(1 + Math.Exp(z)))), (Activation.ReLU6, z => Math.Clamp(z, 0, 6)),
            (Activation.GELU, z => z * NormalBelow(z)),
        }.SelectMany(one => new Case[]
        {
            new([1], $"Activation(Activation.{one.Function})", Activation(one.Of)),
            new([3, 3, 3], $"Activation(Activation.{one.Function})", Activation(one.Of)),
            new([5, 7], $"Activation(Activation.{one.Function})", Activation(one.Of)),
        }),
        new([2], "Activation(Activation.Softmax)", Softmax(2)),
        new([19], "Activation(Activation.Softmax)", Softmax(19)),
        new([4, 3], "Activation(Activation.Softmax)", Softmax(3)),
        new([2], "Activation(Activation.LogSoftmax)", Softmax(2, isLog: true)),
        new([19], "Activation(Activation.LogSoftmax)", Softmax(19, isLog: true)),
        new([4, 3], "Activation(Activation.LogSoftmax)", Softmax(3, isLog: true)),
    ];

    /// <summary>A layer, what comes into it, and its definition.</summary>
    /// <param name="Input">Channels, height and width, time and features, or one number; of tokens, the time.</param>
    /// <param name="Layer">The layer as it is declared.</param>
    /// <param name="Definition">What comes out.</param>
    /// <param name="Vocabulary">The kinds of tokens; 0 for numbers.</param>
    internal sealed record Case(int[] Input, string Layer, Of Definition, int Vocabulary = 0)
    {
        private int Size => Input.Aggregate((product, size) => product * size);

        public bool IsOfTokens => Vocabulary > 0;

        /// <summary>Behind a dense layer, whose gradients tell of those of the input.</summary>
        public string Declaration(string precision)
        {
            string numbers = string.Create(CultureInfo.InvariantCulture, $"Input({Size}), Dense({Size}, Activation = Activation.Identity), ");
            string input = this switch
            {
                { IsOfTokens: true } => $"TokenInput(Time = {Input[0]}, Vocabulary = {Vocabulary}), ",
                { Input.Length: 1 } => numbers,
                { Input.Length: 2 } => $"{numbers}Reshape(Time = {Input[0]}, Features = {Input[1]}), ",
                _ => $"{numbers}Reshape({string.Join(", ", Input)}), ",
            };
            return $"[Network(Loss = Loss.MeanSquaredError, Precision = Precision.{precision}), {input}{Layer}]";
        }

        public override string ToString() => $"{string.Join(" × ", Input)} → {Layer}";
    }

    /// <summary>Holds a network against the definition of its layer.</summary>
    internal abstract class Comparison
    {
        public abstract void Run(Case one, double tolerance);
    }

    /// <inheritdoc/>
    internal sealed class Comparison<TNetwork, T> : Comparison
        where TNetwork : class, runtime::DnnGen.INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public override void Run(Case one, double tolerance)
        {
            var network = TNetwork.Create(1);
            var random = new runtime::DnnGen.SeededRandom(2);
            var layout = network.Parameters.Layout.Where(parameter => !parameter.IsStatistic).ToList();
            foreach (var parameter in layout)
            {
                var numbers = network.Parameters.View(parameter);
                bool isIdentity = parameter.Name is "W1" or "b1" && !one.IsOfTokens;
                for (int i = 0; i < numbers.Rows; i++)
                {
                    for (int j = 0; j < numbers.Columns; j++)
                    {
                        numbers[i, j] = isIdentity ? i == j && parameter.Name == "W1" ? T.One : T.Zero : T.CreateTruncating(0.5 * random.NextNormal());
                    }
                }
            }

            double[][] parameters = [.. layout.Skip(one.IsOfTokens ? 0 : 2).Select(Numbers)];
            foreach (int examples in (int[])[1, 2, 5])
            {
                double[][] x = [.. Enumerable.Range(0, examples).Select(_ => Enumerable.Range(0, TNetwork.InputSize)
                    .Select(_ => double.CreateTruncating(one.IsOfTokens ? T.CreateTruncating((int)(random.NextUniform() * one.Vocabulary)) : T.CreateTruncating(random.NextNormal()))).ToArray())];
                var input = runtime::DnnGen.Matrix<T>.Zeros(TNetwork.InputSize, examples);
                for (int j = 0; j < examples; j++)
                {
                    for (int i = 0; i < x[j].Length; i++)
                    {
                        input[i, j] = T.CreateTruncating(x[j][i]);
                    }
                }

                double[][] expected = one.Definition(x, parameters);
                var actual = network.Forward(input, network.CreateWorkspace(examples));
                for (int j = 0; j < examples; j++)
                {
                    Assert.Equal(TNetwork.OutputSize, expected[j].Length);
                    for (int i = 0; i < expected[j].Length; i++)
                    {
                        Assert.Equal(expected[j][i], double.CreateTruncating(actual[i, j]), tolerance * Math.Max(1, Math.Abs(expected[j][i])));
                    }
                }
            }

            double[] Numbers(runtime::DnnGen.ParameterInfo parameter)
            {
                var numbers = network.Parameters.View(parameter);
                return [.. Enumerable.Range(0, numbers.Rows * numbers.Columns).Select(place => double.CreateTruncating(numbers[place / numbers.Columns, place % numbers.Columns]))];
            }
        }
    }
}
