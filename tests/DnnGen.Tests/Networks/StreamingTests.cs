using System.Numerics;

namespace DnnGen.Tests.Networks;

/// <summary>Networks that take a sequence frame by frame give what they give for the whole of it.</summary>
public sealed partial class StreamingTests
{
    private const int Sequences = 3;

    [Fact]
    public void Steps_over_a_sequence_are_the_forward_pass()
    {
        Listener network = Listener.Create(3);
        var x = Numbers<double>(Listener.InputSize);
        var y = Predicted<Listener, double>(network, x);
        var state = network.CreateState();
        double[] output = new double[Listener.FrameOutputSize];
        for (int j = 0; j < Sequences; j++)
        {
            state.Reset();
            for (int t = 0; t < 6; t++)
            {
                network.Step(Column(x, j).AsSpan(t * Listener.FrameSize, Listener.FrameSize), output, state);
                Check.Close<double>(Column(y, j).AsSpan(t * output.Length, output.Length), output, 1e-12);
            }
        }
    }

    [Fact]
    public void Steps_in_floats_are_the_forward_pass()
    {
        Tagger network = Tagger.Create(3);
        var x = Numbers<float>(Tagger.InputSize);
        var y = Predicted<Tagger, float>(network, x);
        var state = network.CreateState();
        float[] output = new float[Tagger.FrameOutputSize];
        for (int j = 0; j < Sequences; j++)
        {
            state.Reset();
            for (int t = 0; t < 7; t++)
            {
                state.Step(Column(x, j).AsSpan(t * Tagger.FrameSize, Tagger.FrameSize), output);
                Check.Close<float>([.. Column(y, j).Skip(t * output.Length).Take(output.Length).Select(number => (double)number)], output, 1e-6);
            }
        }
    }

    [Fact]
    public void Behind_a_last_state_comes_the_output_as_if_each_step_were_the_last()
    {
        Judge network = Judge.Create(3);
        var x = Numbers<double>(Judge.InputSize);
        var state = network.CreateState();
        double[] output = new double[1];
        for (int j = 0; j < Sequences; j++)
        {
            state.Reset();
            for (int t = 0; t < 5; t++)
            {
                network.Step(Column(x, j).AsSpan(2 * t, 2), output, state);
            }

            Assert.Equal(network.Predict(Column(x, j)), output[0], 1e-12);
        }
    }

    [Fact]
    public void Causal_convolutions_remember_the_frames_that_they_look_back_at()
    {
        Dilated network = Dilated.Create(3);
        var x = Numbers<double>(Dilated.InputSize);
        var y = Predicted<Dilated, double>(network, x);
        var state = network.CreateState();
        double[] output = new double[Dilated.FrameOutputSize];
        for (int j = 0; j < Sequences; j++)
        {
            state.Reset();
            for (int t = 0; t < 17; t++)
            {
                network.Step(Column(x, j).AsSpan(2 * t, 2), output, state);
                Check.Close<double>(Column(y, j).AsSpan(t * output.Length, output.Length), output, 1e-12);
            }
        }
    }

    [Fact]
    public void Streams_share_a_network_and_do_not_hear_each_other()
    {
        Sound network = Sound.Create(1);
        var (alone, first, second) = (network.CreateState(), network.CreateState(), network.CreateState());
        var random = new SeededRandom(1);
        for (int t = 0; t < 20; t++)
        {
            float sample = (float)random.NextNormal();
            float expected = network.Step(sample, alone);
            second.Step((float)random.NextNormal());

            Assert.Equal(expected, first.Step(sample));
        }
    }

    [Fact]
    public void A_copied_state_goes_on_as_its_original_and_a_reset_one_from_the_start()
    {
        Sound network = Sound.Create(1);
        var (state, copy, fresh) = (network.CreateState(), network.CreateState(), network.CreateState());
        for (int t = 0; t < 5; t++)
        {
            state.Step(0.3f * t);
        }

        copy.CopyFrom(state);
        Assert.Equal(state.AsSpan().ToArray(), copy.AsSpan().ToArray());
        Assert.Equal(state.LSTM1Cell.ToArray(), copy.LSTM1Cell.ToArray());
        Assert.Equal(state.Step(-1), copy.Step(-1));
        Assert.NotEqual(fresh.Step(2), state.Step(2));

        state.Reset();
        fresh.Reset();
        Assert.Equal(fresh.Step(2), state.Step(2));
    }

