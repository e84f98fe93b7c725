using System.Globalization;

using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The parameter set and the workspace: where every matrix of the network lives.</summary>
internal sealed partial class NetworkEmitter
{
    private void WriteParameters(SourceWriter writer)
    {
        writer.Line("/// <summary>");
        writer.Line($"/// W and b of every layer, or the gradients dW and db: {Formulas.Count(shape.ParameterCount)} numbers in one buffer, which <c>AsSpan()</c> shows.");
        writer.Line("/// </summary>");
        writer.Block($"public sealed class ParameterSet : {names.ParameterSetBase}", () =>
        {
            string info = names.Runtime("ParameterInfo"), kind = names.Runtime("ParameterKind"), activation = names.Runtime("Activation");
            writer.Line("// Name, kind, rows, columns, place in the buffer, activation that follows.");
            writer.Line($"private static readonly {info}[] Matrices =");
            writer.Line("[");
            writer.Indented(() =>
            {
                int offset = 0;
                foreach (var (layer, parameter) in AllParameters())
                {
                    string[] more =
                    [
                        .. parameter.FanOut == parameter.Rows ? Array.Empty<string>() : [$"FanOut = {Formulas.Number(parameter.FanOut)}"],
                        .. parameter.ForgetBias.Equals(0) ? Array.Empty<string>() : [$"ForgetBias = {parameter.ForgetBias.ToString("R", CultureInfo.InvariantCulture)}"],
                        .. layer.Start is { } start && parameter.Kind == "Weights" ? [$"Initializer = {InitializerOf(start)}"] : Array.Empty<string>(),
                        .. layer.IsFrozen && layer.Parameters.Contains(parameter) ? ["IsFrozen = true"] : Array.Empty<string>(),
                    ];
                    string fanOut = more.Length == 0 ? "" : $" {{ {string.Join(", ", more)} }}";
                    writer.Line($"new {info}(\"{parameter.Name}\", {kind}.{parameter.Kind}, {Formulas.Number(parameter.Rows)}, {Formulas.Number(parameter.Columns)}, {Formulas.Number(offset)}, {activation}.{parameter.Function ?? layer.Activation}){fanOut},");
                    offset += parameter.Count;
                }
            });
            writer.Line("];");
            writer.Line();
            writer.Line("/// <summary>Creates a set of zeros.</summary>");
            writer.Line("public ParameterSet()");
            writer.Indented(() => writer.Line(": base(Matrices)"));
            writer.Line("{");
            writer.Line("}");

            int place = 0;
            foreach (var (layer, parameter) in AllParameters())
            {
                writer.Line();
                writer.Line($"/// <summary>{parameter.Name}, {Formulas.Size(parameter.Rows, parameter.Columns)}: {parameter.Description}.</summary>");
                writer.Line($"[{names.Runtime("Shape")}(\"{Formulas.Number(parameter.Rows)}\", \"{Formulas.Number(parameter.Columns)}\")]");
                writer.Line($"public {names.Matrix} {parameter.Name} => View({Formulas.Number(place)}, {Formulas.Number(parameter.Rows)}, {Formulas.Number(parameter.Columns)});");
                place += parameter.Count;
            }
        });
    }

    /// <summary>In the order of the buffer: what is trained, what is frozen, and the statistics.</summary>
    private IEnumerable<(Layer Layer, ParameterMatrix Parameter)> AllParameters() =>
        shape.Layers.OrderBy(layer => layer.IsFrozen).SelectMany(layer => layer.Parameters.Select(parameter => (layer, parameter)))
            .Concat(shape.Layers.SelectMany(layer => layer.Statistics.Select(statistic => (layer, statistic))));

    /// <summary>The names of the first parameters, for documentation: W1, b1.</summary>
    private (string First, string Second) FirstParameters()
    {
        var parameters = AllParameters().Take(2).Select(entry => entry.Parameter.Name).ToList();
        return (parameters[0], parameters[parameters.Count - 1]);
    }

