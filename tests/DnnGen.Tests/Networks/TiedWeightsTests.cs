namespace DnnGen.Tests.Networks;

/// <summary>Layers with the weights of another: one matrix, whose gradient is the sum of those of all its uses.</summary>
public sealed partial class TiedWeightsTests
{
    [Fact]
    public void The_matrix_is_there_once_and_the_bias_of_each_layer_beside_it()
    {
        Assert.Equal(
            ["Embedding1Weights", "PositionalEmbedding2Weights", "SelfAttention3InputWeights", "SelfAttention3InputBias", "SelfAttention3OutputWeights", "SelfAttention3OutputBias", "b4"],
            Language.Create(1).Parameters.Layout.Select(parameter => parameter.Name));
        Assert.Equal((7 * 6) + (5 * 6) + (18 * 6) + 18 + 36 + 6 + 7, Language.ParameterCount);
        Assert.Contains("tied to layer 1", Language.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tied_network_says_what_a_free_one_with_the_same_matrix_twice_says()
    {
        var tied = Language.Create(3);
        var free = FreeLanguage.Create(4);
        foreach (var parameter in tied.Parameters.Layout)
        {
            free.Parameters.View(free.Parameters.Layout.Single(other => other.Name == parameter.Name)).CopyFrom(tied.Parameters.View(parameter));
        }

        free.Parameters.W4.CopyFrom(tied.Parameters.Embedding1Weights);
        var (x, y) = Examples(tied);
        Language.Workspace tiedSpace = tied.CreateWorkspace(x.Columns);
        FreeLanguage.Workspace freeSpace = free.CreateWorkspace(x.Columns);
        Check.Close(free.Forward(x, freeSpace), tied.Forward(x, tiedSpace), 1e-12);
        tied.Backward(x, y, tiedSpace);
        free.Backward(x, y, freeSpace);

        Check.Close(freeSpace.Gradients.Embedding1Weights + freeSpace.Gradients.W4, tiedSpace.Gradients.Embedding1Weights, 1e-12);
        Check.Close(freeSpace.Gradients.b4, tiedSpace.Gradients.b4, 1e-12);
        Predicts(tied);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Agrees(Language.Create(1));
        Agrees(Costly.Create(1));
        Agrees(Thrice.Create(1));
        Agrees(Vectors.Create(1));
        Agrees(Autoencoder.Create(1));
        Agrees(Square.Create(1));
        Agrees(Bottleneck.Create(1));
        Agrees(SoftTokens.Create(1));
    }

    /// <summary>The step takes the gradients of all uses at the weights of before it.</summary>
    [Fact]
    public void A_training_step_is_the_passes_one_after_another()
    {
        StepsAgree(Language.Create(2), Language.Create(2));
        StepsAgree(Costly.Create(2), Costly.Create(2));
        StepsAgree(Thrice.Create(2), Thrice.Create(2));
        StepsAgree(Vectors.Create(2), Vectors.Create(2));
        StepsAgree(Frozen.Create(2), Frozen.Create(2));
        StepsAgree(Autoencoder.Create(2), Autoencoder.Create(2));
        StepsAgree(Square.Create(2), Square.Create(2));
        StepsAgree(Bottleneck.Create(2), Bottleneck.Create(2));
        StepsAgree(SoftTokens.Create(2), SoftTokens.Create(2));
    }

    /// <summary>A decoder has the matrices of the encoder, transposed; of square ones it is said.</summary>
    [Fact]
    public void A_transposed_tie_says_what_a_free_network_with_the_transposed_matrix_says()
    {
        IsItsTwin(Autoencoder.Create(3), FreeAutoencoder.Create(4), (1, 4, true), (2, 3, true));
        IsItsTwin(Square.Create(3), FreeSquare.Create(4), (1, 2, true), (1, 3, true), (1, 4, false));
        Assert.Equal(["W1", "b1", "W2", "b2", "b3", "b4"], Autoencoder.Create(1).Parameters.Layout.Select(parameter => parameter.Name));
        Assert.Contains("tied to layer 1, transposed", Autoencoder.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_and_streams_go_through_tied_layers_too()
    {
        Predicts(Vectors.Create(5));
        Predicts(Thrice.Create(5));
        Predicts(Frozen.Create(5));
        Predicts(Autoencoder.Create(5));
        Predicts(Square.Create(5));
        Predicts(Bottleneck.Create(5));
        Predicts(SoftTokens.Create(5));

        var bottleneck = Bottleneck.Create(6);
        StepsAreThePass(bottleneck, bottleneck.CreateState().Step);
        var network = Thrice.Create(6);
        StepsAreThePass(network, network.CreateState().Step);
    }

    private delegate void Frame(ReadOnlySpan<double> frame, Span<double> output);

    /// <summary>Three steps of four features each.</summary>
    private static void StepsAreThePass<TNetwork>(INetwork<TNetwork, double> network, Frame step)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, _) = Examples(network);
        var expected = network.Predict(x);
        double[] frame = new double[4], output = new double[4];
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < frame.Length; i++)
            {
                frame[i] = x[(4 * t) + i, 2];
            }

            step(frame, output);
            Check.Close(expected.Column(2).SliceRows(4 * t, 4), Matrix<double>.FromExamples(output, 4, 1), 1e-12);
        }
    }

