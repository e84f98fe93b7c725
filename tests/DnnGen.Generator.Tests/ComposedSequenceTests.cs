using CsCheck;

using DnnGen.Generator.Tests.Harness;

using Xunit.Abstractions;

namespace DnnGen.Generator.Tests;

/// <summary>Networks over sequences, of layers drawn at random: generated, compiled, and every pass run.</summary>
public sealed class ComposedSequenceTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_compositions_agree_with_finite_differences_in_every_pass()
    {
        var random = new PCG(stream: 5, seed: 20240302);
        string[] declarations = [.. Enumerable.Range(0, 20).Select(_ => new Composition(random).Declare())];
        string source = string.Join("\n", declarations.Select((declaration, index) => $"{declaration} public partial class Net{index};"));
        var assembly = new Consumer(source).Generate().CompilesWithoutWarning().Load();
        for (int i = 0; i < declarations.Length; i++)
        {
            output.WriteLine($"Net{i}: {declarations[i]}");
            var exercise = (ComposedExercise)Activator.CreateInstance(typeof(ComposedExercise<>).MakeGenericType(assembly.GetType($"Net{i}")!))!;
            exercise.Run((ulong)i);
        }
    }

    /// <summary>Draws layers that fit one another, smooth enough for finite differences.</summary>
    private sealed class Composition(PCG random)
    {
        private readonly List<string> layers = [];

        private int time, features;

        public string Declare()
        {
            (time, features) = (1 + Draw(6), 1 + Draw(5));
            layers.Add($"Input(Time = {time}, Features = {features})");
            int count = 1 + Draw(3);
            for (int i = 0; i < count; i++)
            {
                Add();
            }

            // The end of the sequence: the last state, or all of it.
            layers.Add(Draw(2) == 0 ? $"{Recurrent()}({2 + Draw(4)})" : "Flatten");
            layers.Add("Dense(3)");
            return $"[Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double), {string.Join(", ", layers)}]";
        }

        private int Draw(int count) => (int)random.Next((uint)count);

        private string Recurrent() => Draw(3) switch { 0 => "SimpleRNN", 1 => "GRU", _ => "LSTM" };

        private void Add()
        {
            switch (Draw(8))
            {
                case 5 or 6 or 7:
                    int kernel = 1 + Draw(3), stride = 1 + Draw(2), dilation = 1 + Draw(2), extent = ((kernel - 1) * dilation) + 1;
                    string padding = Draw(4) switch { 0 => "Padding.Same", 1 => "Padding.Causal", 2 => "2", _ => time < extent ? "Padding.Same" : "0" };
                    padding = padding == "2" && time + 4 < extent ? "Padding.Same" : padding;
                    int groups = Draw(3) == 0 ? features : 1;
                    features = groups * (1 + Draw(groups > 1 ? 2 : 5));
                    string[] smooth = ["Identity", "Tanh", "SiLU", "Sigmoid", features > 1 ? "Softmax" : "GELU"];
                    layers.Add($"Conv1D({features}, kernel: {kernel}, Stride = {stride}, Dilation = {dilation}, Padding = {padding}, Groups = {groups}, Activation = Activation.{smooth[Draw(smooth.Length)]})");
                    time = padding switch { "0" => ((time - extent) / stride) + 1, "2" => ((time + 4 - extent) / stride) + 1, _ => ((time - 1) / stride) + 1 };
                    break;

                case 0:
                    layers.Add("Dropout(0.3)");
                    break;
                case 1:
                    layers.Add("Activation(Activation.Tanh)");
                    break;
                case 2:
                    string name = $"n{layers.Count}";
                    layers[^1] = $"{layers[^1][..^1]}, Name = \"{name}\")";
                    layers.Add($"{Recurrent()}({features}, Sequence = true)");
                    layers.Add($"Add(\"{name}\")");
                    layers.Add("Dropout(0.1)");
                    break;
                default:
                    features = 1 + Draw(9);
                    layers.Add($"{Recurrent()}({features}, Sequence = true)");
                    break;
            }
        }
    }
}
