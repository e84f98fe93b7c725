using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>Time step by time step: the state of a stream and the step, for networks that can go so.</summary>
internal sealed partial class NetworkEmitter
{
    private int FrameInputs => Streaming.Numbers(shape.Input);

    private int FrameOutputs => Streaming.Numbers(shape.Last.Output);

    private void WriteStreaming(SourceWriter writer, Streaming streaming)
    {
        writer.Line($"""
            /// <summary>The features of one time step, which <c>Step</c> takes.</summary>
            public const int FrameSize = {Formulas.Number(FrameInputs)};

            /// <summary>The outputs after one time step.</summary>
            public const int FrameOutputSize = {Formulas.Number(FrameOutputs)};

            /// <summary>What this network remembers of a stream, before its first step. Several streams share the network, each with a state of its own.</summary>
            /// <returns>A state of zeros.</returns>
            public State CreateState() => new State(this);

            """.Replace("\r", ""));
        WriteStep(writer);
        writer.Line();
        WriteState(writer, streaming);
    }

    private void WriteStep(SourceWriter writer)
    {
        string output = shape.Last.Output.Kind == TensorKind.Sequence ? "the output of this step" : "the output as if this step were the last";
        writer.Line($"""
            /// <summary>
            /// One time step of a stream: {output}. Over all steps of a sequence it gives what
            /// <c>Forward</c> does{(shape.Layers.Any(layer => layer is DropoutLayer) ? " where nothing is dropped" : "")}. Allocates nothing.
            /// </summary>
            /// <param name="frame">The {Formulas.Number(FrameInputs)} {Plural(FrameInputs, "feature")} of the step.</param>
            /// <param name="output">Receives the {Formulas.Number(FrameOutputs)} {Plural(FrameOutputs, "output")}; it may be the memory of the frame.</param>
            /// <param name="state">What is remembered of the steps before, and then of this one too.</param>
            /// <exception cref="global::DnnGen.ShapeMismatchException">A span has another length.</exception>
            /// <exception cref="global::System.ArgumentNullException">There is no state.</exception>
            """.Replace("\r", ""));
        var steps = FrameSteps();
        string arguments = $"{SpanArguments}, frame, output, state";
        string parameters = $"{SpanParameters}, {names.ReadOnlySpan} frame, {names.Span} output, State state";
        writer.Block($"public void Step({LengthAnnotation(FrameInputs)} {names.ReadOnlySpan} frame, {LengthAnnotation(FrameOutputs)} {names.Span} output, State state)", () =>
        {
            writer.Line($"{names.Checks}.Frame<{names.Number}>({MemberLiteral("Step")}, frame, FrameSize, output, FrameOutputSize, state);");
            writer.Line();
            WriteSpans(writer);
            writer.Line();
            WriteSteps(writer, "Step", arguments, steps);
        });
        WriteParts(writer, "Step", parameters, steps);
        if (FrameInputs == 1 && FrameOutputs == 1)
        {
            writer.Line();
            writer.Line($$"""
                /// <summary>One time step of a stream of single numbers, the samples of a sound. Allocates nothing.</summary>
                /// <param name="sample">The number that comes in.</param>
                /// <param name="state">What is remembered of the steps before, and then of this one too.</param>
                /// <returns>The number that comes out.</returns>
                /// <exception cref="global::System.ArgumentNullException">There is no state.</exception>
                public {{names.Number}} Step({{names.Number}} sample, State state)
                {
                    {{names.Span}} number = stackalloc {{names.Number}}[] { sample };
                    Step(number, number, state);
                    return number[0];
                }
                """.Replace("\r", ""));
        }
    }

    /// <summary>The layers one after the other, as in a prediction, but of one frame.</summary>
    private List<string> FrameSteps()
    {
        var steps = new List<string>();
        int last = plan.PredictedFrom(Value.A(shape.Last.Number)).Layer;
        foreach (var layer in shape.Layers)
        {
            int l = layer.Number;
            int[] below = [.. layer.Operands.Select(source => plan.PredictedFrom(Value.A(source)).Layer)];
            string[] formulaOperands = [.. below.Select(source => source == 0 ? "x" : $"a{source}")];
            string size = Formulas.Size(Streaming.Numbers(layer.Output), 1);
            if (NetworkPlan.PassesOn(layer))
            {
                steps.Add(Comment($"Layer {l} · {Formulas.Caption(layer)}", $"a{l} = {formulaOperands[0]}", size));
                continue;
            }

            string[] operands = [.. below.Select(FrameReference)];
            string own = FrameReference(l);

            // The frame must not be written over while it is read.
            string result = Streaming.WritesOutput(shape, layer) ? "output" : own;
            string parameters = ParametersOfLayer(layer);
            bool isStep = layer is KernelLayer { StepState: not null };
            string formula = $"a{l} = " + layer switch
            {
                RecurrentLayer => $"h after the step {formulaOperands[0]}",
                DenseLayer or ConvolutionLayer => Formulas.Apply(layer.Activation, $"W{l}{Product(layer)}{formulaOperands[0]} + b{l}"),
                _ => ForwardFormula(layer, formulaOperands),
            };
            string details = isStep ? string.Concat(((KernelLayer)layer).ForwardDetails.Select(line => "\n" + Comment("", line, ""))) : "";
            string call = layer switch
            {
                KernelLayer { StepState: not null } kernel => FrameCall(kernel, parameters, operands[0], result),
                CombineLayer { Kind: CombineKind.Concat } concat => FrameConcat(concat, operands, result),
                CombineLayer combine => CombinePredict(combine, operands, result),
                DenseLayer { IsOfSteps: true } => $"{names.Kernel("DenseKernel")}<Layer{l}, {names.Activation(layer.Activation)}>.{(IsTiedTransposed(layer) ? "PredictTransposed" : "Predict")}({parameters}, {operands[0]}, {result});",
                _ => PredictCall(layer, parameters, operands[0], result),
            };
            string copy = l == last && result != "output" ? $"\n{result}.CopyTo(output);" : "";
            steps.Add(Comment($"Layer {l} · {Formulas.Caption(layer)}", formula, size) + details + "\n" + call + copy);
        }

        return steps;
    }

