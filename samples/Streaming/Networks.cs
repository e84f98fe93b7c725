namespace DnnGen.Samples.Streaming;

/// <summary>An LSTM that hears one sample of a sound after another and says what the effect makes of each.</summary>
[Network(Output = Activation.Identity, Loss = Loss.MeanSquaredError)]
[Input(Time = 256, Features = 1)]
[LSTM(16, Sequence = true)]
[Dense(1)]
internal sealed partial class EffectLSTM;

/// <summary>The same by causal convolutions, each reaching twice as far back as the one before: 63 samples in all.</summary>
[Network(Output = Activation.Identity, Loss = Loss.MeanSquaredError)]
[Input(Time = 256, Features = 1)]
[Conv1D(12, kernel: 3, Padding = Padding.Causal, Activation = Activation.Tanh)]
[Conv1D(12, kernel: 3, Padding = Padding.Causal, Dilation = 2, Activation = Activation.Tanh)]
[Conv1D(12, kernel: 3, Padding = Padding.Causal, Dilation = 4, Activation = Activation.Tanh)]
[Conv1D(12, kernel: 3, Padding = Padding.Causal, Dilation = 8, Activation = Activation.Tanh)]
[Conv1D(12, kernel: 3, Padding = Padding.Causal, Dilation = 16, Activation = Activation.Tanh)]
[Dense(1)]
internal sealed partial class EffectConvolution;
