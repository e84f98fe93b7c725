using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>Forward, cost, backward, update and the training step.</summary>
internal sealed partial class NetworkEmitter
{
    private string PassParameters => $"{XParameters}, {YParameters}, Workspace ws";

    private string ShapeAnnotation(int rows) => $"[{names.Runtime("Shape")}(\"{Formulas.Number(rows)}\", \"m\")]";

    private string ReturnAnnotation => $"[return: {names.Runtime("Shape")}(\"{Formulas.Number(shape.Outputs)}\", \"m\")]";

    /// <summary>What a call of a loss says beside its matrices: steps, smoothing, weights.</summary>
    private string LossArguments(Head head) =>
        (head.Steps == 1 ? "" : $", steps: {Formulas.Number(head.Steps)}")
        + (head.LabelSmoothing == 0 ? "" : $", labelSmoothing: {Formulas.Real(head.LabelSmoothing)}")
        + (head.ClassWeights is null ? "" : $", classWeights: {ClassWeightsNameOf(head)}");

    private string ClassWeightsNameOf(Head head) => HasHeads ? $"{MemberNames.Member(head.Name)}ClassWeights" : "ClassWeights";

    private void WriteForward(SourceWriter writer)
    {
        string block = "";
        var steps = plan.Forward.Select(call => BlockHead(LayerOf(call), ref block) + InNames(ForwardStep(call))).ToList();
        writer.Line($"""
            /// <summary>Forward propagation: {Flow(backward: false)}.</summary>
            {InputDocs(": one example in each column")}
            /// <param name="ws">A workspace for at least m examples; it keeps every activation for <c>Backward</c>.</param>
            /// <returns>{(HasHeads ? "The outputs, views" : $"AL, {Formulas.Size(shape.Outputs)}: a view")} into the workspace, which the next pass overwrites.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">{(HasInputs ? "An input" : "x")} has other rows, or more examples than {(HasInputs ? "another or " : "")}the workspace.</exception>
            """.Replace("\r", ""));
        if (!HasHeads)
        {
            writer.Line(ReturnAnnotation);
        }

        writer.Block($"public {OutputType} Forward({AnnotatedX}, Workspace ws)", () =>
        {
            if (HasInputs || shape.Input.Kind == TensorKind.Tokens)
            {
                WriteInputChecks(writer, "Forward");
                WriteTokenChecks(writer, "Forward");
            }

            var first = shape.Sources[0];
            writer.Line($"{Check("BeginForward", "Forward", NameOf(first))}, {SizeNameOf(first)}, ws);{(HasInputs ? "" : $"  // x is {Formulas.Size(shape.Inputs)}")}");
            writer.Line();
            WriteSteps(writer, "Forward", $"{X}, ws", steps);
            writer.Line();
            writer.Line(HasHeads ? $"return new Outputs({string.Join(", ", shape.Heads.Select(head => Reference(Value.A(head.Layer.Number))))});" : "return ws.AL;");
        });
        WriteParts(writer, "Forward", $"{XParameters}, Workspace ws", steps);
        writer.Line();
        WriteCost(writer);
    }

    private string ForwardStep(KernelCall call) => call switch
    {
        LinearForwardCall linear => LinearForwardStep(linear),
        LayerForwardCall layer => LayerForwardStep(layer),
        KernelForwardCall kernel => KernelForwardStep(kernel),
        _ => throw new InvalidOperationException($"There is no text for {call.GetType().Name}."),
    };

    private string LinearForwardStep(LinearForwardCall call)
    {
        var layer = call.Layer;
        string linear = $"{call.Weights.Name}{Product(layer)}{call.Operand.Name} + {call.Bias.Name}";
        string sizes = layer is DenseLayer
            ? $"{SizeOf(layer.Output)} = {SizeOfWeights(layer)}·{SizeOf(layer.Input)}"
            : $"{Formulas.Size(layer.Output)} from {Formulas.Size(layer.Input)}";
        string formula = call.KeptLinear is { } kept
            ? $"{kept.Name} = {linear}, {call.Result.Name} = {Formulas.Apply(layer.Activation, kept.Name)}"
            : $"{call.Result.Name} = {Formulas.Apply(layer.Activation, linear)}";
        string results = call.KeptLinear is { } z ? $"{Reference(z)}, {Reference(call.Result)}" : Reference(call.Result);
        return Comment($"Layer {layer.Number} · {Formulas.Caption(layer)}", formula, sizes)
            + $"\n{LinearKernel(layer)}.Forward({Reference(call.Weights)}, {Reference(call.Bias)}, {Reference(call.Operand)}, {results});";
    }

    private void WriteCost(SourceWriter writer)
    {
        if (HasHeads)
        {
            WriteCosts(writer);
            return;
        }

        var cost = plan.Cost;
        var head = cost.Head;
        writer.Line($"""
            /// <summary>The cost of the last forward pass: {CostInWords()}, the mean over the examples{(head.Steps == 1 ? "" : " and their steps")}.</summary>
            {LabelDoc(head, "the labels of the examples that went forward")}
            /// <param name="ws">The workspace of the forward pass.</param>
            /// <returns>J.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">y has another shape.</exception>
            /// <exception cref="global::System.InvalidOperationException">The workspace holds no forward pass.</exception>
            """.Replace("\r", ""));
        writer.Block($"public {names.Number} Cost({AnnotatedY}, Workspace ws)", () =>
        {
            WriteCostCheck(writer, cost, "Cost");
            string weight = head.Weight.Equals(1) ? "" : $"{Weight(head)} * ";
            if (!shape.HasPenalty)
            {
                writer.Line($"return {weight}{CostCode(cost)}");
                return;
            }

            writer.Line($"{names.Number} cost = {weight}{CostCode(cost)}");
            writer.Line();
            WritePenalties(writer);
            writer.Line("return cost;");
        });
    }

    /// <summary>The check of the labels of an output, and the formula of its cost.</summary>
    private void WriteCostCheck(SourceWriter writer, CostCall cost, string member)
    {
        writer.Line($"{LabelCheck(cost.Head, member, ofWorkspace: true)};  // {NameOf(cost.Head)} is {Formulas.Size(cost.Head.Labels)}");
        writer.Line();
        string words = Formulas.Name(cost.Head, cost.Kernel);
        words = char.ToUpperInvariant(words[0]) + words.Substring(1);
        writer.Line(cost.Logits is { } logits
            ? $"// {words} from the logits {logits.Name}, so that it stays finite      {Formulas.Cost(cost.Head, cost.Kernel)}"
            : $"// {words}      {Formulas.Cost(cost.Head, cost.Kernel)}");
    }

    private string CostCode(CostCall cost) =>
        $"{names.Kernel("LossKernel")}<{names.Loss(cost.Kernel)}>.Cost({(cost.Logits is { } z ? Reference(z) : "z: default")}, {Reference(cost.Output)}, {NameOf(cost.Head)}, ws{LossArguments(cost.Head)});";

    private void WriteBackward(SourceWriter writer)
    {
        var steps = Steps(plan.Backward, gradients: "ws.Gradients");
        writer.Line($"""
            /// <summary>Backward propagation: {Flow(backward: true)}. Fills dW and db of every layer in <c>ws.Gradients</c>.</summary>
            {InputDocs(": the same matrix that went into <c>Forward</c>")}
            {LabelDocs("its labels")}
            /// <param name="ws">The workspace of the forward pass.</param>
            /// <exception cref="global::DnnGen.ShapeMismatchException">{(shape.HasSeveral ? "A matrix" : "x or y")} has another shape.</exception>
            /// <exception cref="global::System.InvalidOperationException">The workspace holds no forward pass of m examples.</exception>
            """.Replace("\r", ""));
        writer.Block($"public void Backward({AnnotatedX}, {AnnotatedY}, Workspace ws)", () =>
        {
            if (shape.HasSeveral)
            {
                var first = shape.Sources[0];
                writer.Line($"{Check("BeginBackward", "Backward", NameOf(first))}, {SizeNameOf(first)}, ws);");
                WriteInputChecks(writer, "Backward", first: false);
            }
            else
            {
                writer.Line($"{names.Checks}.BeginBackward({MemberLiteral("Backward")}, x, y, InputSize, {LabelSizeNameOf(shape.Heads[0])}, ws);");
            }

            foreach (var head in shape.Heads.Where(head => shape.HasSeveral || head.LabelsAreClasses))
            {
                writer.Line($"{LabelCheck(head, "Backward", ofWorkspace: true)};");
            }

            writer.Line();
            WriteSteps(writer, "Backward", $"{X}, {Y}, ws", steps);
            if (plan.Backward.All(call => call is not NormBackwardCall { Result.Kind: ValueKind.Input }))
            {
                writer.Line();
                int lowest = shape.Layers.First(layer => layer.IsTrained).Number;
                writer.Line(shape.Layers.Take(lowest - 1).Any(layer => layer.IsFrozen)
                    ? $"// Layer {lowest} is the lowest that is trained: nothing goes back further."
                    : HasInputs ? "// The gradients of the inputs are read by nobody and are not computed."
                    : "// dX is read by nobody and is not computed.");
            }
        });
        WriteParts(writer, "Backward", PassParameters, steps);
    }

    private void WriteTraining(SourceWriter writer)
    {
        WriteUpdate(writer);
        writer.Line();
        WriteTrainStep(writer);
        writer.Line();
        WriteFit(writer);
    }

    private void WriteUpdate(SourceWriter writer)
    {
        writer.Line("""
            /// <summary>A step of gradient descent: W := W − α·dW and b := b − α·db for every layer.</summary>
            /// <param name="gradients">dW and db of every layer, for example <c>ws.Gradients</c>.</param>
            /// <param name="learningRate">The learning rate α.</param>
            /// <exception cref="global::System.ArgumentNullException">There are no gradients.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The learning rate is not a positive finite number.</exception>
            """.Replace("\r", ""));
        writer.Block($"public void Update(ParameterSet gradients, {names.Number} learningRate)", () =>
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(gradients);");
            writer.Line($"{names.Checks}.LearningRate({MemberLiteral("Update")}, learningRate);");
            writer.Line();
            writer.Line("// All layers at once: they lie in one buffer      θ := θ − α·dθ");
            writer.Line($"{names.UpdateKernel}.GradientDescent(Parameters.AsSpan(), gradients.AsSpan(), learningRate);");
        });
    }

