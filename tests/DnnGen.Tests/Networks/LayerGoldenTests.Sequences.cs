namespace DnnGen.Tests.Networks;

/// <summary>Layers over sequences against the numbers of PyTorch.</summary>
public sealed partial class LayerGoldenTests
{
    [SkippableFact]
    public void Simple_recurrence_of_every_step() => Agrees(GoldenSimpleRNNOfEveryStep.Create(1), "rnn_tanh_sequences");

    [SkippableFact]
    public void Simple_recurrence_of_the_last_step() => Agrees(GoldenSimpleRNNOfLastStep.Create(1), "rnn_tanh_last");

    [SkippableFact]
    public void Gated_recurrent_unit_of_every_step() => Agrees(GoldenGRUOfEveryStep.Create(1), "gru_sequences");

    [SkippableFact]
    public void Gated_recurrent_unit_of_the_last_step() => Agrees(GoldenGRUOfLastStep.Create(1), "gru_last");

    [SkippableFact]
    public void Long_short_term_memory_of_every_step() => Agrees(GoldenLSTMOfEveryStep.Create(1), "lstm_sequences");

    [SkippableFact]
    public void Long_short_term_memory_of_the_last_step() => Agrees(GoldenLSTMOfLastStep.Create(1), "lstm_last");

    // The golden arrays of these are channels × time; ours lie step by step.
    [SkippableFact]
    public void Convolution_over_a_sequence() => Agrees(GoldenConvolutionOfSequence.Create(1), "conv1d_plain", inputTime: 9, outputTime: 7);

    [SkippableFact]
    public void Convolution_over_a_sequence_with_stride_padding_and_dilation() =>
        Agrees(GoldenDilatedConvolutionOfSequence.Create(1), "conv1d_stride_dilated", inputTime: 12, outputTime: 6);

    [SkippableFact]
    public void Max_pooling_over_time() => Agrees(GoldenMaxPoolOfSequence.Create(1), "max_pool1d", inputTime: 10, outputTime: 5);

    /// <summary>Channels × time of every example as time × channels.</summary>
    private static double[] StepByStep(double[] numbers, int examples, int time)
    {
        if (time == 0)
        {
            return numbers;
        }

        double[] result = new double[numbers.Length];
        int size = numbers.Length / examples, channels = size / time;
        for (int i = 0; i < numbers.Length; i++)
        {
            int place = i % size;
            result[i - place + (place % time * channels) + (place / time)] = numbers[i];
        }

        return result;
    }
}
