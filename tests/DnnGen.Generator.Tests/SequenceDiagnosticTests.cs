using System.Globalization;

using DnnGen.Generator.Tests.Harness;

namespace DnnGen.Generator.Tests;

/// <summary>The sentences about layers over sequences, word for word, and the very text that each points at.</summary>
public sealed class SequenceDiagnosticTests
{
    [Theory]
    [InlineData(
        "[Network, Input(160), |LSTM(8)|, Dense(1)]",
        "DNN0040: Layer 1 of Net, [LSTM(8)], takes a sequence of time × features, and what comes in is a vector of 160: write [Input(Time = 160, Features = 1)]")]
    [InlineData(
        "[Network, Input(3), Dense(8), |GRU(8, Sequence = true)|, Dense(1)]",
        "DNN0040: Layer 2 of Net, [GRU(8, Sequence = true)], takes a sequence of time × features, and what comes in is a vector of 8: write [Reshape(Time = 8, Features = 1)] before it")]
    [InlineData(
        "[Network, Input(Time = 20, Features = 8), LSTM(8), |SimpleRNN(4)|, Dense(1)]",
        "DNN0040: Layer 2 of Net, [SimpleRNN(4)], takes a sequence of time × features, and what comes in is a vector of 8: write Sequence = true on layer 1")]
    [InlineData(
        "[Network, Input(3, 4, 5), |LSTM(8, ForgetBias = 0.5)|, Dense(1)]",
        "DNN0040: Layer 1 of Net, [LSTM(8, ForgetBias = 0.5)], takes a sequence of time × features, and what comes in is an image of 3 × 4 × 5: write [Reshape(Time = 20, Features = 3)] before it")]
    [InlineData(
        "[Network, Input(Time = 20, Features = 8), LSTM(|0|), Dense(1)]",
        "DNN0004: Layer 1 of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(Time = 20, Features = 8), LSTM(4, ForgetBias = |double.NaN|), Dense(1)]",
        "DNN0026: ForgetBias of layer 1 of Net is NaN; it must be a finite number")]
    [InlineData(
        "[Network, Input(Time = 4, Features = 8), Conv1D(4, kernel: |3|, Dilation = 2), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 3, which dilation spreads over 5, and what comes in is a sequence of 4 × 8 (time × features), so that nothing would come out: make the window 2 or less, or add padding")]
    [InlineData(
        "[Network, Input(Time = 4, Features = 8), Conv1D(4, kernel: 3, Padding = |-1|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is -1; it must be 0 or more, Padding.Same or Padding.Causal")]
    [InlineData(
        "[Network, Input(Time = 4, Features = 8), Conv1D(6, kernel: 3, Groups = |3|), Flatten, Dense(1)]",
        "DNN0024: Layer 1 of Net has 3 groups, and its 8 features and its 6 filters cannot be divided by 3: choose another number of groups")]
    [InlineData(
        "[Network, Input(Time = 4, Features = 8), Conv1D(6, kernel: 3, Groups = |0|), Flatten, Dense(1)]",
        "DNN0026: Groups of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(Time = 4, Features = 8), Conv1D(|0|, kernel: 3), Flatten, Dense(1)]",
        "DNN0004: Layer 1 of Net has size 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(8), |Conv1D(4, kernel: 3, Padding = Padding.Causal)|, Flatten, Dense(1)]",
        "DNN0040: Layer 1 of Net, [Conv1D(4, kernel: 3, Padding = Padding.Causal)], takes a sequence of time × features, and what comes in is a vector of 8: write [Input(Time = 8, Features = 1)]")]
    [InlineData(
        "[Network, Input(Time = 6, Features = 8), |Conv1D(4, kernel: 3, Stride = 2)|, Flatten, Dense(1)]",
        "DNN0023: Layer 1 of Net leaves out the last step of what comes in, a sequence of 6 × 8 (time × features): its window of 3 moves by 2")]
    [InlineData(
        "[Network, Input(8), |MaxPool1D(2, Stride = 1, Padding = 1)|, Flatten, Dense(1)]",
        "DNN0040: Layer 1 of Net, [MaxPool1D(2, Stride = 1, Padding = 1)], takes a sequence of time × features, and what comes in is a vector of 8: write [Input(Time = 8, Features = 1)]")]
    [InlineData(
        "[Network, Input(Time = 6, Features = 8), AveragePool1D(|0|), Flatten, Dense(1)]",
        "DNN0026: The window of layer 1 of Net is 0; it must be 1 or more")]
    [InlineData(
        "[Network, Input(Time = 6, Features = 8), AveragePool1D(2, Stride = |-1|), Flatten, Dense(1)]",
        "DNN0026: Stride of layer 1 of Net is -1; it must be 1 or more")]
    [InlineData(
        "[Network, Input(Time = 6, Features = 8), AveragePool1D(2, Padding = |-1|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is -1; it must be 0 or more, Padding.Same or Padding.Causal")]
    [InlineData(
        "[Network, Input(6, 8, 8), AveragePool2D(2, Padding = |Padding.Causal|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is Padding.Causal; it must be 0 or more, or Padding.Same")]
    [InlineData(
        "[Network, Input(6, 8, 8), AveragePool2D(3, Padding = |2|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is 2; it must be at most half of the window, 1")]
    [InlineData(
        "[Network, Input(Time = 6, Features = 8), MaxPool1D(3, Padding = |2|), Flatten, Dense(1)]",
        "DNN0026: Padding of layer 1 of Net is 2; it must be at most half of the window, 1")]
    [InlineData(
        "[Network, Input(Time = 4, Features = 8), MaxPool1D(|7|, Padding = 1), Flatten, Dense(1)]",
        "DNN0022: Layer 1 of Net has a window of 7, and what comes in is a sequence of 4 × 8 (time × features) with 1 of padding on each side, so that nothing would come out: make the window 6 or less, or add padding")]
    [InlineData(
        "[Network, Input(Time = 7, Features = 8), |AveragePool1D(2)|, Flatten, Dense(1)]",
        "DNN0023: Layer 1 of Net leaves out the last step of what comes in, a sequence of 7 × 8 (time × features): its window of 2 moves by 2")]
    [InlineData(
        "[Network, Input(Time = 7, Features = 8, Name = \"x\"), MaxPool1D(2, Stride = 3, Name = \"y\"), Concat(\"x\", |\"y\"|), Flatten, Dense(1)]",
        "DNN0032: Layer 2 of Net puts a sequence of 7 × 8 (time × features) of \"x\" together with a sequence of 2 × 8 (time × features), what came out of \"y\": give both as many time steps")]
    [InlineData(
        "[Network, Input(Time = 7, Features = 8, Name = \"x\"), GlobalMaxPool(Name = \"y\"), Concat(\"y\", |\"x\"|), Dense(1)]",
        "DNN0032: Layer 2 of Net puts a vector of 8 of \"y\" together with a sequence of 7 × 8 (time × features), what came out of \"x\": insert [Flatten] where a sequence is to be a vector")]
    [InlineData(
        "[Network, Input(Time = 20, Features = 8), |Conv2D(4, kernel: 3)|, Flatten, Dense(1)]",
        "DNN0021: Layer 1 of Net, [Conv2D(4, kernel: 3)], takes an image of channels × height × width, and what comes in is a sequence of 20 × 8 (time × features): write [Input(1, 20, 8)]")]
    [InlineData(
        "[Network, Input(64), Dense(64), |Reshape(Time = 8, Features = 9)|, GRU(2), Dense(1)]",
        "DNN0025: Layer 2 of Net makes a sequence of 8 × 9 (time × features), which holds 72 numbers, and what comes in is a vector of 64: write [Reshape(Time = 8, Features = 8)]")]
    [InlineData(
        "[Network, Input(64), Dense(64), Reshape(Time = |0|, Features = 9), GRU(2), Dense(1)]",
        "DNN0004: Layer 2 of Net has size 0; it must be 1 or more")]
    public void Every_sentence_has_the_sizes_up_to_the_layer_and_points_at_the_very_text(string declaration, string sentence)
    {
        string[] pieces = declaration.Split('|');
        var diagnostic = Assert.Single(new Consumer(string.Concat(pieces) + " partial class Net;").Analyze());

        Assert.Equal(sentence, $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        Assert.Equal(pieces[1], diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    [Theory]
    [InlineData("Input(Time = 6, Features = 3), LSTM(2), Dense(1)", true)]
    [InlineData("Input(Time = 6, Features = 3), Dense(2, Activation = Activation.Tanh), GRU(2, Sequence = true)", true)]
    [InlineData("Input(Time = 6, Features = 3), LSTM(2, Sequence = true), Flatten, Dense(1)", false)]
    [InlineData("Input(Time = 6, Features = 3), Flatten, Dense(1)", false)]
    [InlineData("Input(Time = 6, Features = 3), Dense(1)", false)]
    [InlineData("Input(Time = 6, Features = 3), GRU(2, Sequence = true), MaxPool1D(2), GRU(2), Dense(1)", false)]
    [InlineData("Input(Time = 6, Features = 3), GRU(2, Sequence = true), GlobalAveragePool, Dense(1)", false)]
    [InlineData("Input(Time = 6, Features = 3, Name = \"x\"), GRU(2, Sequence = true, Name = \"y\"), Concat(\"x\", \"y\"), Dense(1)", true)]
    [InlineData("Input(Time = 6, Features = 3), MaxPool1D(4, Stride = 1, Padding = Padding.Causal), Dense(1)", true)]
    [InlineData("Input(Time = 6, Features = 3), AveragePool1D(2, Stride = 1, Padding = Padding.Causal), GRU(2), Dense(1)", true)]
    [InlineData("Input(Time = 6, Features = 3), AveragePool1D(3, Stride = 1, Padding = Padding.Same), GRU(2), Dense(1)", false)]
    [InlineData("Input(6), Dense(6), Reshape(Time = 6, Features = 1), LSTM(2), Dense(1)", false)]
    public void What_can_go_step_by_step_has_a_step_and_nothing_else_loses_a_name(string layers, bool streams)
    {
        var project = new Consumer($"[Network, {layers}] public partial class Net;").Generate().CompilesWithoutWarning();

        Assert.Equal(streams, project.Files.Any(file => file.HintName == "Net.Streaming.g.cs"));
        var user = new Consumer($"[Network, {layers}] public partial class Net {{ public int Step => 1; public int State; public void CreateState() {{ }} }}");
        Assert.Equal(streams ? ["DNN0005", "DNN0005", "DNN0005"] : [], user.Analyze().Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("MaxPool1D(int.MaxValue, Padding = Padding.Same)")]
    [InlineData("MaxPool1D(int.MaxValue, Stride = 1, Padding = int.MaxValue / 2)")]
    [InlineData("MaxPool1D(1, Stride = int.MaxValue)")]
    [InlineData("AveragePool1D(9, Stride = int.MaxValue)")]
    [InlineData("AveragePool1D(int.MaxValue, Stride = 1, Padding = Padding.Same)")]
    [InlineData("AveragePool1D(1000000, Stride = 1, Padding = Padding.Causal)")]
    public void A_window_beyond_the_sequence_compiles(string pool) =>
        new Consumer($"[Network, Input(Time = 9, Features = 2), {pool}, Flatten, Dense(1)] public partial class Net;").Generate().CompilesWithoutWarning();

    [Theory]
    [InlineData("Input(Time = int.MaxValue, Features = int.MaxValue), LSTM(2), Dense(1)")]
    [InlineData("Input(Time = 9, Features = 9), Conv1D(int.MaxValue, kernel: 3), Flatten, Dense(1)")]
    [InlineData("Input(Time = 9, Features = 9), Conv1D(1, kernel: int.MaxValue, Dilation = int.MaxValue, Padding = Padding.Causal), Flatten, Dense(1)")]
    [InlineData("Input(Time = 9, Features = 9), Conv1D(1, kernel: 3, Padding = int.MaxValue), Flatten, Dense(1)")]
    [InlineData("Input(Time = int.MaxValue, Features = int.MaxValue), MaxPool1D(2, Stride = 1, Padding = 1), Flatten, Dense(1)")]
    [InlineData("Input(Time = int.MaxValue, Features = int.MaxValue), GlobalAveragePool, Dense(1)")]
    [InlineData("Input(Time = 9, Features = 2), MaxPool1D(int.MaxValue, Stride = 1, Padding = Padding.Causal), Flatten, Dense(1)")]
    [InlineData("Input(Time = 2, Features = int.MaxValue, Name = \"x\"), AveragePool1D(1, Name = \"y\"), Concat(\"x\", \"y\"), GlobalMaxPool, Dense(1)")]
    [InlineData("Input(Time = 2, Features = 2), LSTM(int.MaxValue), Dense(1)")]
    [InlineData("Input(Time = 2, Features = 2), GRU(30000), Dense(1)")]
    [InlineData("Input(Time = 2000000000, Features = 1), LSTM(1000), Dense(1)")]
    [InlineData("Input(Time = 900000, Features = 1), SimpleRNN(1000), Dense(1)")]
    public void Sizes_beyond_any_machine_are_told_and_not_computed(string layers)
    {
        var diagnostics = new Consumer($"[Network, {layers}] partial class Net;").Analyze();

        Assert.Contains(diagnostics, diagnostic => diagnostic.Id is "DNN0007" && diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("one buffer holds at most", StringComparison.Ordinal));
    }
}