    private void WriteTrainStep(SourceWriter writer)
    {
        var steps = Steps(plan.Training, gradients: "");
        bool hasTied = shape.Layers.Any(layer => layer is DenseLayer { Tied: not null, IsFrozen: false });
        writer.Line($"""
            /// <summary>
            /// Forward, cost, backward and update in one. Gradient and update are one product here: dW is {(hasTied ? "stored only by layers with the weights of another" : "never stored")}, and
            /// <c>ws.Gradients</c> {(shape.Layers.Any(layer => layer is KernelLayer { Penalty: not null }) ? "holds only those of layers whose weights cost" : "stays as it is")}. Allocates nothing{(hasTied || shape.Layers.Any(layer => layer is KernelLayer { Penalty: not null }) ? " after the first step" : "")}.
            /// </summary>
            {InputDocs(": one example in each column")}
            {LabelDocs("its labels")}
            /// <param name="learningRate">The learning rate α.</param>
            /// <param name="ws">A workspace for at least m examples.</param>
            /// <returns>J, the cost before the update.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">{(shape.HasSeveral ? "A matrix" : "x or y")} has another shape, or holds more examples than the workspace.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The learning rate is not a positive finite number.</exception>
            """.Replace("\r", ""));
        string parameters = $"{XParameters}, {YParameters}, {names.Number} learningRate, Workspace ws";
        writer.Block($"public {names.Number} TrainStep({AnnotatedX}, {AnnotatedY}, {names.Number} learningRate, Workspace ws)", () =>
        {
            writer.Line($"{names.Checks}.LearningRate({MemberLiteral("TrainStep")}, learningRate);");
            if (HasInputs)
            {
                WriteInputChecks(writer, "TrainStep");
            }
            else
            {
                writer.Line($"{names.Checks}.Input({MemberLiteral("TrainStep")}, x, InputSize);               // x is {Formulas.Size(shape.Inputs)}");
            }

            foreach (var head in shape.Heads)
            {
                writer.Line($"{LabelCheck(head, "TrainStep", ofWorkspace: false)};  // {NameOf(head)} is {Formulas.Size(head.Labels)}");
            }

            if (plan.UnrollsStep)
            {
                writer.Line($"{names.Checks}.Fits({MemberLiteral("TrainStep")}, x, InputSize, ws);");
                writer.Line();
                WriteUnrolledStep(writer);
                return;
            }

            var first = shape.Sources[0];
            writer.Line($"{Check("BeginForward", "TrainStep", NameOf(first))}, {SizeNameOf(first)}, ws);");
            writer.Line();
            writer.Line($"Forward({X}, ws);");
            writer.Line($"{names.Number} cost = Cost({Y}, ws);");
            writer.Line();
            WriteSteps(writer, "TrainStep", $"{X}, {Y}, learningRate, ws", steps);
            writer.Line();
            writer.Line("return cost;");
        });
        if (!plan.UnrollsStep)
        {
            WriteParts(writer, "TrainStep", parameters, steps);
        }
    }

