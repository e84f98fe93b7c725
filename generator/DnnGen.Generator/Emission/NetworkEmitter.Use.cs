using DnnGen.Generator.Declaration;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>Prediction, files, and the contract with the runtime.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>Intermediates of one example up to this size live on the stack; larger ones are rented.</summary>
    private const int MostStackBytes = 8192;

    private void WritePredict(SourceWriter writer)
    {
        if (shape.HasSeveral)
        {
            WritePredictOfSeveral(writer);
            return;
        }

        writer.Line($"""
            /// <summary>The output for every example; several threads may predict with one network at once.</summary>
            /// <param name="x">X, {Formulas.Size(shape.Inputs)}: one example in each column, any number of them.</param>
            /// <returns>A new {Formulas.Size(shape.Outputs)} matrix.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">x has other rows.</exception>
            {ReturnAnnotation}
            public {names.Matrix} Predict({AnnotatedX}) => {names.Runtime("Predictor")}.Predict<{type.Identifier}, {names.Number}>(this, x);

            /// <summary>The output for one example. Allocates nothing; several threads may predict with one network at once.</summary>
            /// <param name="example">The {Formulas.Number(shape.Inputs)} features.</param>
            /// <param name="output">Receives the {Formulas.Number(shape.Outputs)} {Plural(shape.Outputs, "output")}; it may be the memory of the example.</param>
            /// <exception cref="global::DnnGen.ShapeMismatchException">A span has another length.</exception>
            """.Replace("\r", ""));
        var steps = PredictSteps();
        string arguments = $"{SpanArguments}, example, scratch, output";
        string parameters = $"{SpanParameters}, {names.ReadOnlySpan} example, {names.Span} scratch, {names.Span} output";
        writer.Block($"public void Predict({LengthAnnotation(shape.Inputs)} {names.ReadOnlySpan} example, {LengthAnnotation(shape.Outputs)} {names.Span} output)", () =>
        {
            int numbers = plan.Scratch.NumbersPerExample;
            writer.Line($"{names.Checks}.Example<{names.Number}>({MemberLiteral("Predict")}, example, InputSize, output, OutputSize);");
            if (shape.Input.Kind == TensorKind.Tokens)
            {
                writer.Line($"{names.Checks}.Tokens({MemberLiteral("Predict")}, example, vocabulary: {Formulas.Number(shape.Input.Vocabulary)});");
            }

            writer.Line();
            if (plan.UnrollsPrediction)
            {
                WriteUnrolledPrediction(writer);
                return;
            }

            WritePredictSteps(writer, steps, arguments, []);
        });
        if (!plan.UnrollsPrediction)
        {
            WriteParts(writer, "Predict", parameters, steps);
        }

        if (shape.Outputs == 1)
        {
            writer.Line();
            writer.Line($$"""
                /// <summary>The output for one example. Allocates nothing; several threads may predict with one network at once.</summary>
                /// <param name="example">The {{Formulas.Number(shape.Inputs)}} features.</param>
                /// <returns>The one output.</returns>
                /// <exception cref="global::DnnGen.ShapeMismatchException">The span has another length.</exception>
                public {{names.Number}} Predict({{LengthAnnotation(shape.Inputs)}} {{names.ReadOnlySpan}} example)
                {
                    {{names.Span}} output = stackalloc {{names.Number}}[1];
                    Predict(example, output);
                    return output[0];
                }
                """.Replace("\r", ""));
        }
    }

    /// <summary>The steps of the prediction of one example, in memory on the stack or rented, and what comes after them.</summary>
    private void WritePredictSteps(SourceWriter writer, List<string> steps, string arguments, IReadOnlyList<string> after)
    {
        int numbers = plan.Scratch.NumbersPerExample;
        WriteSpans(writer);
        bool isRented = numbers * (long)BytesPerNumber > MostStackBytes;
        if (isRented)
        {
            writer.Line($"{names.Number}[] rented = {names.ArrayPool}.Shared.Rent({Formulas.Number(numbers)});");
            writer.Line($"{names.Span} scratch = rented;");
        }
        else
        {
            writer.Line(shape.Layers.Count == 1
                ? $"{names.Span} scratch = {names.MemoryExtensions}.Overlaps(example, output) ? stackalloc {names.Number}[{Formulas.Number(numbers)}] : output;  // the only layer must not write over the example while it reads it"
                : $"{names.Span} scratch = stackalloc {names.Number}[{Formulas.Number(numbers)}];");
        }

        writer.Line();
        WriteSteps(writer, "Predict", arguments, steps);
        foreach (string line in after)
        {
            writer.Line(line);
        }

        if (isRented)
        {
            writer.Line();
            writer.Line($"{names.ArrayPool}.Shared.Return(rented);");
        }
    }

    private string LengthAnnotation(int length) => $"[{names.Runtime("Shape")}(\"{Formulas.Number(length)}\")]";

    private List<string> PredictSteps()
    {
        // Layers that do nothing here have the numbers of the layer before them.
        int last = HasHeads ? 0 : plan.PredictedFrom(Value.A(shape.Last.Number)).Layer;
        var offsets = plan.Scratch.Slots.ToDictionary(slot => slot.Value.Layer);
        string Declare(int layer) =>
            $"{names.Span} a{layer} = scratch.Slice({Formulas.Number(offsets[layer].Offset)}, {Formulas.Number(offsets[layer].Rows)});\n";

        var steps = new List<string>();
        var declared = new HashSet<int>();
        string block = "";
        foreach (var layer in shape.Layers)
        {
            int l = layer.Number;
            Value[] below = layer is InputLayer input ? [Value.Source(input.Name)] : [.. layer.Operands.Select(source => plan.PredictedFrom(Value.A(source)))];
            if (NetworkPlan.PassesOn(layer))
            {
                steps.Add(BlockHead(l, ref block) + Comment($"Layer {l} · {Formulas.Caption(layer)}", $"a{l} = {SymbolOfExample(below[0])}", Formulas.Size(layer.Units, 1)));
                continue;
            }

            string formula = $"a{l} = " + (layer is DenseLayer or ConvolutionLayer
                ? Formulas.Apply(layer.Activation, $"W{l}{Product(layer)}{SymbolOfExample(below[0])} + b{l}")
                : ForwardFormula(layer, [.. below.Select(SymbolOfExample)]));

            // A method of its own has no locals of the method before it.
            if (steps.Count % GeneratedMembers.LayersPerMethod == 0 && shape.Layers.Count > GeneratedMembers.LayersPerMethod)
            {
                declared.Clear();
            }

            string before = string.Concat(below.Where(source => source.Layer > 0 && declared.Add(source.Layer)).Select(source => Declare(source.Layer)));
            declared.Add(l);
            string declaration = offsets.ContainsKey(l) ? Declare(l) : "";
            string result = offsets.ContainsKey(l) ? $"a{l}" : NameOfOutput(shape.Heads[0]);
            string call = layer is CombineLayer combine
                ? CombinePredict(combine, [.. below.Select(SpanOfExample)], result)
                : PredictCall(layer, ParametersOfLayer(layer), SpanOfExample(below[0]), result);

            // The only layer must not write over the example while it reads it. Where its scratch is the output itself, this copies nothing.
            string copy = l == last && offsets.ContainsKey(l) ? $"\na{l}.CopyTo({NameOfOutput(shape.Heads[0])});" : "";
            steps.Add(BlockHead(l, ref block) + before + Comment($"Layer {l} · {Formulas.Caption(layer)}", formula, Formulas.Size(layer.Units, 1)) + "\n" + declaration + call + copy);
        }

        return steps;
    }

    /// <summary>How a formula of one example writes what comes in or what came out of a layer: x, image, a2.</summary>
    private string SymbolOfExample(Value value) =>
        value.Kind != ValueKind.Input ? $"a{value.Layer}" : HasInputs ? MemberNames.Word(InputOf(value).Name) : "x";

    /// <summary>The span of the same.</summary>
    private string SpanOfExample(Value value) =>
        value.Kind != ValueKind.Input ? $"a{value.Layer}" : NameOfExample(InputOf(value));

    /// <summary>example, or image.</summary>
    private string NameOfExample(NetworkInput input) => HasInputs ? NameOf(input) : "example";

    /// <summary>output, or digit.</summary>
    private string NameOfOutput(Head head) => HasHeads ? MemberNames.Parameter(head.Name) : "output";

    private void WriteSerialization(SourceWriter writer) => writer.Line($$"""
        /// <summary>
        /// Writes the parameters to a safetensors file: <c>{{FirstParameters().First}}</c>, <c>{{FirstParameters().Second}}</c>, …, row by row. The file is written beside its
        /// place and then moved there, so that an interrupted save leaves the old file as it was.
        /// </summary>
        /// <param name="path">The file; one that is there is replaced.</param>
        /// <exception cref="global::System.IO.IOException">The file cannot be written.</exception>
        public void Save(string path) => {{names.Runtime("Safetensors")}}.Save(path, Parameters);

        /// <summary>Reads a network from a safetensors file; the name, shape and number type of every matrix must be this network's.</summary>
        /// <param name="path">The file.</param>
        /// <returns>The network.</returns>
        /// <exception cref="global::System.IO.FileNotFoundException">There is no such file.</exception>
        /// <exception cref="global::DnnGen.ModelFileException">The file is damaged, or holds another network.</exception>
        public static {{type.Identifier}} Load(string path)
        {
            {{type.Identifier}} network = new {{type.Identifier}}();
            {{names.Runtime("Safetensors")}}.Load(path, network.Parameters, {{Literal(type.Name)}});
            return network;
        }
        """.Replace("\r", ""));

    /// <summary>The check that a workspace or a parameter set is of this network.</summary>
    private string Own(string kind, string member, string argument) =>
        $"{names.Checks}.Own<{names.Number}, {kind}>({MemberLiteral(member)}, {argument})";

    /// <summary>What the contract says of labels, where they are not one number for each output of one example.</summary>
    private string LossContract(string contract, Head head) =>
        (head.Steps == 1 ? "" : $"\nstatic int {contract}.OutputSteps => {Formulas.Number(head.Steps)};\n")
        + (head.LabelsAreClasses ? $"\nstatic int {contract}.LabelSize => LabelSize;\n\nstatic bool {contract}.LabelsAreClasses => true;\n" : "")
        + (head.ClassWeights is null ? "" : $"\nstatic {names.SpanOfDoubles} {contract}.ClassWeights => ClassWeights;\n");

    private void WriteInterface(SourceWriter writer)
    {
        string contract = $"{names.Runtime("INetwork")}<{type.Identifier}, {names.Number}>";
        if (shape.HasSeveral)
        {
            WriteInterfaceOfSeveral(writer, contract);
            return;
        }

        writer.Line($$"""
            static string {{contract}}.Name => {{Literal(type.Name)}};

            static int {{contract}}.InputSize => InputSize;

            static int {{contract}}.OutputSize => OutputSize;

            static int {{contract}}.LayerCount => LayerCount;

            static int {{contract}}.ParameterCount => ParameterCount;
            {{LossContract(contract, shape.Heads[0])}}{{(shape.IsDense && !shape.HasFrozen && shape.Heads[0].JudgedBy == shape.Last.Activation ? "" : $"\nstatic {names.Runtime("Activation")}? {contract}.OutputActivation => {names.Runtime("Activation")}.{shape.Heads[0].JudgedBy};\n")}}
            {{names.ParameterSetBase}} {{contract}}.Parameters => Parameters;

            {{names.WorkspaceBase}} {{contract}}.CreateWorkspace(int batchSize) => CreateWorkspace(batchSize);

            {{names.Matrix}} {{contract}}.Forward({{names.Matrix}} x, {{names.WorkspaceBase}} workspace) =>
                Forward(x, {{Own("Workspace", "Forward", "workspace")}});

            {{names.Number}} {{contract}}.Cost({{names.Matrix}} y, {{names.WorkspaceBase}} workspace) =>
                Cost(y, {{Own("Workspace", "Cost", "workspace")}});

            void {{contract}}.Backward({{names.Matrix}} x, {{names.Matrix}} y, {{names.WorkspaceBase}} workspace) =>
                Backward(x, y, {{Own("Workspace", "Backward", "workspace")}});

            void {{contract}}.Update({{names.ParameterSetBase}} gradients, {{names.Number}} learningRate) =>
                Update({{Own("ParameterSet", "Update", "gradients")}}, learningRate);

            {{names.Number}} {{contract}}.TrainStep({{names.Matrix}} x, {{names.Matrix}} y, {{names.Number}} learningRate, {{names.WorkspaceBase}} workspace) =>
                TrainStep(x, y, learningRate, {{Own("Workspace", "TrainStep", "workspace")}});
            """.Replace("\r", ""));
    }
}
