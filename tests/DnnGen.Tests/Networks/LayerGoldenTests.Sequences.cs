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
}
