using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The model card, the constants, the summary and the creation of a network.</summary>
internal sealed partial class NetworkEmitter
{
    private int BytesPerNumber => shape.Declaration.Precision == Precision.Double ? 8 : 4;

    /// <summary>The documentation of the class, which an editor shows on hover: the layer table and what the network costs.</summary>
    private void WriteModelCard(SourceWriter writer)
    {
        writer.Line("/// <summary>");
        writer.Line($"/// A network of {shape.Layers.Count} {Plural(shape.Layers.Count, "layer")}, {Formulas.Count(shape.ParameterCount)} parameters, {names.Number}: {Architecture()}, trained on {CostInWords()}.");
        foreach (var layer in shape.Layers)
        {
            if (layer is not DenseLayer)
            {
                string parameters = string.Concat(layer.Parameters.Select(parameter => $" · {parameter.Name} {Formulas.Size(parameter.Rows, parameter.Columns)}"));
                string count = layer.ParameterCount == 0 ? "" : $" · {Formulas.Count(layer.ParameterCount)} parameters";
                string block = BlocksOf(layer.Number).Count == 0 ? "" : $" · {BlockName(layer.Number)}";
                writer.Line($"/// <para>{layer.Number} · {Formulas.Caption(layer)}{parameters} · A{layer.Number} {Formulas.Size(layer.Output)}{count}{block}</para>");
                continue;
            }

            writer.Line($"/// <para>{layer.Number} · {Formulas.Caption(layer)} · {(layer is DenseLayer { Tied: null } ? $"W{layer.Number} {Formulas.Size(layer.Output.Features, layer.Input.Features)}, " : "")}b{layer.Number} {Formulas.Size(layer.Output.Features, 1)} · A{layer.Number} {Formulas.Size(layer.Units)} · {Formulas.Count(layer.ParameterCount)} parameters{(BlocksOf(layer.Number).Count == 0 ? "" : $" · {BlockName(layer.Number)}")}</para>");
        }

        writer.Line($"/// <para>One prediction takes {Formulas.Count(shape.MultiplyAdds)} multiply-adds; the parameters take {Formulas.Count((long)shape.ParameterCount * BytesPerNumber)} bytes, a workspace {Formulas.Count((long)plan.Arena.NumbersPerExample * BytesPerNumber)} bytes per example.</para>");
        writer.Line("/// </summary>");
    }

    private void WriteNetwork(SourceWriter writer)
    {
        WriteConstants(writer);
        WriteConstructor(writer);
        WriteParametersProperty(writer);
        WriteSummary(writer);
        WriteCreate(writer);
        WriteLayerSizes(writer);
    }