    private void WriteFit(SourceWriter writer)
    {
        string shapes = shape.HasSeveral ? "A matrix has another shape, or another number of examples." : "x or y has another shape, or they hold different numbers of examples.";
        writer.Line($"""
            /// <summary>Trains the network over all examples at once or over mini-batches, by gradient descent or the optimizer of the options.{(shape.HasSeveral ? StackedRemark : "")}</summary>
            {InputDocs(": one example in each column")}
            {LabelDocs("its labels")}
            /// <param name="options">Epochs, optimizer, learning rate and schedule, batch size, progress, cancellation, checkpoints.</param>
            /// <returns>The costs and how the training ended; a cancelled training returns what it has so far.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">{shapes}</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">An option has no meaning.</exception>
            /// <exception cref="global::System.ArgumentException">Two options contradict each other, or the state belongs to another training.</exception>
            /// <exception cref="global::DnnGen.TrainingDivergedException">The cost is no longer a finite number.</exception>
            public {names.Runtime("TrainingHistory")} Fit({AnnotatedX}, {AnnotatedY}, {names.Runtime("TrainingOptions")} options) =>
                {names.Runtime("Trainer")}.Fit<{type.Identifier}, {names.Number}>(this, {StackedX("Fit")}, {StackedY("Fit")}, options);

            /// <summary>Compares backward propagation with finite differences of the cost.</summary>
            {InputDocs("; a few examples are enough")}
            {LabelDocs("its labels")}
            /// <returns>The comparison; the parameters are the same afterwards.</returns>
            /// <exception cref="global::DnnGen.ShapeMismatchException">{shapes}</exception>
            public {names.Runtime("GradientCheckResult")} CheckGradients({AnnotatedX}, {AnnotatedY}) =>
                {names.Runtime("GradientChecker")}.Check<{type.Identifier}, {names.Number}>(this, {StackedX("CheckGradients")}, {StackedY("CheckGradients")});
            """.Replace("\r", ""));
        if (shape.HasSeveral)
        {
            WriteEvaluateAndStack(writer);
        }
    }

