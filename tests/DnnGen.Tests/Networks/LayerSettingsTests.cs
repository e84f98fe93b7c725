namespace DnnGen.Tests.Networks;

/// <summary>Frozen layers, penalties and starts in the layers of sequences, tokens and images, and in whole blocks of them.</summary>
public sealed partial class LayerSettingsTests
{
    [Theory]
    [InlineData("gradient descent")]
    [InlineData("AdamW")]
    [InlineData("LBFGS")]
    public void A_frozen_encoder_stays_bit_for_bit_and_what_stands_around_it_learns(string optimizer)
    {
        Trains(Tuned.Create(3), optimizer);
        Trains(Headed.Create(3), optimizer);
        Trains(Sequenced.Create(3), optimizer);
        Trains(Pictured.Create(3), optimizer);
    }

    [Fact]
    public void Gradients_through_frozen_layers_agree_with_finite_differences()
    {
        Agrees(Tuned.Create(1));
        Agrees(Headed.Create(1));
        Agrees(Sequenced.Create(1));
        Agrees(Pictured.Create(1));
    }

    [Fact]
    public void A_whole_encoder_is_frozen_at_once() =>
        Assert.Equal(
            ["LayerNorm3", "SelfAttention4", "LayerNorm6", "FeedForward7", "LayerNorm9", "SelfAttention10", "LayerNorm12", "FeedForward13"],
            Tuned.Create(1).Parameters.Layout.Where(parameter => parameter.IsFrozen)
                .Select(parameter => parameter.Name[..(parameter.Name.LastIndexOfAny([.. "0123456789"]) + 1)]).Distinct());

    [Fact]
    public void Large_weights_cost_in_every_layer_that_has_some()
    {
        Agrees(PenalizedTokens.Create(1));
        Agrees(PenalizedImage.Create(1));
        StepsAgree(PenalizedTokens.Create(2), PenalizedTokens.Create(2));
        StepsAgree(PenalizedImage.Create(2), PenalizedImage.Create(2));

        var network = PenalizedTokens.Create(1);
        var (x, y) = Examples(network);
        var workspace = network.CreateWorkspace(x.Columns);
        network.Forward(x, workspace);
        double with = network.Cost(y, workspace);
        var vectors = network.Parameters.Embedding1Weights;
        double expected = vectors.ToArray().Cast<double>().Sum(weight => (0.01 * Math.Abs(weight)) + (0.02 * weight * weight));
        foreach (var weights in (Matrix<double>[])[network.Parameters.PositionalEmbedding2Weights, network.Parameters.SelfAttention3InputWeights, network.Parameters.SelfAttention3OutputWeights, network.Parameters.FeedForward4HiddenWeights, network.Parameters.FeedForward4OutputWeights, network.Parameters.Conv5Weights])
        {
            expected += weights.ToArray().Cast<double>().Sum(weight => 0.03 * weight * weight);
        }

        var plain = PlainTokens.Create(1);
        network.Parameters.AsSpan().CopyTo(plain.Parameters.AsSpan());
        var space = plain.CreateWorkspace(x.Columns);
        plain.Forward(x, space);
        Assert.Equal(plain.Cost(y, space) + expected, with, 1e-12);
    }

    [Fact]
    public void Weights_start_as_declared()
    {
        var parameters = Started.Create(1).Parameters;

        AllAre(0.5, parameters.Embedding1Weights);
        AllAre(0, parameters.PositionalEmbedding2Weights);
        AllAre(1, parameters.SelfAttention3InputWeights);
        AllAre(1, parameters.SelfAttention3OutputWeights);
        AllAre(-2, parameters.FeedForward4HiddenWeights);
        AllAre(0.25, parameters.Conv5Weights);
        AllAre(0, parameters.Conv5Bias);
        AllAre(0.125, Pictured.Create(1).Parameters.Conv2Weights);
        AllAre(0.75, Pictured.Create(1).Parameters.ConvTranspose3Weights);
    }