    [Fact]
    public void The_output_may_be_the_memory_of_the_frame()
    {
        Skipping network = Skipping.Create(2);
        var (apart, inPlace) = (network.CreateState(), network.CreateState());
        var random = new SeededRandom(1);
        float[] output = new float[3];
        for (int t = 0; t < 4; t++)
        {
            float[] frame = [(float)random.NextNormal(), (float)random.NextNormal(), (float)random.NextNormal()];
            network.Step(frame, output, apart);
            network.Step(frame, frame, inPlace);

            Assert.Equal(output, frame);
        }
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        Listener network = Listener.Create(1);
        var (state, other) = (network.CreateState(), network.CreateState());
        double[] frame = new double[Listener.FrameSize], output = new double[Listener.FrameOutputSize];
        network.Step(frame, output, state);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < 10; t++)
        {
            network.Step(frame, output, state);
            state.Step(frame, output);
            other.CopyFrom(state);
            other.Reset();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_frame_or_an_output_of_another_length_is_refused_in_a_sentence()
    {
        Judge network = Judge.Create(1);
        var state = network.CreateState();
        double[] one = new double[1], three = new double[3];

        Assert.Equal(
            "Judge.Step: frame holds 3 numbers; this network takes 2, one for each feature of a time step.",
            Assert.Throws<ShapeMismatchException>(() => network.Step(three, one, state)).Message);
        Assert.Equal(
            "Judge.Step: output holds 3 numbers; this network takes 1, one for each output of a time step.",
            Assert.Throws<ShapeMismatchException>(() => network.Step(three.AsSpan(1), three, state)).Message);
        Assert.Throws<ArgumentNullException>(() => network.Step(three.AsSpan(1), one, null!));
        Assert.Throws<ArgumentNullException>(() => state.CopyFrom(null!));
    }

    private static Matrix<T> Predicted<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Statistics that are none yet would hide that the steps read them.
        if (network.Parameters.Layout.Any(parameter => parameter.IsStatistic))
        {
            network.Forward(x, network.CreateWorkspace(x.Columns));
        }

        return Predictor.Predict((TNetwork)network, x);
    }

    private static Matrix<T> Numbers<T>(int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(4);
        var numbers = Matrix<T>.Zeros(rows, Sequences);
        for (int j = 0; j < Sequences; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                numbers[i, j] = T.CreateTruncating(random.NextNormal());
            }
        }

        return numbers;
    }

    private static T[] Column<T>(Matrix<T> matrix, int column)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, column])];

    [Network(Precision = Precision.Double)]
    [Input(Time = 6, Features = 5)]
    [Dense(7, Activation = Activation.Tanh)]
    [BatchNorm]
    [PReLU(Frozen = true)]
    [FeedForward(11, Activation = Activation.GELU)]
    [PReLU(Shared = true)]
    [GRU(9, Sequence = true, Name = "gru", Frozen = true)]
    [Dropout(0.4)]
    [LSTM(9, Sequence = true)]
    [Add("gru")]
    [LayerNorm]
    [Activation(Activation.SiLU, Name = "left")]
    [From("gru")]
    [SimpleRNN(9, Sequence = true)]
    [Multiply("left")]
    [RMSNorm]
    internal sealed partial class Listener;

    [Network(Precision = Precision.Double)]
    [Input(Time = 17, Features = 2)]
    [Conv1D(5, kernel: 3, Padding = Padding.Causal, Activation = Activation.Tanh, Name = "first")]
    [Conv1D(5, kernel: 2, Padding = Padding.Causal, Dilation = 4, Activation = Activation.SiLU)]
    [Add("first")]
    [MaxPool1D(4, Stride = 1, Padding = Padding.Causal, Name = "largest")]
    [From("first")]
    [AveragePool1D(3, Stride = 1, Padding = Padding.Causal, Name = "mean")]
    [Concat("largest", "mean")]
    [Conv1D(6, kernel: 1, Activation = Activation.GELU)]
    [Conv1D(6, kernel: 3, Padding = Padding.Causal, Groups = 6)]
    [Conv1D(4, kernel: 2, Padding = Padding.Causal, Dilation = 3, Groups = 2, Activation = Activation.Softmax)]
    [Conv1D(3, kernel: 4, Padding = Padding.Causal, Dilation = 2)]
    internal sealed partial class Dilated;

    [Network(Loss = Loss.CategoricalCrossEntropy)]
    [Input(Time = 7, Features = 4)]
    [LSTM(20, Sequence = true)]
    [Dense(6, Activation = Activation.Softmax)]
    internal sealed partial class Tagger;

    [Network(Output = Activation.Sigmoid, Precision = Precision.Double)]
    [Input(Time = 5, Features = 2)]
    [GRU(8, Sequence = true)]
    [GRU(6)]
    [LayerNorm]
    [Reshape(2, 3, 1)]
    [Flatten]
    [Dense(1)]
    internal sealed partial class Judge;

    [Network(Output = Activation.Identity)]
    [Input(Time = 32, Features = 1)]
    [LSTM(12, Sequence = true)]
    [Dense(1)]
    internal sealed partial class Sound;

    [Network(Output = Activation.Identity)]
    [Input(Time = 8, Features = 3, Name = "in")]
    [SimpleRNN(3, Sequence = true, Name = "rnn")]
    [From("in")]
    [Dense(3, Activation = Activation.Tanh)]
    [Multiply("rnn")]
    [Add("in")]
    internal sealed partial class Skipping;
}
