using System.Numerics;

namespace DnnGen.Tests.Networks;

/// <summary>Tokens, embeddings, self-attention and feed-forward layers: against PyTorch, finite differences and plain loops.</summary>
public sealed class AttentionTests
{
    [SkippableFact]
    public void Embedding_agrees_with_PyTorch()
    {
        var golden = Golden.Open("layers.json").GetProperty("layers").Named("embedding");
        double[] weights = golden.GetProperty("parameters").GetProperty("weight").Numbers("value");
        var network = GoldenEmbedding.Create(1);
        weights.CopyTo(network.Parameters.AsSpan());
        var tokens = Matrix<double>.FromExamples(golden.Numbers("x"), 6, 3);
        var dA = Matrix<double>.FromExamples(golden.Numbers("dy"), 24, 3);
        var workspace = network.CreateWorkspace(3);

        var output = network.Forward(tokens, workspace).Copy();
        network.Backward(tokens, output - (12 * dA), workspace);

        Check.Close(Matrix<double>.FromExamples(golden.Numbers("y"), 24, 3), output, 1e-9);
        Check.Close<double>([.. golden.GetProperty("parameters").GetProperty("weight").Numbers("gradient").Select(number => number / 3)], workspace.Gradients.AsSpan(), 1e-9);
        Check.Close(output, network.Predict(tokens), 0);
    }

    [Fact]
    public void Gradients_of_a_transformer_agree_with_finite_differences()
    {
        var (x, y) = Tokens(3);
        var check = SmallTransformer.Create(5).CheckGradients(x, y);
        Assert.True(check.Passed, check.ToString());
    }

    [Fact]
    public void Gradients_of_long_sequences_agree_with_finite_differences()
    {
        var (x, y) = Draw<double>(LongTransformer.InputSize, LongTransformer.OutputSize, 2);
        var check = LongTransformer.Create(5).CheckGradients(x, y);
        Assert.True(check.Passed, check.ToString());
    }

    [Fact]
    public void Attention_over_long_sequences_is_that_of_plain_loops()
    {
        var network = LongTransformer.Create(3);
        var (x, _) = Draw<double>(LongTransformer.InputSize, 1, 2);
        var workspace = network.CreateWorkspace(2);
        network.Forward(x, workspace);

        Check.Close(PlainAttention(workspace.A1, network.Parameters.SelfAttention2InputWeights, network.Parameters.SelfAttention2InputBias, network.Parameters.SelfAttention2OutputWeights, network.Parameters.SelfAttention2OutputBias, heads: 3, causal: true), workspace.A2, 1e-12);
        Check.Close(PlainAttention(workspace.A2, network.Parameters.SelfAttention3InputWeights, network.Parameters.SelfAttention3InputBias, network.Parameters.SelfAttention3OutputWeights, network.Parameters.SelfAttention3OutputBias, heads: 1, causal: false), workspace.A3, 1e-12);
    }

    [Fact]
    public void Floats_agree_within_their_precision()
    {
        var (x, y) = Draw<double>(LongTransformer.InputSize, LongTransformer.OutputSize, 2);
        var (singleX, singleY) = Draw<float>(LongTransformer.InputSize, LongTransformer.OutputSize, 2);
        var network = LongTransformer.Create(3);
        var single = SingleLongTransformer.Create(3);
        Workspace<double> workspace = network.CreateWorkspace(2);
        Workspace<float> singleSpace = single.CreateWorkspace(2);
        network.Forward(x, (LongTransformer.Workspace)workspace);
        network.Backward(x, y, (LongTransformer.Workspace)workspace);
        single.Forward(singleX, (SingleLongTransformer.Workspace)singleSpace);
        single.Backward(singleX, singleY, (SingleLongTransformer.Workspace)singleSpace);

        Check.Close<float>(workspace.ParameterGradients.AsSpan(), singleSpace.ParameterGradients.AsSpan(), 1e-4);
    }

    [Fact]
    public void A_causal_network_says_the_same_of_a_step_whatever_comes_after_it()
    {
        var network = SmallTransformer.Create(2);
        double[] tokens = [3, 1, 4, 1, 0, 2], changed = [3, 1, 4, 2, 2, 4];
        double[] before = new double[30], after = new double[30];
        network.Predict(tokens, before);
        network.Predict(changed, after);

        Assert.Equal(before[..15], after[..15]);
        Assert.NotEqual(before[15..20], after[15..20]);
    }

    [Fact]
    public void Steps_and_predictions_agree_with_the_passes_apart()
    {
        var (x, y) = Tokens(4);
        SmallTransformer fused = SmallTransformer.Create(8), apart = SmallTransformer.Create(8);
        SmallTransformer.Workspace workspace = fused.CreateWorkspace(5), other = apart.CreateWorkspace(4);
        for (int step = 0; step < 3; step++)
        {
            fused.TrainStep(x, y, 0.1, workspace);
            apart.Forward(x, other);
            apart.Backward(x, y, other);
            apart.Update(other.Gradients, 0.1);
        }

        Check.Close<double>(apart.Parameters.AsSpan(), fused.Parameters.AsSpan(), 1e-12);
        var predictions = apart.Predict(x);
        double[] one = new double[predictions.Rows], tokens = new double[x.Rows];
        for (int j = 0; j < x.Columns; j++)
        {
            for (int t = 0; t < tokens.Length; t++)
            {
                tokens[t] = x[t, j];
            }

            apart.Predict(tokens, one);
            Check.Close(predictions.Column(j), Matrix<double>.FromExamples(one, one.Length, 1), 1e-12);
        }
    }

