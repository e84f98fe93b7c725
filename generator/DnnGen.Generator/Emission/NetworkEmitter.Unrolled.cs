using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>
/// Small networks written out: a local for every parameter and every unit. The calls are those of the plan; only their text
/// is another.
/// </summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>Pairs of weight and input that one call of <c>Linear</c> takes.</summary>
    private const int MostTerms = 3;

    private string UnrolledReason =>
        $"{Formulas.Count(shape.ParameterCount)} {Plural(shape.ParameterCount, "parameter")}, at most {Formulas.Number(CostModel.MostUnrolledParameters)}";

    /// <summary>The training step of a small network: its gradients are summed in registers, and no matrix is written.</summary>
    private void WriteUnrolledStep(SourceWriter writer)
    {
        // The weight of the loss, 1/n of a mean over the outputs, comes in with the 1/m.
        bool isMean = plan.Cost.Kernel != LossKernelKind.SigmoidCrossEntropy && shape.Outputs > 1;
        writer.Line($$"""
            // {{UnrolledReason}}: the step is written out, the examples in the places of registers. The workspace stays as it is.
            {{names.Span}} gradients = stackalloc {{names.Number}}[ParameterCount];
            double loss = SumGradients(Parameters.AsSpan(), x, y, ws.ExampleWeights, gradients);
            {{names.Number}} cost = {{names.Kernel("LossKernel")}}<{{names.Loss(plan.Cost.Kernel)}}>.Mean(loss, OutputSize, x.Columns, ws);

            // All layers at once: they lie in one buffer      θ := θ − α·{{(isMean ? $"1/({Formulas.Number(shape.Outputs)}·m)" : "1/m")}}·Σ dθ
            {{names.UpdateKernel}}.GradientDescent(Parameters.AsSpan(), gradients, learningRate / {{(isMean ? "(OutputSize * x.Columns)" : "x.Columns")}});
            return cost;

            """.Replace("\r", ""));
        writer.Block(
            $"static double SumGradients({names.ReadOnlySpan} θ, {names.Matrix} x, {names.Matrix} y, {names.ReadOnlySpan} weights, {names.Span} gradients)",
            () => WriteSumGradients(writer));
    }

    private void WriteSumGradients(SourceWriter writer)
    {
        foreach (var layer in shape.Layers)
        {
            writer.Line($"// Layer {layer.Number}: W{layer.Number} {Formulas.Size(layer.Units, layer.Inputs)} and b{layer.Number} {Formulas.Size(layer.Units, 1)}, each number in every place of a register");
            foreach (var unit in ParametersByUnit(layer))
            {
                WriteDeclarations(writer, names.Vector, unit.Select(parameter => $"{parameter.Name} = {names.VectorFunctions}.Create(θ[{Formulas.Number(parameter.Place)}])"));
            }

            writer.Line();
        }

        writer.Line("// Their gradients, summed over the examples place by place, and the loss");
        foreach (var unit in shape.Layers.SelectMany(ParametersByUnit))
        {
            WriteDeclarations(writer, names.Vector, unit.Select(parameter => $"d{parameter.Name} = default"));
        }

        writer.Line($"{names.VectorOf("double")} loss = default;");
        writer.Line();
        writer.Line($"{names.ExampleTiles} examples = new {names.ExampleTiles}(x, y, weights, stackalloc {names.Number}[(InputSize + OutputSize) * {names.ExampleTiles}.Stretch]);");
        writer.Block("while (examples.MoveNext())", () =>
        {
            WriteDeclarations(writer, names.Lanes, Enumerable.Range(0, shape.Inputs).Select(i => $"x{Formulas.Number(i + 1)} = examples.X({Formulas.Number(i)})"));
            WriteDeclarations(writer, names.Lanes, Enumerable.Range(0, shape.Outputs).Select(i => $"y{Formulas.Number(i + 1)} = examples.Y({Formulas.Number(i)})"));
            foreach (var call in plan.Forward.Cast<LinearForwardCall>())
            {
                writer.Line();
                WriteUnrolledForward(writer, call);
            }

            foreach (var call in plan.Training)
            {
                writer.Line();
                WriteUnrolledBackward(writer, call);
            }
        });
        writer.Line();
        foreach (var (name, place) in shape.Layers.SelectMany(ParametersByUnit).SelectMany(unit => unit))
        {
            writer.Line($"gradients[{Formulas.Number(place)}] = {names.VectorFunctions}.Sum(d{name});");
        }

        writer.Line();
        writer.Line($"return {names.VectorFunctions}.Sum(loss);");
    }

    private void WriteUnrolledForward(SourceWriter writer, LinearForwardCall call)
    {
        var layer = call.Layer;

        // The loss that includes the last activation takes the logits, and nobody else reads what comes after them.
        bool stopsAtLogits = layer == shape.Last && plan.Cost.Logits is not null;
        string linear = $"W{layer.Number}·{call.Operand.Name} + b{layer.Number}";
        writer.Line(Comment(
            $"Layer {layer.Number} · {(stopsAtLogits ? "LINEAR" : Formulas.Caption(layer))}",
            stopsAtLogits ? $"Z{layer.Number} = {linear}" : $"A{layer.Number} = {Formulas.Apply(layer.Activation, linear)}",
            Formulas.Size(layer.Units)));
        for (int unit = 1; unit <= layer.Units; unit++)
        {
            string z = Unit("z", layer, unit), a = Unit("a", layer, unit);
            string sum = LinearOf($"b{layer.Number}_{unit}", Enumerable.Range(1, layer.Inputs).Select(input => (Weight(layer, unit, input), Operand(layer, input))));
            writer.Line($"{names.Lanes} {z} = {sum};");
            if (!stopsAtLogits)
            {
                writer.Line($"{names.Lanes} {a} = {ActivationKernel(layer)}.Forward({z});");
            }
        }
    }

    private void WriteUnrolledBackward(SourceWriter writer, KernelCall call)
    {
        switch (call)
        {
            case LossGradientCall { Layer: var layer, Kernel: var kernel } loss:
                var (caption, formula) = Formulas.Gradient(kernel, layer.Number, outputs: 1);
                writer.Line(Comment($"Layer {layer.Number} · {caption}", formula, Formulas.Size(layer.Units)));
                string output = plan.Cost.Logits is null ? "a" : "z";
                for (int unit = 1; unit <= layer.Units; unit++)
                {
                    string gradient = UnitOf(loss.Result, unit);
                    writer.Line($"loss += {names.Kernel("LossKernel")}<{names.Loss(kernel)}>.Loss({Unit(output, layer, unit)}, y{unit}, examples.Present, examples.Weights, out {names.Lanes} {gradient});");
                }

                break;

            case ActivationBackwardCall { Layer: var layer } activation:
                writer.Line(Comment(
                    $"Layer {layer.Number} · {Formulas.Caption(layer.Activation)}",
                    $"{activation.Result.Name} = {Formulas.Derivative(layer.Activation, layer.Number)}",
                    Formulas.Size(layer.Units)));
                for (int unit = 1; unit <= layer.Units; unit++)
                {
                    writer.Line($"{names.Lanes} {UnitOf(activation.Result, unit)} = {ActivationKernel(layer)}.Backward({Unit("z", layer, unit)}, {Unit("a", layer, unit)}, {UnitOf(activation.OutputGradient, unit)});");
                }

                break;

            case OperandGradientCall { Layer: var layer } below:
                writer.Line(Comment(
                    $"Layer {layer.Number} · LINEAR",
                    $"{below.Result.Name} = W{layer.Number}ᵀ·{below.LinearGradient.Name}",
                    Formulas.Size(layer.Inputs)));
                for (int input = 1; input <= layer.Inputs; input++)
                {
                    var terms = Enumerable.Range(1, layer.Units).Select(unit => (Weight(layer, unit, input), UnitOf(below.LinearGradient, unit))).ToList();
                    writer.Line($"{names.Lanes} {UnitOf(below.Result, input)} = {LinearOf($"{terms[0].Item1} * {terms[0].Item2}", terms.Skip(1))};");
                }

                break;

            case UpdateCall { Layer: var layer, LinearGradient: var dz }:
                writer.Line(Comment(
                    $"Layer {layer.Number} · LINEAR",
                    $"dW{layer.Number} = Σ {dz.Name}·{Value.A(layer.Number - 1).Name}ᵀ, db{layer.Number} = Σ {dz.Name}",
                    Formulas.Size(layer.Units, layer.Inputs)));
                for (int unit = 1; unit <= layer.Units; unit++)
                {
                    for (int input = 1; input <= layer.Inputs; input++)
                    {
                        string weight = "d" + Weight(layer, unit, input);
                        writer.Line($"{weight} = {names.Registers}.Sum({weight}, {UnitOf(dz, unit)}, {Operand(layer, input)});");
                    }

                    writer.Line($"db{layer.Number}_{unit} = {names.Registers}.Sum(db{layer.Number}_{unit}, {UnitOf(dz, unit)});");
                }

                break;

            default:
                throw new InvalidOperationException($"There is no text for {call.GetType().Name}.");
        }
    }

    /// <summary>The prediction of one example by a small network: a local number for every unit.</summary>
    private void WriteUnrolledPrediction(SourceWriter writer)
    {
        writer.Line($"// {UnrolledReason}: the prediction is written out. θ holds W1, row by row, b1{(shape.Layers.Count > 1 ? ", W2, …" : "")}");
        writer.Line($"{names.ReadOnlySpan} θ = Parameters.AsSpan().Slice(0, ParameterCount);");
        for (int input = 1; input <= shape.Inputs; input++)
        {
            writer.Line($"{names.Number} x{Formulas.Number(input)} = example[{Formulas.Number(input - 1)}];");
        }

        foreach (var layer in shape.Layers)
        {
            writer.Line();
            string operand = layer.Number == 1 ? "x" : $"a{layer.Number - 1}";
            writer.Line(Comment(
                $"Layer {layer.Number} · {Formulas.Caption(layer)}",
                $"a{layer.Number} = {Formulas.Apply(layer.Activation, $"W{layer.Number}·{operand} + b{layer.Number}")}",
                Formulas.Size(layer.Units, 1)));
            int unit = 0;
            foreach (var parameters in ParametersByUnit(layer))
            {
                string[] numbers = [.. parameters.Select(parameter => $"θ[{Formulas.Number(parameter.Place)}]")];
                string z = LinearOf(numbers[layer.Inputs], numbers.Take(layer.Inputs).Select((weight, input) => (weight, Operand(layer, input + 1))));
                unit++;
                string target = layer == shape.Last ? $"output[{Formulas.Number(unit - 1)}]" : $"{names.Number} {Unit("a", layer, unit)}";
                writer.Line($"{target} = {ActivationKernel(layer)}.Forward({z});");
            }
        }
    }

    private string ActivationKernel(Layer layer) => $"{names.Kernel("ActivationKernel")}<{names.Activation(layer.Activation)}>";

    /// <summary>Declarations of registers, a few in a line.</summary>
    private static void WriteDeclarations(SourceWriter writer, string type, IEnumerable<string> declarations)
    {
        const int inLine = 4;
        var left = declarations.ToList();
        for (; left.Count > 0; left.RemoveRange(0, Math.Min(inLine, left.Count)))
        {
            writer.Line($"{type} {string.Join(", ", left.Take(inLine))};");
        }
    }

    /// <summary>start + Σ w·x as calls that take a few terms each.</summary>
    private string LinearOf(string start, IEnumerable<(string Weight, string Operand)> terms)
    {
        var left = new Queue<(string Weight, string Operand)>(terms);
        while (left.Count > 0)
        {
            var arguments = new List<string> { start };
            for (int i = 0; i < MostTerms && left.Count > 0; i++)
            {
                var (weight, operand) = left.Dequeue();
                arguments.Add($"{weight}, {operand}");
            }

            start = $"{names.Registers}.Linear({string.Join(", ", arguments)})";
        }

        return start;
    }

    /// <summary>The names of a layer's parameters with their places in the buffer: for each unit its weights and its bias.</summary>
    private IEnumerable<(string Name, int Place)[]> ParametersByUnit(Layer layer)
    {
        int start = shape.Layers.Take(layer.Number - 1).Sum(before => before.ParameterCount);
        return Enumerable.Range(1, layer.Units).Select(unit => Enumerable.Range(1, layer.Inputs)
            .Select(input => (Weight(layer, unit, input), start + ((unit - 1) * layer.Inputs) + input - 1))
            .Append(($"b{layer.Number}_{unit}", start + (layer.Inputs * layer.Units) + unit - 1))
            .ToArray());
    }

    private static string Weight(Layer layer, int unit, int input) => $"w{layer.Number}_{unit}_{input}";

    private static string Unit(string letter, Layer layer, int unit) => $"{letter}{layer.Number}_{unit}";

    /// <summary>One unit of a matrix of the passes: dZ2 gives dz2_1.</summary>
    private static string UnitOf(Value value, int unit) => $"{value.Name.ToLowerInvariant()}_{unit}";

    /// <summary>One unit of what goes into a layer.</summary>
    private static string Operand(Layer layer, int input) => layer.Number == 1 ? $"x{input}" : $"a{layer.Number - 1}_{input}";
}