    /// <summary>The calls of a backward program with their formulas, each layer's together.</summary>
    private List<string> Steps(EquatableArray<KernelCall> calls, string gradients)
    {
        var steps = new List<string>();
        var pending = new List<(string Comment, string Code)>();
        string block = "";
        void Add(KernelCall call, string step) => steps.Add(BlockHead(LayerOf(call), ref block) + InNames(step));
        for (int i = 0; i < calls.Count; i++)
        {
            switch (calls[i])
            {
                case LossGradientCall loss:
                    Add(loss, LossGradientStep(loss));
                    break;
                case ActivationBackwardCall activation:
                    Add(activation, ActivationBackwardStep(activation));
                    break;
                case KernelBackwardCall kernel:
                    Add(kernel, KernelBackwardStep(kernel, gradients));
                    break;
                case PoolBackwardCall or InPlaceCall or FactorCall or PieceCall or AccumulateCall:
                    Add(calls[i], LayerBackwardStep(calls[i], gradients));
                    break;
                default:
                    pending.AddRange(LinearSteps(calls[i], gradients, isFirst: pending.Count == 0));
                    break;
            }

            // The last call of a layer is its update, or else the gradient of the layer below where one is needed.
            bool goesOn = calls[i] switch
            {
                ParameterGradientCall parameters => i + 1 < calls.Count && calls[i + 1] is OperandGradientCall next && next.Layer == parameters.Layer,
                OperandGradientCall below => gradients.Length == 0 && i + 1 < calls.Count && calls[i + 1] is UpdateCall next && next.Layer == below.Layer,
                _ => false,
            };
            if (pending.Count > 0 && !goesOn)
            {
                Add(calls[i], string.Join("\n", pending.Select(step => step.Comment)) + "\n" + string.Join("\n", pending.Select(step => step.Code)));
                pending.Clear();
            }
        }

        return steps;
    }