    private string FrameReference(int layer) => layer == 0 ? "frame"
        : $"state.{Streaming.OutputState(shape.Layers[layer - 1]) ?? $"A{layer}"}";

    private string FrameCall(KernelLayer layer, string parameters, string operand, string result)
    {
        var arguments = new List<string>();
        arguments.AddRange(layer.Settings);
        arguments.AddRange(layer.Parameters.Count > 0 ? [parameters] : Array.Empty<string>());
        arguments.Add(operand);
        arguments.AddRange(layer.StepState!.Value.Select(state => $"state.{Streaming.NameOf(layer, state.Name)}"));
        arguments.AddRange(layer.StepScratch > 0 ? [$"state.Scratch{layer.Number}"] : Array.Empty<string>());
        arguments.AddRange(layer.StepOutput is null ? [result] : Array.Empty<string>());
        return Call($"{KernelName(layer)}.Step", arguments);
    }

    private string FrameConcat(CombineLayer layer, string[] operands, string result)
    {
        int row = 0;
        var calls = new List<string>();
        for (int i = 0; i < operands.Length; i++)
        {
            calls.Add($"{operands[i]}.CopyTo({result}.Slice({Formulas.Number(row)}));");
            row += Streaming.Numbers(layer.Sources[i] == 0 ? shape.Input : shape.Layers[layer.Sources[i] - 1].Output);
        }

        return string.Join("\n", calls);
    }

    private void WriteState(SourceWriter writer, Streaming streaming)
    {
        writer.Line($"""
            /// <summary>
            /// What the network remembers of one stream: {Formulas.Number(streaming.KeptNumbers)} numbers, which <c>AsSpan()</c> shows. <c>Reset()</c> forgets it.
            /// </summary>
            """.Replace("\r", ""));
        writer.Block($"public sealed class State : {names.Runtime("StreamState")}<{names.Number}>", () =>
        {
            writer.Line($"private readonly {type.Identifier} network;");
            writer.Line();
            writer.Line($"internal State({type.Identifier} network)");
            writer.Indented(() => writer.Line($": base(kept: {Formulas.Number(streaming.KeptNumbers)}, passing: {Formulas.Number(streaming.PassingNumbers)})"));
            writer.Line("{");
            writer.Indented(() => writer.Line("this.network = network;"));
            writer.Line("}");
            int offset = 0;
            foreach (var matrix in streaming.Kept)
            {
                writer.Line();
                writer.Line($"/// <summary>{matrix.Name}, {Formulas.Number(matrix.Numbers)} {Plural(matrix.Numbers, "number")}: {matrix.Description}, kept from step to step.</summary>");
                writer.Line($"public {names.Span} {matrix.Name} => View({Formulas.Number(offset)}, {Formulas.Number(matrix.Numbers)});");
                offset += matrix.Numbers;
            }

            foreach (var matrix in streaming.Passing)
            {
                writer.Line();
                writer.Line($"internal {names.Span} {matrix.Name} => View({Formulas.Number(offset)}, {Formulas.Number(matrix.Numbers)});");
                offset += matrix.Numbers;
            }

            writer.Line();
            writer.Line($$"""
                /// <summary>Takes over what another stream remembers, to go on from there in two ways.</summary>
                /// <param name="other">The other state.</param>
                /// <exception cref="global::System.ArgumentNullException">There is no other state.</exception>
                public void CopyFrom(State other) => Take(other);

                /// <summary>One time step of this stream. Allocates nothing.</summary>
                /// <param name="frame">The {{Formulas.Number(FrameInputs)}} {{Plural(FrameInputs, "feature")}} of the step.</param>
                /// <param name="output">Receives the {{Formulas.Number(FrameOutputs)}} {{Plural(FrameOutputs, "output")}}; it may be the memory of the frame.</param>
                /// <exception cref="global::DnnGen.ShapeMismatchException">A span has another length.</exception>
                public void Step({{LengthAnnotation(FrameInputs)}} {{names.ReadOnlySpan}} frame, {{LengthAnnotation(FrameOutputs)}} {{names.Span}} output) => network.Step(frame, output, this);
                """.Replace("\r", ""));
            if (FrameInputs == 1 && FrameOutputs == 1)
            {
                writer.Line();
                writer.Line($"""
                    /// <summary>One time step of this stream of single numbers. Allocates nothing.</summary>
                    /// <param name="sample">The number that comes in.</param>
                    /// <returns>The number that comes out.</returns>
                    public {names.Number} Step({names.Number} sample) => network.Step(sample, this);
                    """.Replace("\r", ""));
            }
        });
    }
}