    [Fact]
    public void A_stream_goes_through_frozen_layers_as_a_sequence_does()
    {
        var network = Streamed.Create(4);
        network.Parameters.BatchNorm3RunningMean.Fill(0.25);
        var (x, _) = Examples(network);
        var expected = network.Predict(x);
        var state = network.CreateState();
        double[] frame = new double[2], output = new double[2];
        for (int j = 0; j < x.Columns; j++)
        {
            state.Reset();
            for (int t = 0; t < 7; t++)
            {
                (frame[0], frame[1]) = (x[2 * t, j], x[(2 * t) + 1, j]);
                network.Step(frame, output, state);
                Assert.Equal(expected[2 * t, j], output[0], 1e-12);
                Assert.Equal(expected[(2 * t) + 1, j], output[1], 1e-12);
            }
        }
    }

    private static void AllAre(double expected, Matrix<double> matrix) => Assert.All(matrix.ToArray().Cast<double>(), number => Assert.Equal(expected, number));

    private static void Trains<TNetwork>(INetwork<TNetwork, double> network, string optimizer)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, y) = Examples(network);
        var before = Copies(network);
        Trainer.Fit(network, x, y, new TrainingOptions
        {
            Epochs = 3,
            Optimizer = optimizer switch
            {
                "AdamW" => Optimizer.AdamW(0.01, weightDecay: 0.3),
                "LBFGS" => Optimizer.LBFGS(),
                _ => Optimizer.GradientDescent(0.05),
            },
        });
        var after = Copies(network);
        Assert.Contains(network.Parameters.Layout, parameter => parameter.IsFrozen);
        foreach (var parameter in network.Parameters.Layout)
        {
            Assert.True(parameter.IsFrozen == before[parameter.Name].SequenceEqual(after[parameter.Name]), $"{TNetwork.Name}, {optimizer}: {parameter.Name}");
        }
    }

    private static void Agrees<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, y) = Examples(network);
        var result = GradientChecker.Check(network, x, y);
        Assert.True(result.Passed, $"{TNetwork.Name}: {result}");
        Assert.Equal(network.Parameters.AsSpan().Length, result.ParameterCount);
    }

    private static void StepsAgree<TNetwork>(INetwork<TNetwork, double> fused, INetwork<TNetwork, double> apart)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, y) = Examples(fused);
        Workspace<double> fusedSpace = fused.CreateWorkspace(x.Columns), apartSpace = apart.CreateWorkspace(x.Columns);
        for (int step = 0; step < 3; step++)
        {
            double cost = fused.TrainStep(x, y, 0.05, fusedSpace);
            apart.Forward(x, apartSpace);
            Assert.Equal(apart.Cost(y, apartSpace), cost, 1e-12);
            apart.Backward(x, y, apartSpace);
            apart.Update(apartSpace.ParameterGradients, 0.05);
        }

        Check.Close<double>(apart.Parameters.AsSpan(), fused.Parameters.AsSpan(), 1e-12);
    }

    private static Dictionary<string, double[]> Copies<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double> =>
        network.Parameters.Layout.ToDictionary(parameter => parameter.Name, parameter => network.Parameters.View(parameter).ToArray().Cast<double>().ToArray());

    /// <summary>Networks of five inputs take tokens below seven.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Examples<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        const int examples = 6;
        Assert.NotNull(network);
        var random = new SeededRandom(5);
        Matrix<double> x = Matrix<double>.Zeros(TNetwork.InputSize, examples), y = Matrix<double>.Zeros(TNetwork.OutputSize, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = x.Rows == 5 ? Math.Floor(random.NextUniform() * 7) : random.NextNormal();
            }

            for (int i = 0; i < y.Rows; i++)
            {
                y[i, j] = random.NextNormal();
            }
        }

        return (x, y);
    }

    [Block]
    [LayerNorm]
    [SelfAttention(Block.Heads)]
    [Add(Block.Input, Name = "attended")]
    [LayerNorm]
    [FeedForward(2 * Block.Width, Activation = Activation.GELU)]
    [Add("attended")]
    private abstract class Encoder;

    /// <summary>The vectors learn through the frozen encoder.</summary>
    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6)]
    [PositionalEmbedding]
    [Use<Encoder>(Repeat = 2, Heads = 2, Width = 6, Frozen = true)]
    [LayerNorm]
    [Dense(3)]
    private sealed partial class Tuned;

    /// <summary>Only the head learns.</summary>
    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6, Frozen = true)]
    [PositionalEmbedding(Frozen = true)]
    [Use<Encoder>(Repeat = 2, Heads = 2, Width = 6, Frozen = true)]
    [RMSNorm(Frozen = true)]
    [Flatten]
    [Dense(3)]
    private sealed partial class Headed;

    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6)]
    [PositionalEmbedding(Frozen = true)]
    [SelfAttention(heads: 3)]
    [SelfAttention(heads: 2, Causal = true, Frozen = true)]
    [Conv1D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Tanh, Frozen = true)]
    [PReLU(Frozen = true)]
    [FeedForward(5, Activation = Activation.Tanh, Frozen = true)]
    [Conv1D(4, kernel: 2, Activation = Activation.Tanh)]
    [Dense(2)]
    private sealed partial class Sequenced;

    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(Time = 7, Features = 2)]
    [Conv1D(3, kernel: 2, Padding = Padding.Causal)]
    [Conv1D(4, kernel: 3, Padding = Padding.Causal, Frozen = true)]
    [BatchNorm(Frozen = true)]
    [GRU(3, Sequence = true, Frozen = true)]
    [LSTM(2, Sequence = true)]
    private sealed partial class Streamed;

    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(2, 4, 4)]
    [Conv2D(2, kernel: 1)]
    [DepthwiseConv2D(kernel: 3, Multiplier = 2, Padding = Padding.Same, Frozen = true, Init = DnnGen.Initialization.Constant, InitScale = 0.125)]
    [ConvTranspose2D(2, kernel: 2, Stride = 2, Frozen = true, Init = DnnGen.Initialization.Constant, InitScale = 0.75)]
    [GroupNorm(2, Frozen = true)]
    [PReLU(Frozen = true)]
    [DepthwiseConv2D(kernel: 2, Stride = 2)]
    [ConvTranspose2D(1, kernel: 2)]
    [Flatten]
    [Dense(2)]
    private sealed partial class Pictured;

    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6, L1 = 0.01, L2 = 0.02)]
    [PositionalEmbedding(L2 = 0.03)]
    [SelfAttention(heads: 2, L2 = 0.03)]
    [FeedForward(4, Activation = Activation.Tanh, L2 = 0.03)]
    [Conv1D(3, kernel: 2, Activation = Activation.Tanh, L2 = 0.03)]
    [Dense(2)]
    private sealed partial class PenalizedTokens;

    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6)]
    [PositionalEmbedding]
    [SelfAttention(heads: 2)]
    [FeedForward(4, Activation = Activation.Tanh)]
    [Conv1D(3, kernel: 2, Activation = Activation.Tanh)]
    [Dense(2)]
    private sealed partial class PlainTokens;

    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(2, 4, 4)]
    [DepthwiseConv2D(kernel: 3, Multiplier = 2, L1 = 0.01, L2 = 0.2)]
    [ConvTranspose2D(2, kernel: 2, Stride = 2, L1 = 0.02, L2 = 0.1)]
    [PReLU]
    [Flatten]
    [Dense(2)]
    private sealed partial class PenalizedImage;

    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6, Init = DnnGen.Initialization.Constant, InitScale = 0.5)]
    [PositionalEmbedding(Init = DnnGen.Initialization.Zeros)]
    [SelfAttention(heads: 2, Init = DnnGen.Initialization.Ones)]
    [FeedForward(4, Activation = Activation.Tanh, Init = DnnGen.Initialization.Constant, InitScale = -2)]
    [Conv1D(3, kernel: 2, Activation = Activation.Tanh, Init = DnnGen.Initialization.Constant, InitScale = 0.25)]
    [Dense(2)]
    private sealed partial class Started;
}