    [Fact]
    public void A_feed_forward_layer_over_a_vector_is_two_dense_layers()
    {
        var network = VectorFeedForward.Create(4);
        var twin = TwoDense.Create(4);
        network.Parameters.AsSpan().CopyTo(twin.Parameters.AsSpan());
        var (x, y) = Draw<double>(7, 7, 5);
        for (int step = 0; step < 3; step++)
        {
            double cost = twin.TrainStep(x, y, 0.1, twin.CreateWorkspace(5));
            Assert.Equal(cost, network.TrainStep(x, y, 0.1, network.CreateWorkspace(5)), 1e-12);
        }

        Check.Close<double>(twin.Parameters.AsSpan(), network.Parameters.AsSpan(), 1e-12);
        Check.Close(twin.Predict(x), network.Predict(x), 1e-12);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        var (x, y) = Draw<float>(SingleLongTransformer.InputSize, SingleLongTransformer.OutputSize, 24);
        float[] Train(int threads)
        {
            int before = Parallelism.MaxThreads;
            try
            {
                Parallelism.MaxThreads = threads;
                var network = SingleLongTransformer.Create(1);
                var workspace = network.CreateWorkspace(24);
                network.TrainStep(x, y, 0.01f, workspace);
                network.TrainStep(x, y, 0.01f, workspace);
                return network.Parameters.AsSpan().ToArray();
            }
            finally
            {
                Parallelism.MaxThreads = before;
            }
        }

        Assert.Equal(Train(1), Train(3));
    }

    [Fact]
    public void Steps_and_predictions_allocate_nothing()
    {
        var (x, y) = Draw<double>(LongTransformer.InputSize, LongTransformer.OutputSize, 3);
        var network = LongTransformer.Create(1);
        var workspace = network.CreateWorkspace(3);
        double[] example = new double[LongTransformer.InputSize], output = new double[LongTransformer.OutputSize];
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.TrainStep(x, y, 0.01, workspace);
            network.Predict(example, output);
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }

    [Theory]
    [InlineData(5, "5")]
    [InlineData(-1, "-1")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "NaN")]
    public void What_is_no_token_is_told_with_its_place(double token, string text)
    {
        var network = SmallTransformer.Create(2);
        var (x, _) = Tokens(4);
        x[3, 2] = token;
        double[] example = [0, 1, token, 0, 0, 0], output = new double[30];

        var forward = Assert.Throws<ArgumentException>(() => network.Forward(x, network.CreateWorkspace(4)));
        var predict = Assert.Throws<ArgumentException>(() => network.Predict(example, output));

        Assert.StartsWith($"SmallTransformer.Forward: x[3, 2], time step 3 of example 2 (counted from 0), is {text}; a token of this network is a whole number from 0 to 4.", forward.Message, StringComparison.Ordinal);
        Assert.StartsWith($"SmallTransformer.Predict: time step 2 of the example (counted from 0), is {text}; a token of this network is a whole number from 0 to 4.", predict.Message, StringComparison.Ordinal);
    }

    private static Matrix<double> PlainAttention(Matrix<double> x, Matrix<double> win, Matrix<double> bin, Matrix<double> wout, Matrix<double> bout, int heads, bool causal)
    {
        int features = win.Columns, time = x.Rows / features, d = features / heads;
        var result = Matrix<double>.Zeros(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            var steps = x.Column(j).Reshape(features, time);
            var projected = (win * steps) + bin;
            var mixed = Matrix<double>.Zeros(features, time);
            for (int head = 0; head < heads; head++)
            {
                for (int query = 0; query < time; query++)
                {
                    int keys = causal ? query + 1 : time;
                    double[] scores = [.. Enumerable.Range(0, keys).Select(key =>
                        Enumerable.Range(head * d, d).Sum(i => projected[i, query] * projected[features + i, key]) / Math.Sqrt(d))];
                    double largest = scores.Max(), sum = scores.Sum(score => Math.Exp(score - largest));
                    for (int i = head * d; i < (head + 1) * d; i++)
                    {
                        mixed[i, query] = Enumerable.Range(0, keys).Sum(key => Math.Exp(scores[key] - largest) / sum * projected[(2 * features) + i, key]);
                    }
                }
            }

            result.Column(j).CopyFrom(((wout * mixed) + bout).Reshape(x.Rows, 1));
        }

        return result;
    }

    private static (Matrix<double> X, Matrix<double> Y) Tokens(int examples)
    {
        var random = new SeededRandom(3);
        var (x, y) = Draw<double>(SmallTransformer.InputSize, SmallTransformer.OutputSize, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int t = 0; t < x.Rows; t++)
            {
                x[t, j] = Math.Floor(random.NextUniform() * 5);
            }
        }

        return (x, y);
    }

    private static (Matrix<T> X, Matrix<T> Y) Draw<T>(int inputs, int outputs, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(7);
        Matrix<T> x = Matrix<T>.Zeros(inputs, examples), y = Matrix<T>.Zeros(outputs, examples);
        foreach (var matrix in (Matrix<T>[])[x, y])
        {
            for (int j = 0; j < examples; j++)
            {
                for (int i = 0; i < matrix.Rows; i++)
                {
                    matrix[i, j] = T.CreateChecked(random.NextNormal());
                }
            }
        }

        return (x, y);
    }
}