    private void WriteConstants(SourceWriter writer)
    {
        WriteSizes(writer);
        if (shape.HasSeveral)
        {
            WriteSizesOfEach(writer);
        }

        foreach (var head in shape.Heads)
        {
            if (head.LabelsAreClasses)
            {
                writer.Line($"/// <summary>The labels of one example, the rows of {(HasHeads ? NameOf(head) : "Y")}: {(head.Steps == 1 ? "the number of its class" : "the number of a class for each time step")}, 0 to {Formulas.Number(head.OutputsOfStep - 1)}.</summary>");
                writer.Line($"public const int {LabelSizeNameOf(head)} = {Formulas.Number(head.Labels)};");
                writer.Line();
            }

            if (head.ClassWeights is { } weights)
            {
                writer.Line($"/// <summary>What the examples of each class count in the cost{(HasHeads ? $" of \"{head.Name}\"" : "")}, class 0 first.</summary>");
                writer.Line($"public static {names.SpanOfDoubles} {ClassWeightsNameOf(head)} => new double[] {{ {string.Join(", ", weights.Select(Formulas.Real))} }};");
                writer.Line();
            }
        }
    }

    private void WriteSizes(SourceWriter writer) => writer.Line($"""
        /// <summary>n[0]: the features of one example{(HasInputs ? " in all inputs" : "")}, the rows of X.</summary>
        public const int InputSize = {Formulas.Number(shape.Inputs)};

        /// <summary>n[{shape.Layers.Count}]: the outputs for one example, the rows of AL{(HasHeads ? ", in which all outputs lie one below the other" : shape.Heads[0].LabelsAreClasses ? "" : " and Y")}.</summary>
        public const int OutputSize = {Formulas.Number(shape.Outputs)};

        /// <summary>L: the layers, not counting the input.</summary>
        public const int LayerCount = {Formulas.Number(shape.Layers.Count)};

        /// <summary>The numbers in all W and b together.</summary>
        public const int ParameterCount = {Formulas.Number(shape.ParameterCount)};

        """.Replace("\r", ""));

    private void WriteConstructor(SourceWriter writer)
    {
        if (!type.DeclaresConstructor)
        {
            writer.Line($"private {type.Identifier}()");
            writer.Line("{");
            writer.Line("}");
            writer.Line();
        }
    }

    private static void WriteParametersProperty(SourceWriter writer)
    {
        writer.Line("/// <summary>W and b of every layer, views over one contiguous buffer.</summary>");
        writer.Line("public ParameterSet Parameters { get; } = new ParameterSet();");
        writer.Line();
    }

    private void WriteSummary(SourceWriter writer)
    {
        writer.Line("/// <summary>The layers as a table: layer, W, b, activation, output, parameters, multiply-adds.</summary>");
        writer.Line("public static string Summary =>");
        writer.Indented(() =>
        {
            // A raw literal: every line stands at the depth of its closing quotes.
            writer.Line("\"\"\"");
            foreach (string line in SummaryLines())
            {
                writer.Line(line);
            }

            writer.Line("\"\"\";");
        });
        writer.Line();
    }

    private static readonly string[] SummaryHead = ["layer", "W", "b", "activation", "output", "parameters", "multiply-adds"];

    private static readonly string[] MixedSummaryHead = ["layer", "operation", "W", "b", "output", "parameters", "multiply-adds"];

    private IEnumerable<string> SummaryLines()
    {
        yield return $"{type.Name}: {Architecture()}, {names.Number}, {CostInWords()}";
        var rows = new List<string[]> { SummaryHead };
        if (!shape.IsDense)
        {
            foreach (string line in MixedSummaryLines())
            {
                yield return line;
            }

            yield break;
        }

        rows.AddRange(shape.Layers.Select(layer => new[]
        {
            Formulas.Number(layer.Number),
            $"{Formulas.Number(layer.Units)} × {Formulas.Number(layer.Inputs)}",
            $"{Formulas.Number(layer.Units)} × 1",
            (layer.Activation == Activation.Identity ? "—" : layer.Activation.ToString()) + (layer.IsFrozen ? ", frozen" : ""),
            $"{Formulas.Number(layer.Units)} × m",
            Formulas.Count(layer.ParameterCount),
            Formulas.Count((long)layer.Inputs * layer.Units),
        }));
        rows.Add(["total", "", "", "", "", Formulas.Count(shape.ParameterCount), Formulas.Count(shape.MultiplyAdds)]);

        foreach (string line in Table(WithBlocks(rows)))
        {
            yield return line;
        }

        if (shape.HasFrozen)
        {
            yield return $"trained: {Formulas.Count(shape.TrainedCount)} of {Formulas.Count(shape.ParameterCount)} parameters; the others are frozen";
        }
    }

    /// <summary>The table of a network of many kinds of layers: what each does stands in a column of its own, at the left of it.</summary>
    private IEnumerable<string> MixedSummaryLines()
    {
        var rows = new List<string[]> { MixedSummaryHead.ToArray() };
        foreach (var layer in shape.Layers)
        {
            var parameters = layer.Parameters;
            string Matrices(bool isBias)
            {
                var sizes = parameters.Where(parameter => (parameter.Kind == "Bias") == isBias)
                    .Select(parameter => $"{Formulas.Number(parameter.Rows)} × {Formulas.Number(parameter.Columns)}").ToList();
                return sizes.Count == 0 ? "—" : string.Join(", ", sizes);
            }

            rows.Add(
            [
                Formulas.Number(layer.Number),
                Formulas.InSmallLetters(layer),
                Matrices(isBias: false),
                Matrices(isBias: true),
                $"{layer.Output.Text} × m",
                Formulas.Count(layer.ParameterCount),
                Formulas.Count(layer.MultiplyAdds),
            ]);
        }

        rows.Add(["total", "", "", "", "", Formulas.Count(shape.ParameterCount), Formulas.Count(shape.MultiplyAdds)]);
        int width = rows.Max(row => row[1].Length);
        foreach (var row in rows)
        {
            row[1] = row[1].PadRight(width);
        }

        foreach (string line in Table(WithBlocks(rows)))
        {
            yield return line;
        }

        if (shape.HasFrozen)
        {
            yield return $"trained: {Formulas.Count(shape.TrainedCount)} of {Formulas.Count(shape.ParameterCount)} parameters; the others are frozen";
        }

        yield return $"workspace: {Formulas.Count((long)plan.Arena.NumbersPerExample * BytesPerNumber)} bytes per example";
    }

    /// <summary>Rows of cells as lines, each column as wide as its widest cell.</summary>
    private static IEnumerable<string> Table(List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).TrimEnd());
    }

    private bool DeclaresStarts => shape.Layers.Any(layer => layer.Start is not null);

    private string ExceptForgetGates => shape.Layers.Any(layer => layer.Parameters.Any(parameter => !parameter.ForgetBias.Equals(0)))
        ? "; forget gates start with their <c>ForgetBias</c>"
        : "";

    private void WriteCreate(SourceWriter writer) => writer.Line($$"""
        /// <summary>
        /// Creates a network with random weights and zero biases: He's initialization before ReLU and its relatives,
        /// LeCun's before SELU, Xavier's otherwise{{(DeclaresStarts ? ", where the declaration does not say how" : "")}}{{ExceptForgetGates}}. The same seed gives the same network on every machine.
        /// </summary>
        /// <param name="seed">The seed of the random numbers.</param>
        /// <returns>The network.</returns>
        public static {{type.Identifier}} Create(ulong seed) =>
            Create({{names.Runtime("Initializer")}}.Default, new {{names.Runtime("SeededRandom")}}(seed));

        /// <summary>Creates a network whose weights an initializer draws, {{FirstParameters().First}} first, row by row; biases are zero{{ExceptForgetGates}}.{{(DeclaresStarts ? " It stands for all layers, whatever their declaration says; <c>Initializer.Default</c> follows the declaration." : "")}}</summary>
        /// <param name="initializer">How the weights are drawn, for example <c>Initializer.He</c>.</param>
        /// <param name="random">Where the random numbers come from, for example <c>new NumPyRandom(1)</c>.</param>
        /// <returns>The network.</returns>
        /// <exception cref="global::System.ArgumentNullException">An argument is null.</exception>
        public static {{type.Identifier}} Create({{names.Runtime("Initializer")}} initializer, {{names.Runtime("IRandom")}} random)
        {
            global::System.ArgumentNullException.ThrowIfNull(initializer);
            {{type.Identifier}} network = new {{type.Identifier}}();
            initializer.Initialize(network.Parameters, random);
            return network;
        }
        """.Replace("\r", ""));

    /// <summary>The sizes of every layer as a type, so that the JIT folds them into the kernels as constants.</summary>
    private void WriteLayerSizes(SourceWriter writer)
    {
        foreach (var layer in shape.Layers)
        {
            if (LayerSizes(layer) is not { } sizes)
            {
                continue;
            }

            writer.Line();
            writer.Block($"private readonly struct Layer{layer.Number} : {names.Kernel(sizes.Interface)}", () =>
            {
                for (int i = 0; i < sizes.Sizes.Length; i++)
                {
                    if (i > 0)
                    {
                        writer.Line();
                    }

                    writer.Line($"public static int {sizes.Sizes[i].Name} => {Formulas.Number(sizes.Sizes[i].Value)};");
                }
            });
        }
    }

    /// <summary>The sizes in a row: 12288 → 20 → 7 → 5 → 1; of a deep network, its ends.</summary>
    private string Architecture()
    {
        if (shape.HasSeveral)
        {
            string inputs = string.Join(", ", shape.Sources.Select(input => HasInputs ? $"{input.Name} {input.Shape.Text}" : input.Shape.Text));
            return $"{inputs} → {string.Join(", ", shape.Heads.Select(head => HasHeads ? $"{head.Name} {head.Layer.Output.Text}" : head.Layer.Output.Text))}";
        }

        var sizes = shape.Layers.Select(layer => layer.Output.Text).Prepend(shape.Input.Text).ToList();
        return sizes.Count <= 12
            ? string.Join(" → ", sizes)
            : string.Join(" → ", sizes.Take(5)) + " → … → " + string.Join(" → ", sizes.Skip(sizes.Count - 3));
    }

    /// <summary>The names of the activations in a row: X → A1 → A2 → AL; of a deep network, its ends.</summary>
    private string Flow(bool backward)
    {
        if (shape.HasSeveral)
        {
            string first = string.Join(", ", shape.Sources.Select(input => HasInputs ? input.Name : "X"));
            string last = string.Join(", ", shape.Heads.Select(head => (backward ? "d" : "") + (HasHeads ? Value.A(head.Layer.Number).Name : "AL")));
            return backward ? $"{last} → dA of every layer" : $"{first} → {last}";
        }

        int layers = shape.Layers.Count;
        var values = Enumerable.Range(0, layers + 1)
            .Select(layer => layer == layers ? (backward ? "dAL" : "AL") : (backward ? Value.A(layer).Gradient.Name : Value.A(layer).Name))
            .Skip(backward ? 1 : 0)
            .ToList();
        if (backward)
        {
            values.Reverse();
        }

        return values.Count <= 10
            ? string.Join(" → ", values)
            : string.Join(" → ", values.Take(4)) + " → … → " + string.Join(" → ", values.Skip(values.Count - 2));
    }

    private static string Plural(int count, string word) => count == 1 ? word : word + "s";
}
