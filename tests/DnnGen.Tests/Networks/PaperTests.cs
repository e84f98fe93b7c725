namespace DnnGen.Tests.Networks;

/// <summary>Networks from papers, of reduced sizes, in the language: their gradients agree with finite differences, and a step makes the cost smaller.</summary>
public sealed partial class PaperTests
{
    [Fact]
    public void LeNet5() => Works(PaperTests.LeNet.Create(1));

    [Fact]
    public void ResNet20() => Works(ResNet.Create(2));

    [Fact]
    public void Autoencoder() => Works(Codes.Create(3));

    [Fact]
    public void Gated_recurrent_tagger() => Works(Tagger.Create(4));

    [Fact]
    public void Inception() => Works(Inceptive.Create(5));

    [Fact]
    public void U_Net() => Works(Segmentation.Create(6));

    /// <summary>The next token is the sum of the two before it, modulo 7: what no network can say that does not look back.</summary>
    [Fact]
    public void GPT_learns_and_writes_one_token_after_another()
    {
        var network = SmallGpt.Create(7);
        var (x, y) = Sums();
        var few = network.CheckGradients(x.SliceColumns(10, 3), y.SliceColumns(10, 3));
        Assert.True(few.Passed, few.ToString());

        var history = network.Fit(x, y, new TrainingOptions { Epochs = 150, Optimizer = Optimizer.Adam(0.01) });
        Assert.True(history.Costs[^1] < history.Costs[0] / 4, $"{history.Costs[0]} became {history.Costs[^1]}.");

        var text = new List<int> { 1, 1 };
        double[] window = new double[SmallGpt.InputSize], probabilities = new double[SmallGpt.OutputSize];
        while (text.Count < 16)
        {
            // What stands after the last token is seen by none of the tokens before it.
            int first = Math.Max(text.Count - window.Length, 0), last = text.Count - first - 1;
            for (int t = 0; t <= last; t++)
            {
                window[t] = text[first + t];
            }

            network.Predict(window, probabilities);
            text.Add(Enumerable.Range(0, 7).MaxBy(token => probabilities[(last * 7) + token]));
        }

        Assert.Equal([1, 1, 2, 3, 5, 1, 6, 0, 6, 6, 5, 4, 2, 6, 1, 0], text);
    }

    /// <summary>The sequences that begin with any two tokens; a label is the token that comes next.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Sums()
    {
        Matrix<double> x = Matrix<double>.Zeros(SmallGpt.InputSize, 49), y = Matrix<double>.Zeros(SmallGpt.LabelSize, 49);
        for (int j = 0; j < 49; j++)
        {
            int before = j / 7, token = j % 7;
            for (int t = 0; t < x.Rows; t++)
            {
                (x[t, j], y[t, j]) = (before, token);
                (before, token) = (token, (before + token) % 7);
            }
        }

        return (x, y);
    }

    [Fact]
    public void A_residual_network_of_twenty_layers_has_twenty_with_weights() =>
        Assert.Equal(20, ResNet.Create(1).Parameters.Layout.Count(parameter => parameter.Kind == ParameterKind.Weights && parameter.Columns > 1 && !IsProjection(parameter)));

    /// <summary>The 1×1 convolutions of the skips between stages are not counted in the paper.</summary>
    private static bool IsProjection(ParameterInfo parameter) => parameter.Name.StartsWith("Conv", StringComparison.Ordinal) && parameter.Columns is 2 or 4;

    private static void Works<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        const int examples = 4;
        var random = new SeededRandom(9);
        Matrix<double> x = Matrix<double>.Zeros(TNetwork.InputSize, examples), y = Matrix<double>.Zeros(TNetwork.OutputSize, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = random.NextNormal();
            }