    private void WriteWorkspace(SourceWriter writer)
    {
        writer.Line($"""
            /// <summary>Allocates what the passes write, once, for at most <paramref name="batchSize"/> examples at a time.</summary>
            /// <param name="batchSize">The most examples of one pass; fewer are welcome.</param>
            /// <returns>A workspace for this network; threads that share the network take one each.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The batch size is not positive, or too large for one buffer.</exception>
            public Workspace CreateWorkspace(int batchSize) => new Workspace(batchSize);

            /// <summary>
            /// Every cache of the passes in one buffer, {Formulas.Number(plan.Arena.NumbersPerExample)} numbers per example. The columns of its matrices are the
            /// examples of the last forward pass.
            /// </summary>
            """.Replace("\r", ""));
        writer.Block($"public sealed class Workspace : {names.WorkspaceBase}", () =>
        {
            writer.Line("private ParameterSet? gradients;");
            if (plan.Backward.OfType<KernelBackwardCall>().Any(call => call.Layer is { IsFrozen: true, TakesFrozenAsDefault: false }))
            {
                writer.Line();
                writer.Line("private ParameterSet? unread;");
                writer.Line();
                writer.Line("// Where kernels that cannot do without leave gradients of frozen layers.");
                writer.Line("internal ParameterSet Unread => unread ??= new ParameterSet();");
            }

            writer.Line();
            writer.Line("internal Workspace(int batchSize)");
            var batchNorms = shape.Layers.OfType<NormLayer>().Where(layer => layer is { Kind: NormKind.Batch, IsFrozen: false }).ToList();
            string ofBatch = batchNorms.Count == 0 ? "" : $", numbersOfBatch: {Formulas.Number(2 * batchNorms.Sum(layer => layer.Channels))}";
            writer.Indented(() => writer.Line($": base(batchSize, numbersPerExample: {Formulas.Number(plan.Arena.NumbersPerExample)}{ofBatch})"));
            writer.Line("{");
            writer.Line("}");
            writer.Line();
            writer.Line($"""
                /// <summary>dW and db of every layer, under the names {FirstParameters().First}, {FirstParameters().Second}, …; <c>Backward</c> fills them. Allocated when first asked for.</summary>
                public ParameterSet Gradients => gradients ??= new ParameterSet();

                /// <inheritdoc/>
                public override {names.ParameterSetBase} ParameterGradients => Gradients;
                """.Replace("\r", ""));

            // What a gradient becomes where an activation is gone back through in place.
            var becomes = plan.Backward.OfType<InPlaceCall>().ToDictionary(call => call.OutputGradient, call => call.Result);
            foreach (var slot in plan.Arena.Slots)
            {
                WriteSlot(writer, slot, becomes);
            }

            foreach (var layer in shape.Layers.Where(layer => layer.IsView))
            {
                WriteView(writer, layer);
            }

            WriteTiedGradients(writer);
            int place = 0;
            foreach (var layer in batchNorms)
            {
                writer.Line();
                writer.Line("// " + $"μ and 1/σ of each channel of layer {layer.Number}, which the forward pass used.");
                writer.Line($"internal {names.Matrix} Statistics{layer.Number} => ViewOfBatch(offset: {Formulas.Number(place)}, rows: {Formulas.Number(layer.Channels)}, columns: 2);");
                place += 2 * layer.Channels;
            }

            if (HasHeads)
            {
                return;
            }

            int last = shape.Last.Number;
            writer.Line();
            writer.Line($"/// <summary>AL = A{last}, {Formulas.Size(shape.Outputs)}: the output of the network.</summary>");
            writer.Line(ShapeAnnotation(shape.Outputs));
            writer.Line($"public {names.Matrix} AL => A{last};");
        });
    }

    private void WriteSlot(SourceWriter writer, Slot slot, Dictionary<Value, Value> becomes)
    {
        var value = slot.Value;
        bool byUnits = value.Kind != ValueKind.Outputs && plan.LiesByUnits(value);
        string view = $"{(byUnits ? "ViewByUnits" : "View")}(offset: {Formulas.Number(slot.Offset)}, rows: {Formulas.Number(slot.Rows)});";
        string size = Formulas.Size(slot.Rows);
        writer.Line();
        if (value.Kind == ValueKind.Outputs)
        {
            writer.Line($"// AL, {size}: all outputs one below the other, as the runtime takes them from every network.");
            writer.Line($"internal {names.Matrix} {value.Name} => {view}");
            return;
        }

        if (!value.IsGradient)
        {
            var layer = shape.Layers[value.Layer - 1];
            string meaning = value.Kind == ValueKind.Kept
                ? $"{((KernelLayer)layer).Kept.Single(kept => kept.Name == value.Word).Description} of layer {value.Layer}, kept for the way back"
                : value.Kind == ValueKind.Activation
                ? $"the {(layer is DenseLayer or ConvolutionLayer or ActivationLayer ? "activation" : "output")} of layer {value.Layer}"
                : $"the linear part of layer {value.Layer}";
            meaning += plan.Costs.FirstOrDefault(cost => cost.Logits == value) is { } cost ? $", the logits{(HasHeads ? $" of {cost.Head.Name}" : "")}" : "";
            meaning += value.Kind != ValueKind.Kept && layer.Output.Kind != TensorKind.Vector ? $", {layer.Output.Text}" : "";
            writer.Line($"/// <summary>{value.Name}, {size}: {meaning}{(byUnits ? ", each unit in one piece" : "")}.</summary>");
            writer.Line(ShapeAnnotation(slot.Rows));
            writer.Line($"public {names.Matrix} {value.Name} => {view}");
            return;
        }

        if (becomes.ContainsKey(value))
        {
            var chain = new List<Value>();
            for (var result = value; becomes.TryGetValue(result, out result);)
            {
                chain.Add(result);
            }

            writer.Line($"// {value.Name} becomes {string.Join(", then ", chain.Select(result => result.Name))} in place, {size}.");
            writer.Line($"internal {names.Matrix} {value.Name} => {view}");
            foreach (var result in chain)
            {
                writer.Line();
                writer.Line($"internal {names.Matrix} {result.Name} => {value.Name};");
            }
        }
        else
        {
            writer.Line($"internal {names.Matrix} {value.Name} => {view}  // {size}");
        }
    }

    /// <summary>The output of a layer that computes nothing; that of the first layer is X itself.</summary>
    private void WriteView(SourceWriter writer, Layer layer)
    {
        var value = Value.A(layer.Number);
        if (plan.Storage(value).Kind == ValueKind.Input)
        {
            return;
        }

        string below = Value.A(layer.Operands[0]).Name;
        writer.Line();
        writer.Line($"/// <summary>{value.Name}, {Formulas.Size(layer.Units)}: {below} as {(layer is OutputLayer output ? $"the output \"{output.Name}\"" : layer.Output.Words)}, in the same memory.</summary>");
        writer.Line(ShapeAnnotation(layer.Units));
        writer.Line($"public {names.Matrix} {value.Name} => {below};");
    }
}