    private string LossGradientStep(LossGradientCall call)
    {
        int l = call.Layer.Number;
        var (caption, formula) = Formulas.Gradient(call.Head, call.Kernel, l);
        formula = formula.Replace($"dZ{l} =", $"{call.Result.Name} =").Replace($"dA{l} =", $"{call.Result.Name} =");
        string weight = call.Head.Weight.Equals(1) ? "" : $", weight: {Formulas.Real(call.Head.Weight)}";
        return Comment($"Layer {l} · {caption}", HasHeads ? formula.Replace("Y", NameOf(call.Head)) : formula, Formulas.Size(call.Layer.Units))
            + $"\n{names.Kernel("LossKernel")}<{names.Loss(call.Kernel)}>.Gradient({Reference(call.Output)}, {Reference(call.Labels)}, {Reference(call.Result)}, ws{LossArguments(call.Head)}{weight});";
    }

    /// <summary>(4 × m); of a sequence (20 × 8 × m).</summary>
    private static string SizeOf(TensorShape shape) => shape.Kind == TensorKind.Vector ? Formulas.Size(shape.Size) : Formulas.Size(shape);

    private static string SizeOfWeights(Layer layer) => Formulas.Size(layer.Output.Features, layer.Input.Features);

    /// <summary>Σ, where a product is summed over the steps of sequences.</summary>
    private static string OverSteps(Layer layer) => layer is DenseLayer { IsOfSteps: true } ? "Σ " : "";

    private string ActivationBackwardStep(ActivationBackwardCall call)
    {
        var layer = call.Layer;
        string operands = call.Linear is { } linear ? $"{Reference(linear)}, {Reference(call.Output)}" : Reference(call.Output);
        string formula = Formulas.Derivative(layer.Activation, layer.Number);
        return Comment(
                $"Layer {layer.Number} · {Formulas.Caption(layer.Activation)}",
                $"{call.Result.Name} = {(layer is ActivationLayer ? formula.Replace($"Z{layer.Number}", Value.A(layer.Number - 1).Name) : formula)}",
                SizeOf(layer.Output))
            + (layer is DenseLayer
                ? $"\n{LinearKernel(layer)}.ActivationBackward({operands}, {Reference(call.OutputGradient)});"
                : $"\n{names.Kernel("ActivationLayerKernel")}<{names.Activation(layer.Activation)}>.Backward({operands}, {Reference(call.OutputGradient)}{StepFeatures(layer)});");
    }

    /// <summary>dZ ∗ A_prev, and of a transposed convolution the other way round.</summary>
    private static string Correlation(Layer layer, Value gradient, Value operand) =>
        IsTransposed(layer) ? $"{operand.Name} ∗ {gradient.Name}" : $"{gradient.Name} ∗ {operand.Name}";