            for (int step = 0; step < TNetwork.OutputSteps; step++)
            {
                int classes = y.Rows / TNetwork.OutputSteps;
                y[(step * classes) + (((j + step) * 7) % classes), j] = 1;
            }
        }

        var result = GradientChecker.Check(network, x, y);
        Assert.True(result.Passed, result.ToString());

        var workspace = network.CreateWorkspace(examples);
        double first = network.TrainStep(x, y, 0.05, workspace), last = first;
        for (int step = 0; step < 20; step++)
        {
            last = network.TrainStep(x, y, 0.05, workspace);
        }

        Assert.True(last < first, $"{TNetwork.Name}: {first} became {last}.");
        Assert.Equal(examples, network.Predict(x).Columns);
    }

    /// <summary>Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to Document Recognition, 1998; with a softmax.</summary>
    [Network(Loss = Loss.CategoricalCrossEntropy, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(1, 20, 20)]
    [Conv2D(3, kernel: 5)]
    [AveragePool2D(2)]
    [Conv2D(6, kernel: 5)]
    [AveragePool2D(2, Stride = 2)]
    [Flatten]
    [Dense(12)]
    [Dense(8)]
    [Dense(10)]
    private sealed partial class LeNet;

    /// <summary>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2, with n = 3; a smooth activation for the check.</summary>
    [Network(Loss = Loss.CategoricalCrossEntropy, Hidden = Activation.Identity, Precision = Precision.Double)]
    [Input(3, 8, 8)]
    [Conv2D(2, kernel: 3, Padding = Padding.Same)]
    [BatchNorm]
    [Activation(Activation.GELU)]
    [Use<BasicBlock>(Filters = 2, Repeat = 3)]
    [Use<DownBlock>(Filters = 4)]
    [Use<BasicBlock>(Filters = 4, Repeat = 2)]
    [Use<DownBlock>(Filters = 8)]
    [Use<BasicBlock>(Filters = 8, Repeat = 2)]
    [GlobalAveragePool]
    [Dense(10, Activation = Activation.Softmax)]
    private sealed partial class ResNet;

    [Block]
    [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same)]
    [BatchNorm]
    [Activation(Activation.GELU)]
    [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same)]
    [BatchNorm]
    [Add(Block.Input)]
    [Activation(Activation.GELU)]
    private abstract class BasicBlock;

    /// <summary>Half the rows and columns, twice the filters, and a projection beside it.</summary>
    [Block]
    [Conv2D(Block.Filters, kernel: 1, Stride = 2, Name = "projection")]
    [From(Block.Input)]
    [Conv2D(Block.Filters, kernel: 3, Stride = 2, Padding = Padding.Same)]
    [BatchNorm]
    [Activation(Activation.GELU)]
    [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same)]
    [BatchNorm]
    [Add("projection")]
    [Activation(Activation.GELU)]
    private abstract class DownBlock;

    /// <summary>G. E. Hinton, R. R. Salakhutdinov: Reducing the Dimensionality of Data with Neural Networks, Science 2006.</summary>
    [Network(Loss = Loss.MeanSquaredError, Hidden = Activation.Sigmoid, Precision = Precision.Double)]
    [Input(20)]
    [Use<Halves>(Width = 16)]
    [Dense(3, Activation = Activation.Identity)]
    [Dense(8)]
    [Dense(16)]
    [Dense(20, Activation = Activation.Sigmoid)]
    private sealed partial class Codes;

    [Block, Dense(Block.Width), Dense(Block.Width / 2)]
    private abstract class Halves;

    /// <summary>A class for every step, as in K. Cho et al., EMNLP 2014, for the unit and R. Collobert et al., JMLR 2011, for the task.</summary>
    [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
    [Input(Time = 6, Features = 5)]
    [GRU(7, Sequence = true)]
    [Dense(4, Activation = Activation.Softmax)]
    private sealed partial class Tagger;

    /// <summary>A. Radford, J. Wu and others: Language Models are Unsupervised Multitask Learners, 2019: normalized before each part, and once more at the end.</summary>
    [Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, Precision = Precision.Double)]
    [TokenInput(Time = 6, Vocabulary = 7)]
    [Embedding(12)]
    [PositionalEmbedding]
    [Use<GptBlock>(Repeat = 2, Heads = 2, Width = 12)]
    [LayerNorm]
    [Dense(7)]
    private sealed partial class SmallGpt;

    [Block]
    [LayerNorm]
    [SelfAttention(Block.Heads, Causal = true)]
    [Add(Block.Input, Name = "attended")]
    [LayerNorm]
    [FeedForward(4 * Block.Width, Activation = Activation.GELU)]
    [Add("attended")]
    private abstract class GptBlock;

    /// <summary>C. Szegedy et al.: Going Deeper with Convolutions, CVPR 2015: four branches, one beside the other.</summary>
    [Network(Loss = Loss.CategoricalCrossEntropy, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(2, 6, 6)]
    [Use<InceptionBlock>(Filters = 2)]
    [Use<InceptionBlock>(Filters = 4)]
    [GlobalAveragePool]
    [Dense(3)]
    private sealed partial class Inceptive;

    [Block]
    [Conv2D(Block.Filters, kernel: 1, Name = "1×1")]
    [From(Block.Input)]
    [Conv2D(Block.Filters / 2, kernel: 1)]
    [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same, Name = "3×3")]
    [From(Block.Input)]
    [Conv2D(Block.Filters / 2, kernel: 1)]
    [Conv2D(Block.Filters, kernel: 5, Padding = Padding.Same, Name = "5×5")]
    [From(Block.Input)]
    [MaxPool2D(3, Stride = 1, Padding = Padding.Same)]
    [Conv2D(Block.Filters, kernel: 1, Name = "pooled")]
    [Concat("1×1", "3×3", "5×5", "pooled")]
    private abstract class InceptionBlock;

    /// <summary>O. Ronneberger, P. Fischer, T. Brox: U-Net, MICCAI 2015: down, up, and across at every size.</summary>
    [Network(Loss = Loss.BinaryCrossEntropy, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(1, 8, 8)]
    [Use<Twice>(Filters = 2, Name = "large")]
    [MaxPool2D(2)]
    [Use<Twice>(Filters = 4, Name = "small")]
    [MaxPool2D(2)]
    [Use<Twice>(Filters = 8)]
    [Upsample2D(2)]
    [Conv2D(4, kernel: 1, Name = "up")]
    [Concat("small", "up")]
    [Use<Twice>(Filters = 4)]
    [Upsample2D(2)]
    [Conv2D(2, kernel: 1, Name = "top")]
    [Concat("large", "top")]
    [Use<Twice>(Filters = 2)]
    [Conv2D(1, kernel: 1, Activation = Activation.Sigmoid)]
    private sealed partial class Segmentation;

    [Block]
    [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same)]
    [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same)]
    private abstract class Twice;
}