    [Theory]
    [InlineData("AdamW")]
    [InlineData("LBFGS")]
    public void A_frozen_matrix_is_frozen_in_every_use(string optimizer)
    {
        var network = Frozen.Create(7);
        var (x, y) = Examples(network);
        double[] before = [.. network.Parameters.Embedding1Weights.ToArray().Cast<double>()];
        Agrees(network);
        network.Fit(x, y, new TrainingOptions { Epochs = 3, Optimizer = optimizer == "LBFGS" ? Optimizer.LBFGS() : Optimizer.AdamW(0.01, weightDecay: 0.3) });

        Assert.Equal(before, network.Parameters.Embedding1Weights.ToArray().Cast<double>());
        Assert.Equal(["Embedding1Weights", "b3"], network.Parameters.Layout.Where(parameter => parameter.IsFrozen).Select(parameter => parameter.Name));
    }

    [Fact]
    public void It_is_saved_and_read_and_learns_with_any_optimizer()
    {
        var folder = Directory.CreateTempSubdirectory("dnngen-");
        try
        {
            var network = Language.Create(3);
            var (x, y) = Examples(network);
            var history = network.Fit(x, y, new TrainingOptions { Epochs = 60, Optimizer = Optimizer.Adam(0.02) });
            Assert.True(history.Costs[^1] < history.Costs[0] / 2, $"{history.Costs[0]} became {history.Costs[^1]}.");

            string path = Path.Combine(folder.FullName, "network.safetensors");
            network.Save(path);
            Assert.Equal(network.Parameters.AsSpan().ToArray(), Language.Load(path).Parameters.AsSpan().ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Steps_and_predictions_allocate_nothing()
    {
        var network = Language.Create(1);
        var (x, y) = Examples(network);
        var workspace = network.CreateWorkspace(x.Columns);
        double[] tokens = [1, 2, 3, 4, 5], output = new double[Language.OutputSize];
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.TrainStep(x, y, 0.01, workspace);
            network.Predict(tokens, output);
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }

    /// <summary>The free network gets the matrices of the tied one, owner by owner; its gradients are then parts of those of the owner.</summary>
    private static void IsItsTwin<TTied, TFree>(INetwork<TTied, double> tied, INetwork<TFree, double> free, params (int Owner, int Layer, bool IsTransposed)[] ties)
        where TTied : class, INetwork<TTied, double>
        where TFree : class, INetwork<TFree, double>
    {
        ParameterInfo Of(ParameterSet<double> set, string name) => set.Layout.Single(parameter => parameter.Name == name);
        foreach (var parameter in tied.Parameters.Layout)
        {
            free.Parameters.View(Of(free.Parameters, parameter.Name)).CopyFrom(tied.Parameters.View(parameter));
        }

        foreach (var (owner, layer, isTransposed) in ties)
        {
            var matrix = tied.Parameters.View(Of(tied.Parameters, $"W{owner}"));
            free.Parameters.View(Of(free.Parameters, $"W{layer}")).CopyFrom(isTransposed ? matrix.Transpose() : matrix);
        }

        var (x, y) = Examples(tied);
        Workspace<double> tiedSpace = tied.CreateWorkspace(x.Columns), freeSpace = free.CreateWorkspace(x.Columns);
        Check.Close(free.Forward(x, freeSpace), tied.Forward(x, tiedSpace), 1e-12);
        tied.Backward(x, y, tiedSpace);
        free.Backward(x, y, freeSpace);
        foreach (var parameter in tied.Parameters.Layout)
        {
            var sum = freeSpace.ParameterGradients.View(Of(free.Parameters, parameter.Name)).Copy();
            foreach (var (owner, layer, isTransposed) in ties.Where(tie => parameter.Name == $"W{tie.Owner}"))
            {
                var part = freeSpace.ParameterGradients.View(Of(free.Parameters, $"W{layer}"));
                sum += isTransposed ? part.Transpose() : part;
            }

            Check.Close(sum, tiedSpace.ParameterGradients.View(parameter), 1e-12);
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

    /// <summary>One example alone has the outputs that it has among others.</summary>
    private static void Predicts<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, _) = Examples(network);
        var all = network.Predict(x);
        double[] output = new double[TNetwork.OutputSize];
        for (int j = 0; j < x.Columns; j++)
        {
            network.Predict([.. x.Column(j).ToArray().Cast<double>()], output);
            Check.Close(all.Column(j), Matrix<double>.FromExamples(output, output.Length, 1), 1e-12);
        }
    }

    /// <summary>Networks of five inputs take tokens below seven.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Examples<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        const int examples = 4;
        Assert.NotNull(network);
        var random = new SeededRandom(5);
        bool isClass = TNetwork.LabelsAreClasses;
        Matrix<double> x = Matrix<double>.Zeros(TNetwork.InputSize, examples), y = Matrix<double>.Zeros(isClass ? TNetwork.LabelSize : TNetwork.OutputSize, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = x.Rows == 5 ? Math.Floor(random.NextUniform() * 7) : random.NextNormal();
            }

            for (int i = 0; i < y.Rows; i++)
            {
                y[i, j] = isClass ? Math.Floor(random.NextUniform() * 7) : random.NextNormal();
            }
        }

        return (x, y);
    }

    [Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6, Name = "tokens")]
    [PositionalEmbedding]
    [SelfAttention(heads: 2, Causal = true)]
    [Dense(7, Tied = "tokens")]
    private sealed partial class Language;