    private IEnumerable<(string Comment, string Code)> LinearSteps(KernelCall call, string gradients, bool isFirst)
    {
        string Caption(Layer layer) => isFirst ? $"Layer {layer.Number} · {Formulas.LinearCaption(layer)}" : "";
        switch (call)
        {
            case ParameterGradientCall { Layer: DenseLayer layer, LinearGradient: var dz, Operand: var operand }:
                yield return (
                    Comment(
                        Caption(layer),
                        $"dW{layer.Number} = 1/m·{OverSteps(layer)}{dz.Name}·{operand.Name}ᵀ",
                        layer.IsOfSteps
                            ? $"{SizeOfWeights(layer)} from {SizeOf(layer.Output)} and {SizeOf(layer.Input)}"
                            : $"{SizeOfWeights(layer)} = {Formulas.Size(layer.Units)}·(m × {Formulas.Number(layer.Inputs)})"),
                    $"{LinearKernel(layer)}.WeightGradient({Reference(dz)}, {Reference(operand)}, {(layer.Tied is null ? gradients + "." + WeightsName(layer) : TiedGradient(layer))});");
                yield return (
                    Comment("", $"db{layer.Number} = 1/m·Σ {dz.Name}", Formulas.Size(layer.Output.Features, 1)),
                    $"{LinearKernel(layer)}.BiasGradient({Reference(dz)}, {gradients}.b{layer.Number});");
                foreach (var step in PenaltyGradients(layer, gradients).Concat(TiedParts(layer, gradients)))
                {
                    yield return step;
                }

                break;

            case ParameterGradientCall { Layer: var layer, LinearGradient: var dz, Operand: var operand }:
                yield return (
                    Comment(
                        Caption(layer), $"dW{layer.Number} = 1/m·{Correlation(layer, dz, operand)}", Formulas.Size(layer.Parameters[0].Rows, layer.Parameters[0].Columns))
                    + "\n" + Comment("", $"db{layer.Number} = 1/m·Σ {dz.Name}", Formulas.Size(layer.Parameters[1].Rows, 1)),
                    $"{LinearKernel(layer)}.ParameterGradient({Reference(dz)}, {Reference(operand)}, {gradients}.{layer.Parameters[0].Name}, {gradients}.{layer.Parameters[1].Name});");
                foreach (var step in PenaltyGradients(layer, gradients))
                {
                    yield return step;
                }

                break;

            case OperandGradientCall { Layer: var layer } below:
                yield return (
                    Comment(
                        Caption(layer),
                        $"{below.Result.Name} = {(IsTransposed(layer) ? $"W{layer.Number} ∗ " : $"W{layer.Number}ᵀ{Product(layer)}")}{below.LinearGradient.Name}",
                        layer is DenseLayer
                            ? $"{SizeOf(layer.Input)} = {Formulas.Size(layer.Input.Features, layer.Output.Features)}·{SizeOf(layer.Output)}"
                            : $"{Formulas.Size(layer.Input)} from {Formulas.Size(layer.Output)}"),
                    $"{LinearKernel(layer)}.InputGradient({Reference(below.Weights)}, {Reference(below.LinearGradient)}, {Reference(below.Result)});");
                break;

            case UpdateCall { Layer: DenseLayer { Tied: not null } layer, LinearGradient: var dz, Operand: var operand }:
                yield return (
                    Comment(Caption(layer), $"dW{layer.Number} = 1/m·{OverSteps(layer)}{dz.Name}·{operand.Name}ᵀ, for the step of layer {layer.Tied!.Owner}", SizeOfWeights(layer))
                    + "\n" + Comment("", $"b{layer.Number} := b{layer.Number} − α·1/m·Σ {dz.Name}", Formulas.Size(layer.Output.Features, 1)),
                    $"{LinearKernel(layer)}.WeightGradient({Reference(dz)}, {Reference(operand)}, {TiedGradient(layer)});\n"
                    + $"{LinearKernel(layer)}.BiasUpdate({Reference(dz)}, learningRate, Parameters.b{layer.Number});");
                break;

            case UpdateCall { Layer: var layer, LinearGradient: var dz, Operand: var operand }:
                string product = layer is DenseLayer ? $"{OverSteps(layer)}{dz.Name}·{operand.Name}ᵀ" : Correlation(layer, dz, operand);
                var (weights, bias) = (layer.Parameters[0], layer.Parameters[1]);
                foreach (var step in PenaltySteps(layer, Caption(layer)))
                {
                    yield return step;
                }

                yield return (
                    Comment(
                        layer.Penalty is null ? Caption(layer) : "",
                        $"W{layer.Number} := W{layer.Number} − α·1/m·{product}",
                        $"{Formulas.Size(weights.Rows, weights.Columns)}")
                    + "\n" + Comment("", $"b{layer.Number} := b{layer.Number} − α·1/m·Σ {dz.Name}", Formulas.Size(bias.Rows, 1)),
                    $"{LinearKernel(layer)}.Update({Reference(dz)}, {Reference(operand)}, learningRate, Parameters.{weights.Name}, Parameters.{bias.Name});");
                foreach (var step in TiedParts(layer, gradients: ""))
                {
                    yield return step;
                }

                break;

            default:
                throw new InvalidOperationException($"There is no text for {call.GetType().Name}.");
        }
    }
}
