using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;

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
                foreach (var layer in shape.Layers)
                {
                    writer.Line($"new {info}(\"W{layer.Number}\", {kind}.Weights, {Formulas.Number(layer.Units)}, {Formulas.Number(layer.Inputs)}, {Formulas.Number(offset)}, {activation}.{layer.Activation}),");
                    writer.Line($"new {info}(\"b{layer.Number}\", {kind}.Bias, {Formulas.Number(layer.Units)}, 1, {Formulas.Number(offset + layer.WeightCount)}, {activation}.{layer.Activation}),");
                    offset += layer.ParameterCount;
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
            foreach (var layer in shape.Layers)
            {
                writer.Line();
                writer.Line($"/// <summary>W{layer.Number}, {Formulas.Size(layer.Units, layer.Inputs)}: the weights of layer {layer.Number}.</summary>");
                writer.Line($"[{names.Runtime("Shape")}(\"{Formulas.Number(layer.Units)}\", \"{Formulas.Number(layer.Inputs)}\")]");
                writer.Line($"public {names.Matrix} W{layer.Number} => View({Formulas.Number(place)}, {Formulas.Number(layer.Units)}, {Formulas.Number(layer.Inputs)});");
                writer.Line();
                writer.Line($"/// <summary>b{layer.Number}, {Formulas.Size(layer.Units, 1)}: the bias of layer {layer.Number}.</summary>");
                writer.Line($"[{names.Runtime("Shape")}(\"{Formulas.Number(layer.Units)}\", \"1\")]");
                writer.Line($"public {names.Matrix} b{layer.Number} => View({Formulas.Number(place + layer.WeightCount)}, {Formulas.Number(layer.Units)}, 1);");
                place += layer.ParameterCount;
            }
        });
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
            writer.Line();
            writer.Line("internal Workspace(int batchSize)");
            writer.Indented(() => writer.Line($": base(batchSize, numbersPerExample: {Formulas.Number(plan.Arena.NumbersPerExample)})"));
            writer.Line("{");
            writer.Line("}");
            writer.Line();
            writer.Line($"""
                /// <summary>dW and db of every layer, under the names W1, b1, …; <c>Backward</c> fills them. Allocated when first asked for.</summary>
                public ParameterSet Gradients => gradients ??= new ParameterSet();

                /// <inheritdoc/>
                public override {names.ParameterSetBase} ParameterGradients => Gradients;
                """.Replace("\r", ""));

            // What a gradient becomes where an activation is gone back through in place.
            var becomes = plan.Backward.OfType<ActivationBackwardCall>().ToDictionary(call => call.OutputGradient, call => call.Result);
            foreach (var slot in plan.Arena.Slots)
            {
                WriteSlot(writer, slot, becomes);
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
        bool byUnits = plan.LiesByUnits(value);
        string view = $"{(byUnits ? "ViewByUnits" : "View")}(offset: {Formulas.Number(slot.Offset)}, rows: {Formulas.Number(slot.Rows)});";
        string size = Formulas.Size(slot.Rows);
        writer.Line();
        if (!value.IsGradient)
        {
            string meaning = value.Kind == ValueKind.Activation
                ? $"the activation of layer {value.Layer}"
                : $"the linear part of layer {value.Layer}" + (value == plan.Cost.Logits ? ", the logits" : "");
            writer.Line($"/// <summary>{value.Name}, {size}: {meaning}{(byUnits ? ", each unit in one piece" : "")}.</summary>");
            writer.Line(ShapeAnnotation(slot.Rows));
            writer.Line($"public {names.Matrix} {value.Name} => {view}");
            return;
        }

        if (becomes.TryGetValue(value, out var result))
        {
            writer.Line($"// {value.Name} becomes {result.Name} in place, {size}.");
            writer.Line($"internal {names.Matrix} {value.Name} => {view}");
            writer.Line();
            writer.Line($"internal {names.Matrix} {result.Name} => {value.Name};");
        }
        else
        {
            writer.Line($"internal {names.Matrix} {value.Name} => {view}  // {size}");
        }
    }
}
