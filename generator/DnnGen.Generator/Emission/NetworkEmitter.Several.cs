using DnnGen.Generator.Declaration;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>
/// A network with several inputs or outputs: methods that take and give each by its name, and the contract of the runtime, in
/// which all of them are one matrix.
/// </summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>Whose memory the runtime takes: that of the stack of several, or that of the one itself.</summary>
    private string StackedX(string member) => HasInputs ? $"StackInputs({MemberLiteral(member)}, {X})" : X;

    private string StackedY(string member) => HasHeads ? $"StackLabels({MemberLiteral(member)}, {Y})" : Y;

    private string StackedRemark => $" {(HasInputs && HasHeads ? "Inputs and labels are" : HasInputs ? "Inputs are" : "Labels are")} copied into one matrix for it.";

    /// <summary>The outputs as parameters that one example is predicted to.</summary>
    private IEnumerable<string> ExampleParameters(bool annotated) =>
        shape.Sources.Select(input => $"{(annotated ? LengthAnnotation(input.Size) + " " : "")}{names.ReadOnlySpan} {NameOfExample(input)}");

    private IEnumerable<string> OutputParameters(bool annotated) =>
        shape.Heads.Select(head => $"{(annotated ? LengthAnnotation(head.Size) + " " : "")}{names.Span} {NameOfOutput(head)}");

    /// <summary>The sizes of each input and output, and the type that holds all outputs.</summary>
    private void WriteSizesOfEach(SourceWriter writer)
    {
        foreach (var input in shape.Sources.Where(_ => HasInputs))
        {
            writer.Line($"/// <summary>The features of one example in the input \"{input.Name}\"{(input.Shape.Kind == TensorKind.Vector ? "" : $", {input.Shape.Words}")}.</summary>");
            writer.Line($"public const int {SizeNameOf(input)} = {Formulas.Number(input.Size)};");
            writer.Line();
        }

        if (!HasHeads)
        {
            return;
        }

        foreach (var head in shape.Heads)
        {
            writer.Line($"/// <summary>The numbers of one example in the output \"{head.Name}\"{(head.Layer.Output.Kind == TensorKind.Vector ? "" : $", {head.Layer.Output.Words}")}.</summary>");
            writer.Line($"public const int {SizeNameOf(head)} = {Formulas.Number(head.Size)};");
            writer.Line();
        }

        writer.Line("/// <summary>The labels of one example: the rows of Y, in which those of all outputs lie one below the other.</summary>");
        writer.Line($"public const int LabelSize = {Formulas.Number(shape.Labels)};");
        writer.Line();
        writer.Line("/// <summary>What comes out of the network.</summary>");
        foreach (var head in shape.Heads)
        {
            writer.Line($"/// <param name=\"{MemberNames.Member(head.Name)}\">The output \"{head.Name}\", {Formulas.Size(head.Size)}{(head.Layer.Activation == Activation.Identity ? "" : $", after a {Formulas.Caption(head.Layer.Activation)}")}.</param>");
        }

        string members = string.Join(",\n    ", shape.Heads.Select(head => $"[property: {names.Runtime("Shape")}(\"{Formulas.Number(head.Size)}\", \"m\")] {names.Matrix} {MemberNames.Member(head.Name)}"));
        writer.Line($"public readonly record struct Outputs(\n    {members});");
        writer.Line();
    }

    /// <summary>The cost of each output, and the cost of the network, which is made of them.</summary>
    private void WriteCosts(SourceWriter writer)
    {
        foreach (var cost in plan.Costs)
        {
            var head = cost.Head;
            string member = $"CostOf{MemberNames.Member(head.Name)}";
            writer.Line($"""
                /// <summary>The cost of the output "{head.Name}" after the last forward pass, without its weight: {Formulas.Name(head, cost.Kernel)}, the mean over the examples{(head.Steps == 1 ? "" : " and their steps")}.</summary>
                {LabelDoc(head, "the labels of the examples that went forward")}
                /// <param name="ws">The workspace of the forward pass.</param>
                /// <returns>The cost of this output.</returns>
                /// <exception cref="global::DnnGen.ShapeMismatchException">{NameOf(head)} has another shape.</exception>
                /// <exception cref="global::System.InvalidOperationException">The workspace holds no forward pass.</exception>
                """.Replace("\r", ""));
            writer.Block($"public {names.Number} {member}({Annotated(head)}, Workspace ws)", () =>
            {
                WriteCostCheck(writer, cost, member);
                writer.Line($"return {CostCode(cost)}");
            });
            writer.Line();
        }

        string Term(CostCall cost, string times, Func<Head, string> text) =>
            (cost.Head.Weight.Equals(1) ? "" : $"{(times.Length == 1 ? Formulas.Real(cost.Head.Weight) : Weight(cost.Head))}{times}") + text(cost.Head);
        writer.Line($"""
            /// <summary>The cost of the last forward pass: {CostInWords()}.</summary>
            {LabelDocs("the labels of the examples that went forward")}
            /// <param name="ws">The workspace of the forward pass.</param>
            /// <returns>J.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">Labels have another shape.</exception>
            /// <exception cref="global::System.InvalidOperationException">The workspace holds no forward pass.</exception>
            """.Replace("\r", ""));
        writer.Block($"public {names.Number} Cost({AnnotatedY}, Workspace ws)", () =>
        {
            foreach (var head in shape.Heads)
            {
                writer.Line($"{LabelCheck(head, "Cost", ofWorkspace: true)};  // {NameOf(head)} is {Formulas.Size(head.Labels)}");
            }

            writer.Line();
            writer.Line($"// J = {string.Join(" + ", plan.Costs.Select(cost => Term(cost, "·", head => $"J of {head.Name}")))}");
            string sum = string.Join(" + ", plan.Costs.Select(cost => Term(cost, " * ", head => $"CostOf{MemberNames.Member(head.Name)}({NameOf(head)}, ws)")));
            if (!shape.HasPenalty)
            {
                writer.Line($"return {sum};");
                return;
            }

            writer.Line($"{names.Number} cost = {sum};");
            writer.Line();
            WritePenalties(writer);
            writer.Line("return cost;");
        });
    }

    /// <summary>The weight of an output as a literal of the number type.</summary>
    private string Weight(Head head) => Formulas.Real(head.Weight) + (BytesPerNumber == 4 ? "f" : "");

    private void WriteEvaluateAndStack(SourceWriter writer)
    {
        writer.Line();
        writer.Line($"""
            /// <summary>How well the network does{(HasHeads ? ": its cost, and the metrics of each output by its name" : "")}.{StackedRemark}</summary>
            {InputDocs(", of at least one example")}
            {LabelDocs("its labels")}
            /// <returns>The metrics.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">A matrix has another shape, or another number of examples.</exception>
            public global::DnnGen.Evaluation Evaluate({AnnotatedX}, {AnnotatedY}) =>
                {names.Runtime("Trainer")}.Evaluate<{type.Identifier}, {names.Number}>(this, {StackedX("Evaluate")}, {StackedY("Evaluate")});
            """.Replace("\r", ""));
        if (HasInputs)
        {
            writer.Line();
            WriteStack(
                writer,
                "StackInputs",
                "The inputs one below the other, as <c>Validation</c>, batch sources and everything else takes them that the runtime has for all networks.",
                InputDocs(": one example in each column"),
                $"[return: {names.Runtime("Shape")}(\"{Formulas.Number(shape.Inputs)}\", \"m\")]",
                AnnotatedX,
                XParameters,
                "x",
                "InputSize",
                shape.Sources.Select(input => (NameOf(input), input.Row)).ToList(),
                () => WriteInputChecks(writer, HandedIn));
        }

        if (HasHeads)
        {
            writer.Line();
            WriteStack(
                writer,
                "StackLabels",
                "The labels one below the other, as <c>Validation</c>, batch sources and everything else takes them that the runtime has for all networks.",
                LabelDocs("the labels"),
                $"[return: {names.Runtime("Shape")}(\"{Formulas.Number(shape.Labels)}\", \"m\")]",
                AnnotatedY,
                YParameters,
                "y",
                "LabelSize",
                shape.Heads.Select(head => (NameOf(head), head.LabelRow)).ToList(),
                () =>
                {
                    string first = NameOf(shape.Heads[0]);
                    foreach (var head in shape.Heads)
                    {
                        writer.Line($"{Check("Labels", HandedIn, NameOf(head))}, {LabelSizeNameOf(head)}, {Said(first)}, {first}.Columns);  // {NameOf(head)} is {Formulas.Size(head.Labels)}");
                    }
                });
        }
    }

    private void WriteStack(
        SourceWriter writer, string method, string summary, string docs, string returns, string annotated, string parameters, string result, string size, List<(string Name, int Row)> parts, Action checks)
    {
        writer.Line($"""
            /// <summary>{summary}</summary>
            {docs}
            /// <returns>A new matrix.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">A matrix has another shape, or another number of examples.</exception>
            {returns}
            """.Replace("\r", ""));
        writer.Line($"public static {names.Matrix} {method}({annotated}) => {method}({MemberLiteral(method)}, {string.Join(", ", parts.Select(part => part.Name))});");
        writer.Line();
        writer.Block($"private static {names.Matrix} {method}(string member, {parameters})", () =>
        {
            checks();
            writer.Line();
            writer.Line($"{names.Matrix} {result} = {names.Matrix}.Zeros({size}, {parts[0].Name}.Columns);");
            foreach (var (name, row) in parts)
            {
                writer.Line($"{names.Kernel("ElementWiseKernel")}.Put({name}, {result}, row: {Formulas.Number(row)});");
            }

            writer.Line($"return {result};");
        });
    }

    private void WritePredictOfSeveral(SourceWriter writer)
    {
        writer.Line($"""
            /// <summary>The outputs for every example; several threads may predict with one network at once.{(HasInputs ? " The inputs are copied into one matrix for it." : "")}</summary>
            {InputDocs(": one example in each column, any number of them")}
            /// <returns>{(HasHeads ? "The outputs, in one new matrix" : $"A new {Formulas.Size(shape.Outputs)} matrix")}.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">{(HasInputs ? "An input has other rows, or another number of examples" : "x has other rows")}.</exception>
            """.Replace("\r", ""));
        string predict = $"{names.Runtime("Predictor")}.Predict<{type.Identifier}, {names.Number}>(this, {StackedX("Predict")})";
        if (HasHeads)
        {
            writer.Block($"public Outputs Predict({AnnotatedX})", () =>
            {
                writer.Line($"{names.Matrix} al = {predict};");
                writer.Line($"return new Outputs({string.Join(", ", shape.Heads.Select(head => $"al.SliceRows({Formulas.Number(head.Row)}, {SizeNameOf(head)})"))});");
            });
        }
        else
        {
            writer.Line(ReturnAnnotation);
            writer.Line($"public {names.Matrix} Predict({AnnotatedX}) =>");
            writer.Indented(() => writer.Line($"{predict};"));
        }

        writer.Line();
        string inputs = string.Join("\n", shape.Sources.Select(input =>
            $"/// <param name=\"{NameOfExample(input).TrimStart('@')}\">The {Formulas.Number(input.Size)} features{(HasInputs ? $" of the input \"{input.Name}\"" : "")}.</param>"));
        string outputs = string.Join("\n", shape.Heads.Select(head =>
            $"/// <param name=\"{NameOfOutput(head).TrimStart('@')}\">Receives the {Formulas.Number(head.Size)} {Plural(head.Size, "number")}{(HasHeads ? $" of the output \"{head.Name}\"" : "")}.</param>"));
        writer.Line($"""
            /// <summary>The {(HasHeads ? "outputs" : "output")} for one example. Allocates nothing; several threads may predict with one network at once.</summary>
            {inputs}
            {outputs}
            /// <exception cref="global::DnnGen.ShapeMismatchException">A span has another length.</exception>
            """.Replace("\r", ""));
        var steps = PredictSteps();
        string arguments = string.Join(", ", [SpanArguments, .. shape.Sources.Select(NameOfExample), "scratch", .. shape.Heads.Select(NameOfOutput)]);
        string parameters = string.Join(", ", [SpanParameters, .. ExampleParameters(annotated: false), $"{names.Span} scratch", .. OutputParameters(annotated: false)]);
        writer.Block($"public void Predict({string.Join(", ", ExampleParameters(annotated: true).Concat(OutputParameters(annotated: true)))})", () =>
        {
            foreach (var input in shape.Sources)
            {
                writer.Line($"{Check($"Example<{names.Number}>", "Predict", NameOfExample(input))}, {SizeNameOf(input)}, isOutput: false);");
            }

            foreach (var head in shape.Heads)
            {
                writer.Line($"{Check($"Example<{names.Number}>", "Predict", NameOfOutput(head))}, {SizeNameOf(head)}, isOutput: true);");
            }

            foreach (var input in shape.Sources.Where(input => input.Shape.Kind == TensorKind.Tokens))
            {
                writer.Line($"{Check("Tokens", "Predict", NameOfExample(input))}, vocabulary: {Formulas.Number(input.Shape.Vocabulary)});");
            }

            writer.Line();

            // Only now, when nothing reads the inputs any more: an output may be their memory.
            string[] copies = HasHeads ? ["", .. shape.Heads.Select(CopyOut)] : [];
            WritePredictSteps(writer, steps, arguments, copies);
        });
        WriteParts(writer, "Predict", parameters, steps);
    }

    /// <summary>What brings an output from the scratch to where it belongs.</summary>
    private string CopyOut(Head head)
    {
        var value = plan.PredictedFrom(Value.A(head.Layer.Number));
        string from = value.Kind == ValueKind.Input
            ? SpanOfExample(value)
            : plan.Scratch.Slots.First(slot => slot.Value.Layer == value.Layer) is var slot ? $"scratch.Slice({Formulas.Number(slot.Offset)}, {Formulas.Number(slot.Rows)})" : "";
        return $"{from}.CopyTo({NameOfOutput(head)});";
    }

    private void WriteInterfaceOfSeveral(SourceWriter writer, string contract)
    {
        // X and Y of the runtime have the rows of all inputs and of the labels of all outputs.
        string x = HasInputs ? string.Join(", ", shape.Sources.Select(input => $"x.SliceRows({Formulas.Number(input.Row)}, {SizeNameOf(input)})")) : "x";
        string Rows(Head head) => HasHeads ? $"y.SliceRows({Formulas.Number(head.LabelRow)}, {LabelSizeNameOf(head)})" : "y";
        string y = string.Join(", ", shape.Heads.Select(Rows));
        string InputCheck(string member) => $"{names.Checks}.Input({MemberLiteral(member)}, x, InputSize);";
        string LabelsCheck(string member, string examples) => $"{names.Checks}.Labels({MemberLiteral(member)}, y, {(HasHeads ? "LabelSize" : LabelSizeNameOf(shape.Heads[0]))}, {examples});";
        const string output = "global::DnnGen.NetworkOutput";
        string Describe(Head head) =>
            $"new {output}({Literal(head.Name)}, Row: {Formulas.Number(head.Row)}, Size: {Formulas.Number(head.Size)}, LabelRow: {Formulas.Number(head.LabelRow)}, LabelSize: {Formulas.Number(head.Labels)}, "
            + $"Steps: {Formulas.Number(head.Steps)}, LabelsAreClasses: {(head.LabelsAreClasses ? "true" : "false")}, {names.Runtime("Activation")}.{head.JudgedBy}, Weight: {Formulas.Real(head.Weight)}),";
        string heads = !HasHeads
            ? LossContract(contract, shape.Heads[0]) + $"\nstatic {names.Runtime("Activation")}? {contract}.OutputActivation => {names.Runtime("Activation")}.{shape.Heads[0].JudgedBy};\n"
            : $$"""

                static int {{contract}}.LabelSize => LabelSize;

                static global::System.Collections.Generic.IReadOnlyList<{{output}}> {{contract}}.Outputs { get; } =
                [
                    {{string.Join("\n    ", shape.Heads.Select(Describe))}}
                ];

                """.Replace("\r", "");
        writer.Line($$"""
            static string {{contract}}.Name => {{Literal(type.Name)}};

            static int {{contract}}.InputSize => InputSize;

            static int {{contract}}.OutputSize => OutputSize;

            static int {{contract}}.LayerCount => LayerCount;

            static int {{contract}}.ParameterCount => ParameterCount;
            {{heads}}
            {{names.ParameterSetBase}} {{contract}}.Parameters => Parameters;

            {{names.WorkspaceBase}} {{contract}}.CreateWorkspace(int batchSize) => CreateWorkspace(batchSize);

            {{names.Matrix}} {{contract}}.Forward({{names.Matrix}} x, {{names.WorkspaceBase}} workspace)
            {
                Workspace ws = {{Own("Workspace", "Forward", "workspace")}};
                {{InputCheck("Forward")}}
            {{ForwardOfSeveral(x)}}
            }

            {{names.Number}} {{contract}}.Cost({{names.Matrix}} y, {{names.WorkspaceBase}} workspace)
            {
                Workspace ws = {{Own("Workspace", "Cost", "workspace")}};
                {{LabelsCheck("Cost", "ws")}}
                return Cost({{y}}, ws);
            }
            {{CostOfEach(contract, Rows, LabelsCheck("CostOf", "ws"))}}
            void {{contract}}.Backward({{names.Matrix}} x, {{names.Matrix}} y, {{names.WorkspaceBase}} workspace)
            {
                {{InputCheck("Backward")}}
                {{LabelsCheck("Backward", "x.Columns")}}
                Backward({{x}}, {{y}}, {{Own("Workspace", "Backward", "workspace")}});
            }

            void {{contract}}.Update({{names.ParameterSetBase}} gradients, {{names.Number}} learningRate) =>
                Update({{Own("ParameterSet", "Update", "gradients")}}, learningRate);

            {{names.Number}} {{contract}}.TrainStep({{names.Matrix}} x, {{names.Matrix}} y, {{names.Number}} learningRate, {{names.WorkspaceBase}} workspace)
            {
                {{InputCheck("TrainStep")}}
                {{LabelsCheck("TrainStep", "x.Columns")}}
                return TrainStep({{x}}, {{y}}, learningRate, {{Own("Workspace", "TrainStep", "workspace")}});
            }

            {{names.Matrix}} {{contract}}.Predict({{names.Matrix}} x) => {{names.Runtime("Predictor")}}.Predict<{{type.Identifier}}, {{names.Number}}>(this, x);

            void {{contract}}.Predict({{names.ReadOnlySpan}} example, {{names.Span}} output)
            {
                {{names.Checks}}.Example<{{names.Number}}>({{MemberLiteral("Predict")}}, example, InputSize, output, OutputSize);
                Predict({{string.Join(", ", SlicesOfExample())}});
            }

            {{names.Runtime("TrainingHistory")}} {{contract}}.Fit({{names.Matrix}} x, {{names.Matrix}} y, {{names.Runtime("TrainingOptions")}} options) =>
                {{names.Runtime("Trainer")}}.Fit<{{type.Identifier}}, {{names.Number}}>(this, x, y, options);
            """.Replace("\r", ""));
    }

    /// <summary>The forward pass through the contract: the outputs are put one below the other.</summary>
    private string ForwardOfSeveral(string x) => !HasHeads
        ? $"    return Forward({x}, ws);"
        : $"    Forward({x}, ws);\n"
            + string.Concat(shape.Heads.Select(head => $"    {names.Kernel("ElementWiseKernel")}.Put({OutputOfContract(head)}, ws.AL, row: {Formulas.Number(head.Row)});\n"))
            + "    return ws.AL;";

    /// <summary>An output in the contract, where an input is one matrix with others.</summary>
    private string OutputOfContract(Head head)
    {
        var storage = plan.Storage(Value.A(head.Layer.Number));
        if (storage.Kind != ValueKind.Input)
        {
            return Reference(Value.A(head.Layer.Number));
        }

        var input = InputOf(storage);
        return HasInputs ? $"x.SliceRows({Formulas.Number(input.Row)}, {SizeNameOf(input)})" : "x";
    }

    private string CostOfEach(string contract, Func<Head, string> rows, string check)
    {
        if (!HasHeads)
        {
            return "";
        }

        string cases = string.Concat(shape.Heads.Select((head, index) => $"        {(index == shape.Heads.Count - 1 ? "_" : Formulas.Number(index))} => CostOf{MemberNames.Member(head.Name)}({rows(head)}, ws),\n"));
        return $$"""

            {{names.Number}} {{contract}}.CostOf(int output, {{names.Matrix}} y, {{names.WorkspaceBase}} workspace)
            {
                Workspace ws = {{Own("Workspace", "CostOf", "workspace")}};
                {{check}}
                return output switch
                {
            {{cases}}    };
            }

            """.Replace("\r", "");
    }

    private IEnumerable<string> SlicesOfExample() =>
        shape.Sources.Select(input => HasInputs ? $"example.Slice({Formulas.Number(input.Row)}, {SizeNameOf(input)})" : "example")
            .Concat(shape.Heads.Select(head => HasHeads ? $"output.Slice({Formulas.Number(head.Row)}, {SizeNameOf(head)})" : "output"));
}