    [Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6)]
    [PositionalEmbedding]
    [SelfAttention(heads: 2, Causal = true)]
    [Dense(7)]
    private sealed partial class FreeLanguage;

    /// <summary>A penalty counts once; a dense layer in between.</summary>
    [Network(Output = Activation.Identity, Precision = Precision.Double, L2 = 0.05)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(3, Name = "tokens", L1 = 0.02)]
    [Dense(3, Activation = Activation.Tanh, Name = "turn")]
    [Dense(3, Activation = Activation.GELU, Tied = "turn")]
    [Dense(7, Tied = "tokens")]
    private sealed partial class Costly;

    /// <summary>One matrix three times, the last by the name of the second.</summary>
    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(Time = 3, Features = 4)]
    [GRU(4, Sequence = true)]
    [Dense(4, Name = "first")]
    [Dense(4, Tied = "first", Name = "second")]
    [Dense(4, Tied = "second")]
    private sealed partial class Thrice;

    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(4)]
    [Dense(4, Name = "first")]
    [Dense(4, Tied = "first")]
    [Use<Turned>(Repeat = 2)]
    [Dense(2)]
    private sealed partial class Vectors;

    /// <summary>The decoder has the matrices of the encoder, which its sizes say.</summary>
    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(70)]
    [Dense(20, Name = "inner")]
    [Dense(3, Name = "code")]
    [Dense(20, Tied = "code")]
    [Dense(70, Tied = "inner")]
    private sealed partial class Autoencoder;

    [Network(70, 20, 3, 20, 70, Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    private sealed partial class FreeAutoencoder;

    /// <summary>As the layer that is named has it, or transposed once more.</summary>
    [Network(Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    [Input(4)]
    [Dense(4, Name = "first")]
    [Dense(4, Tied = "first", Transposed = true, Name = "second")]
    [Dense(4, Tied = "second")]
    [Dense(4, Tied = "second", Transposed = true)]
    private sealed partial class Square;

    [Network(4, 4, 4, 4, 4, Output = Activation.Identity, Hidden = Activation.Tanh, Precision = Precision.Double)]
    private sealed partial class FreeSquare;

    [Network(Output = Activation.Identity, Hidden = Activation.GELU, Precision = Precision.Double)]
    [Input(Time = 3, Features = 4)]
    [GRU(4, Sequence = true)]
    [Dense(19, Name = "wide")]
    [Dense(4, Tied = "wide")]
    private sealed partial class Bottleneck;

    /// <summary>An embedding of what are probabilities of tokens.</summary>
    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6, Name = "tokens")]
    [Dense(7, Activation = Activation.Softmax)]
    [Dense(6, Tied = "tokens")]
    private sealed partial class SoftTokens;

    [Block, Dense(4, Name = "own", L2 = 0.1), Dense(4, Tied = "own")]
    private abstract class Turned;

    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [TokenInput(Time = 5, Vocabulary = 7)]
    [Embedding(6, Frozen = true, Name = "tokens")]
    [Dense(6, Activation = Activation.Tanh)]
    [Dense(7, Tied = "tokens")]
    private sealed partial class Frozen;
}
