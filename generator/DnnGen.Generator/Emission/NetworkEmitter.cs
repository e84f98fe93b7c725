using DnnGen.Generator.Declaration;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>A file to be added to the compilation.</summary>
internal sealed record GeneratedFile(string Name, string Text);

/// <summary>Writes a planned network as C#: one file per concern, one method here per generated member.</summary>
internal sealed partial class NetworkEmitter
{
    private readonly NetworkPlan plan;
    private readonly NetworkShape shape;
    private readonly ClassIdentity type;
    private readonly RuntimeNames names;
    private readonly int[] parameterPlaces;

    private NetworkEmitter(NetworkPlan plan)
    {
        this.plan = plan;
        shape = plan.Shape;
        type = shape.Declaration.Class;
        names = new RuntimeNames(shape.Declaration.Precision, type.QualifyNames);
        parameterPlaces = PlacesOfParameters(shape);
    }

    /// <summary>All files of a network.</summary>
    public static IEnumerable<GeneratedFile> Emit(NetworkPlan plan)
    {
        var emitter = new NetworkEmitter(plan);
        List<GeneratedFile> files =
        [
            emitter.File("", "constants, summary, creation", emitter.WriteNetwork),
            emitter.File("Parameters", "the parameters of every layer", emitter.WriteParameters),
            emitter.File("Workspace", "what the passes write", emitter.WriteWorkspace),
            emitter.File("Forward", "forward propagation and cost", emitter.WriteForward),
            emitter.File("Backward", "backward propagation", emitter.WriteBackward),
            emitter.File("Training", "update, training step, training", emitter.WriteTraining),
            emitter.File("Predict", "prediction", emitter.WritePredict),
            emitter.File("Serialization", "files", emitter.WriteSerialization),
            emitter.File("INetwork", "the contract that the runtime trains every network through", emitter.WriteInterface),
        ];
        if (Streaming.Of(plan.Shape) is { } streaming)
        {
            files.Add(emitter.File("Streaming", "time step by time step", writer => emitter.WriteStreaming(writer, streaming)));
        }

        return files;
    }

    private GeneratedFile File(string concern, string topic, Action<SourceWriter> members)
    {
        var body = new SourceWriter();
        WriteNested(body, 0, members, concern);
        string code = body.ToString();

        var writer = new SourceWriter();
        string spelling = shape.Declaration.Spelling;
        writer.Line($"""
            {GeneratedMembers.FileHeader}from {(spelling.Length > 200 ? spelling.Substring(0, 200) + "…" : spelling)}
            //     This file: {topic}. Changes to it are lost at the next build.
            // </auto-generated>

            #nullable enable
            // A base class may have members of these names, which the network's own hide; types of the runtime and numbers
            // such as ulong are not CLS-compliant; what the user's own part of the class is warned of, this part need not repeat.
            #pragma warning disable CS0108, CS0114, CS0612, CS0618, CS3001, CS3002, CS3003, CS3008, CS3009, CS8981

            """.Replace("\r", ""));

        if (type.Namespace.Length > 0)
        {
            writer.Line($"namespace {type.Namespace};\n");
        }

        if (!names.Qualified)
        {
            // Inside the namespace, so that these come before the global using directives of the project.
            foreach (string space in RuntimeNames.NamespacesUsedBy(code))
            {
                writer.Line($"using global::{space};");
            }

            writer.Line();
        }

        return new($"{type.FileName}{(concern.Length == 0 ? "" : "." + concern)}.g.cs", writer + code);
    }

    private void WriteNested(SourceWriter writer, int depth, Action<SourceWriter> members, string concern)
    {
        if (depth < type.ContainingTypes.Count)
        {
            writer.Block(type.ContainingTypes[depth], () => WriteNested(writer, depth + 1, members, concern));
            return;
        }

        string head = $"partial class {type.Identifier}";
        if (concern.Length == 0)
        {
            WriteModelCard(writer);
        }
        else if (concern == "INetwork")
        {
            head += $" : {names.Runtime("INetwork")}<{type.Identifier}, {names.Number}>";
        }

        writer.Block(head, () => members(writer));
    }

    /// <summary>The name of a member, for the messages of run-time checks, as a literal.</summary>
    private string MemberLiteral(string member) => Literal($"{type.Name}.{member}");

    private static string Literal(string text) => $"\"{text}\"";

    /// <summary>How a call writes a value: a parameter, a matrix of the workspace, or an argument of the method.</summary>
    private string Reference(Value value) => value.Kind switch
    {
        ValueKind.Input => NameOf(InputOf(value)),
        ValueKind.Labels => NameOf(HeadOf(value)),
        ValueKind.Weights => $"Parameters.{WeightsName(shape.Layers[value.Layer - 1])}{(IsTiedTransposed(shape.Layers[value.Layer - 1]) ? ".Transpose()" : "")}",
        ValueKind.Bias => $"Parameters.{BiasName(shape.Layers[value.Layer - 1])}",
        ValueKind.Activation when !value.IsGradient && plan.Storage(value) is { Kind: ValueKind.Input } input => NameOf(InputOf(input)),
        _ => $"ws.{value.Name}",
    };

    /// <summary>The kernel of a dense layer or a convolution.</summary>
    private string LinearKernel(Layer layer) =>
        $"{names.Kernel(layer is DenseLayer dense ? dense.IsOfSteps ? "SequenceDenseKernel" : "DenseKernel" : IsTransposed(layer) ? "ConvTranspose2DKernel" : "Conv2DKernel")}<Layer{layer.Number}, {names.Activation(layer.Activation)}>";

    /// <summary>The sign between W and A.</summary>
    private static string Product(Layer layer) => layer is DenseLayer ? "·" : IsTransposed(layer) ? " ∗ᵀ " : " ∗ ";

    private static bool IsTransposed(Layer layer) => layer is ConvolutionLayer { IsTransposed: true };

    /// <summary>One comment line in three columns: what, formula, shapes.</summary>
    private static string Comment(string caption, string formula, string sizes) =>
        $"// {caption.PadRight(36)}  {formula.PadRight(40)}  {sizes}".TrimEnd();

    /// <summary>
    /// Writes the steps of a pass into the method that is being written, or, where they are many, into methods of
    /// their own that are called here and written by <see cref="WriteParts"/>.
    /// </summary>
    private static void WriteSteps(SourceWriter writer, string method, string arguments, List<string> steps)
    {
        if (steps.Count <= GeneratedMembers.LayersPerMethod)
        {
            writer.Line(string.Join("\n\n", steps));
            return;
        }

        for (int part = 1; (part - 1) * GeneratedMembers.LayersPerMethod < steps.Count; part++)
        {
            writer.Line($"{method}Part{part}({arguments});");
        }
    }

    private static void WriteParts(SourceWriter writer, string method, string parameters, List<string> steps)
    {
        if (steps.Count <= GeneratedMembers.LayersPerMethod)
        {
            return;
        }

        for (int part = 1; (part - 1) * GeneratedMembers.LayersPerMethod < steps.Count; part++)
        {
            writer.Line();
            int first = (part - 1) * GeneratedMembers.LayersPerMethod;
            writer.Block(
                $"private void {method}Part{part}({parameters})",
                () => writer.Line(string.Join("\n\n", steps.Skip(first).Take(GeneratedMembers.LayersPerMethod))));
        }
    }
}
