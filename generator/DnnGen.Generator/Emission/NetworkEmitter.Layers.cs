using System.Globalization;

using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The steps of layers that have no parameters: pooling, shapes, activations, dropout.</summary>
internal sealed partial class NetworkEmitter
{
    private string PoolKernel(PoolLayer layer) => $"{names.Kernel(layer.Kind + "PoolKernel")}<Layer{layer.Number}>";

    private string ActivationLayerKernel(ActivationLayer layer) => $"{names.Kernel("ActivationLayerKernel")}<{names.Activation(layer.Activation)}>";

    /// <summary>features: 8, where an activation takes the features of each step of a sequence together.</summary>
    private static string StepFeatures(Layer layer) =>
        layer.Output.Kind == TensorKind.Sequence && CostModel.CouplesUnits(layer.Activation) ? $", features: {Formulas.Number(layer.Output.Features)}" : "";

    /// <summary>layer: 3, seed: 0, rate: 0.5.</summary>
    private static string DropoutArguments(DropoutLayer layer) =>
        $"layer: {Formulas.Number(layer.Number)}, seed: {Formulas.Number(layer.Seed)}, rate: {layer.Rate.ToString("R", CultureInfo.InvariantCulture)}";

    private string LayerForwardStep(LayerForwardCall call)
    {
        var layer = call.Layer;
        string caption = $"Layer {layer.Number} · {Formulas.Caption(layer)}";
        string operands = $"{Reference(call.Operand)}, {Reference(call.Result)}";
        string formula = $"{call.Result.Name} = {ForwardFormula(layer, layer is InputLayer ? [call.Operand.Name] : [.. layer.Operands.Select(source => Value.A(source).Name)])}";
        string comment = Comment(caption, formula, Formulas.Size(layer.Output));
        return layer switch
        {
            ReshapeLayer or BranchLayer or InputLayer or OutputLayer => comment,
            CombineLayer combine => $"{comment}\n{CombineForward(combine, combine.Sources.Select(source => Reference(Value.A(source))), Reference(call.Result))}",
            PoolLayer pool => $"{comment}\n{PoolKernel(pool)}.Forward({operands});",
            ActivationLayer activation => $"{comment}\n{ActivationLayerKernel(activation)}.Forward({operands}{StepFeatures(activation)});",
            NormLayer norm => $"{comment}\n{NormForward(norm, operands)}",
            DropoutLayer dropout => $"{comment}\n{names.Kernel("DropoutKernel")}.Forward(ws, {DropoutArguments(dropout)}, {operands});",
            _ => throw new InvalidOperationException($"There is no text for {layer.GetType().Name}."),
        };
    }

    private static string ForwardFormula(Layer layer, string[] operands)
    {
        string operand = operands[0];
        return layer switch
        {
            ReshapeLayer or BranchLayer or InputLayer or OutputLayer => $"{operand}, the same memory",
            CombineLayer { Kind: CombineKind.Concat } => string.Join(", ", operands) + (layer.Output.Kind == TensorKind.Sequence ? " at each step" : ", one after the other"),
            CombineLayer combine => $"{operand} {(combine.Kind == CombineKind.Add ? "+" : "∘")} {operands[1]}",
            PoolLayer { Kind: PoolKind.Max } => $"the largest of each window of {operand}",
            PoolLayer => $"the mean of each window of {operand}",
            NormLayer { Kind: NormKind.RMS } => $"γ{layer.Number}·{operand}/√(mean of {operand}² + ε)",
            NormLayer { Kind: NormKind.Batch, IsFrozen: true } => $"γ{layer.Number}·({operand} − μ)/√(σ² + ε) + β{layer.Number}, μ and σ² as noted",
            NormLayer => $"γ{layer.Number}·({operand} − μ)/√(σ² + ε) + β{layer.Number}",
            DropoutLayer => $"{operand} ∘ D{layer.Number}, D = 0 or 1/(1 − rate)",
            KernelLayer kernel => kernel.ForwardFormula(operand),
            _ => Formulas.Apply(layer.Activation, operand),
        };
    }

    private string NormKernel(NormLayer layer) => $"{names.Kernel(layer.Kind == NormKind.Batch ? "BatchNormKernel" : "GroupNormKernel")}<Layer{layer.Number}>";

    /// <summary>epsilon: 1E-05.</summary>
    private static string Epsilon(NormLayer layer) => $"epsilon: {layer.Epsilon.ToString("R", CultureInfo.InvariantCulture)}";

    /// <summary>Parameters.BatchNorm3Scale, Parameters.BatchNorm3Shift.</summary>
    private static string NormParameters(NormLayer layer, string set) => string.Join(", ", layer.Parameters.Select(parameter => $"{set}.{parameter.Name}"));

    private string NormForward(NormLayer layer, string operands)
    {
        string parameters = NormParameters(layer, "Parameters");
        return layer is { Kind: NormKind.Batch, IsFrozen: true }
            ? $"{NormKernel(layer)}.ForwardFrozen(\n"
                + $"    {parameters}, Parameters.{layer.Statistics[0].Name}, Parameters.{layer.Statistics[1].Name}, {Epsilon(layer)}, {operands});"
            : layer.Kind == NormKind.Batch
            ? $"{NormKernel(layer)}.Forward(\n    ws, {parameters}, Parameters.{layer.Statistics[0].Name}, Parameters.{layer.Statistics[1].Name},\n"
                + $"    momentum: {layer.Momentum.ToString("R", CultureInfo.InvariantCulture)}, {Epsilon(layer)}, ws.Statistics{layer.Number}, {operands});"
            : $"{NormKernel(layer)}.Forward({parameters}, {Epsilon(layer)}, {operands});";
    }

    private string NormBackwardStep(NormBackwardCall call, string gradients)
    {
        var layer = call.Layer;
        int l = layer.Number;
        if (layer.IsFrozen)
        {
            return FrozenNormBackwardStep(call);
        }

        bool isUpdate = gradients.Length == 0;
        string Gradient(string letter, string sum) => isUpdate ? $"{letter}{l} := {letter}{l} − α·1/m·{sum}" : $"d{letter}{l} = 1/m·{sum}";
        string dA = call.OutputGradient.Name, sizes = Formulas.Size(layer.Channels, 1);
        string comment = Comment(
                $"Layer {l} · {Formulas.Caption(layer)}",
                layer.Kind == NormKind.RMS ? $"{call.Result.Name} = (g − x̂·mean(g ∘ x̂))/σ, g = γ{l}·{dA}" : $"{call.Result.Name} = (g − mean(g) − x̂·mean(g ∘ x̂))/σ, g = γ{l}·{dA}",
                Formulas.Size(layer.Input))
            + "\n" + Comment("", Gradient("γ", $"Σ {dA} ∘ x̂"), sizes)
            + (layer.Kind == NormKind.RMS ? "" : "\n" + Comment("", Gradient("β", $"Σ {dA}"), sizes));
        string batch = layer.Kind == NormKind.Batch ? "ws, " : "", statistics = layer.Kind == NormKind.Batch ? $"ws.Statistics{l}" : Epsilon(layer);
        string operands = $"{Reference(call.Operand)}, {Reference(call.OutputGradient)}";
        return comment + "\n" + (isUpdate
            ? $"{NormKernel(layer)}.BackwardAndUpdate({batch}{statistics}, {operands}, learningRate, {NormParameters(layer, "Parameters")});"
            : $"{NormKernel(layer)}.Backward({batch}Parameters.{layer.Parameters[0].Name}, {statistics}, {operands}, {NormParameters(layer, gradients)});");
    }

    /// <summary>The way back through a frozen normalization: its γ and β have no gradient, and the noted statistics are constants.</summary>
    private string FrozenNormBackwardStep(NormBackwardCall call)
    {
        var layer = call.Layer;
        int l = layer.Number;
        string scale = $"Parameters.{layer.Parameters[0].Name}", dA = call.OutputGradient.Name;
        bool isBatch = layer.Kind == NormKind.Batch, isCentred = layer.Kind != NormKind.RMS;
        return Comment(
                $"Layer {l} · {Formulas.Caption(layer)}",
                isBatch ? $"{call.Result.Name} = γ{l}/√(σ² + ε)·{dA}"
                    : $"{call.Result.Name} = (g {(isCentred ? "− mean(g) " : "")}− x̂·mean(g ∘ x̂))/σ, g = γ{l}·{dA}",
                Formulas.Size(layer.Input))
            + "\n" + (isBatch
                ? $"{NormKernel(layer)}.InputGradient({scale}, Parameters.{layer.Statistics[1].Name}, {Epsilon(layer)}, {Reference(call.OutputGradient)});"
                : $"{NormKernel(layer)}.InputGradient({scale}, isCentred: {(isCentred ? "true" : "false")}, {Epsilon(layer)}, {Reference(call.Operand)}, {Reference(call.OutputGradient)});");
    }

    private string FactorStep(CombineLayer layer, Value gradient, Value other, Value result, string target) =>
        Comment($"Layer {layer.Number} · {Formulas.Caption(layer)}", $"{result.Name} = {gradient.Name} ∘ {other.Name}", Formulas.Size(layer.Output))
        + $"\n{names.Kernel("ElementWiseKernel")}.Multiply({Reference(gradient)}, {Reference(other)}, {target});";

    /// <summary>The call, or the calls, of a sum, a product or a concatenation.</summary>
    private string CombineForward(CombineLayer layer, IEnumerable<string> operands, string result)
    {
        string kernel = names.Kernel("ElementWiseKernel");
        if (layer.Kind != CombineKind.Concat)
        {
            return $"{kernel}.{layer.Kind}({string.Join(", ", operands)}, {result});";
        }

        int row = 0;
        var calls = new List<string>();
        foreach (var (operand, source) in operands.Zip(layer.Sources, (operand, source) => (operand, source)))
        {
            calls.Add($"{kernel}.Put({operand}, {result}, row: {Formulas.Number(row)}{StepsOf(layer)});");
            row += RowsOfStep(source);
        }

        return string.Join("\n", calls);
    }

    /// <summary>The same for one example.</summary>
    private string CombinePredict(CombineLayer layer, string[] operands, string result)
    {
        if (layer.Kind != CombineKind.Concat)
        {
            return CombineForward(layer, operands, result);
        }

        int row = 0;
        var calls = new List<string>();
        for (int i = 0; i < operands.Length; i++)
        {
            calls.Add(layer.Output.Kind == TensorKind.Sequence
                ? $"{names.Kernel("ElementWiseKernel")}.Put({operands[i]}, {result}, row: {Formulas.Number(row)}{StepsOf(layer)});"
                : $"{operands[i]}.CopyTo({result}.Slice({Formulas.Number(row)}));");
            row += RowsOfStep(layer.Sources[i]);
        }

        return string.Join("\n", calls);
    }

    /// <summary>Where a piece begins, in a sequence within each step.</summary>
    private static int PieceRow(PieceCall piece) =>
        piece.Layer.Output.Kind == TensorKind.Sequence ? piece.Row / piece.Layer.Output.Time : piece.Row;

    /// <summary>The argument by which the pieces of a concatenation are told apart at each step of a sequence.</summary>
    private static string StepsOf(CombineLayer layer) =>
        layer is { Kind: CombineKind.Concat, Output: { Kind: TensorKind.Sequence } sequence } ? $", steps: {Formulas.Number(sequence.Time)}" : "";

    /// <summary>What comes out of a layer; 0 is X.</summary>
    private TensorShape OutputOf(int source) => source == 0 ? shape.Input : shape.Layers[source - 1].Output;

    /// <summary>The numbers of an output, of a sequence those of one step; 0 is X.</summary>
    private int RowsOfStep(int source)
    {
        var output = OutputOf(source);
        return output.Kind == TensorKind.Sequence ? output.Features : output.Size;
    }

    private string LayerBackwardStep(KernelCall call, string gradients)
    {
        switch (call)
        {
            case NormBackwardCall norm:
                return NormBackwardStep(norm, gradients);

            case PoolBackwardCall { Layer: { Kind: PoolKind.Max } layer } pool:
                return Comment(
                        $"Layer {layer.Number} · {Formulas.Caption(layer)}", $"{pool.Result.Name} = {pool.OutputGradient.Name} at the largest, else 0", Formulas.Size(layer.Input))
                    + $"\n{PoolKernel(layer)}.Backward({Reference(pool.Operand)}, {Reference(pool.Output)}, {Reference(pool.OutputGradient)}, {Reference(pool.Result)});";

            case PoolBackwardCall { Layer: var layer } pool:
                return Comment(
                        $"Layer {layer.Number} · {Formulas.Caption(layer)}",
                        $"{pool.Result.Name} = 1/{Formulas.Number(layer.WindowHeight * layer.WindowWidth)}·{pool.OutputGradient.Name} in its window",
                        Formulas.Size(layer.Input))
                    + $"\n{PoolKernel(layer)}.Backward({Reference(pool.OutputGradient)}, {Reference(pool.Result)});";

            case DropoutBackwardCall { Layer: var layer } drop:
                return Comment($"Layer {layer.Number} · {Formulas.Caption(layer)}", $"{drop.Result.Name} = {drop.OutputGradient.Name} ∘ D{layer.Number}", Formulas.Size(layer.Input))
                    + $"\n{names.Kernel("DropoutKernel")}.Backward(ws, {DropoutArguments(layer)}, {Reference(drop.OutputGradient)});";

            case PassBackwardCall { Layer: var layer } pass:
                return Comment(
                    $"Layer {layer.Number} · {Formulas.Caption(layer)}", $"{pass.Result.Name} = {pass.OutputGradient.Name}, the same memory", Formulas.Size(layer.Input));

            case PieceCall { Layer: var layer } piece:
                return Comment(
                        $"Layer {layer.Number} · {Formulas.Caption(layer)}",
                        $"{piece.Result.Name} = {(piece.Rows == layer.Units ? "" : $"rows from {Formulas.Number(PieceRow(piece))} on of {(layer.Output.Kind == TensorKind.Sequence ? "each step of " : "")}")}{piece.OutputGradient.Name}",
                        layer is { Kind: CombineKind.Concat, Output.Kind: TensorKind.Sequence } ? Formulas.Size(OutputOf(piece.Result.Layer)) : Formulas.Size(piece.Rows))
                    + $"\n{names.Kernel("ElementWiseKernel")}.Take({Reference(piece.OutputGradient)}, {Formulas.Number(PieceRow(piece))}, {Reference(piece.Result)}{StepsOf(layer)});";

            case FactorCall { Layer: var layer } factor:
                return FactorStep(layer, factor.OutputGradient, factor.Other, factor.Result, Reference(factor.Result));

            case FactorInPlaceCall { Layer: var layer } factor:
                return FactorStep(layer, factor.OutputGradient, factor.Other, factor.Result, Reference(factor.OutputGradient));

            case AccumulateCall { Layer: var layer } accumulate:
                string target = Reference(accumulate.Result);
                return Comment(
                        $"Layer {layer.Number} · {Formulas.Caption(layer)}", $"{accumulate.Result.Name} := {accumulate.Result.Name} + {accumulate.Part.Name}", "")
                    + $"\n{names.Kernel("ElementWiseKernel")}.Add({target}, {Reference(accumulate.Part)}, {target});";

            default:
                throw new InvalidOperationException($"There is no text for {call.GetType().Name}.");
        }
    }

    /// <summary>The sizes of a layer as a type; null where its kernel needs none.</summary>
    private static (string Interface, (string Name, int Value)[] Sizes)? LayerSizes(Layer layer) => layer switch
    {
        DenseLayer => ("IDenseShape", [("Inputs", layer.Input.Features), ("Units", layer.Output.Features)]),
        ConvolutionLayer convolution => ("IConvolutionShape",
        [
            ("Channels", layer.Input.Channels), ("Height", layer.Input.Height), ("Width", layer.Input.Width),
            ("Filters", convolution.Filters), ("OutputHeight", layer.Output.Height), ("OutputWidth", layer.Output.Width),
            ("KernelHeight", convolution.KernelHeight), ("KernelWidth", convolution.KernelWidth), ("Stride", convolution.Stride), ("Dilation", convolution.Dilation),
            ("PaddingTop", convolution.Top), ("PaddingLeft", convolution.Left), ("Groups", convolution.Groups),
        ]),
        PoolLayer pool => ("IPoolShape",
        [
            ("Channels", layer.Input.Channels), ("Height", layer.Input.Height), ("Width", layer.Input.Width),
            ("OutputHeight", pool.OutputPixels.Height), ("OutputWidth", pool.OutputPixels.Width),
            ("WindowHeight", pool.WindowHeight), ("WindowWidth", pool.WindowWidth), ("Stride", pool.Stride),
            ("PaddingTop", pool.Top), ("PaddingLeft", pool.Left),
        ]),
        KernelLayer kernel => (kernel.ShapeInterface, [.. kernel.Sizes.Select(size => (size.Name, size.Value))]),
        NormLayer norm => ("INormShape", [("Channels", norm.Channels), ("Pixels", norm.Pixels), ("Groups", norm.Groups)]),
        _ => null,
    };

    /// <summary>One layer of the prediction of one example.</summary>
    private string PredictCall(Layer layer, string parameters, string operand, string result) => layer switch
    {
        DenseLayer or ConvolutionLayer => $"{LinearKernel(layer)}.{(IsTiedTransposed(layer) ? "PredictTransposed" : "Predict")}({parameters}, {operand}, {result});",
        PoolLayer pool => $"{PoolKernel(pool)}.Predict({operand}, {result});",
        ActivationLayer activation => $"{ActivationLayerKernel(activation)}.Predict({operand}, {result}{StepFeatures(activation)});",
        KernelLayer kernel => KernelPredict(kernel, parameters, operand, result),
        NormLayer { Kind: NormKind.Batch } norm => $"{NormKernel(norm)}.Predict({parameters}, {StatisticsSlice(norm)}, {Epsilon(norm)}, {operand}, {result});",
        NormLayer norm => $"{NormKernel(norm)}.Predict({parameters}, {Epsilon(norm)}, {operand}, {result});",
        _ => throw new InvalidOperationException($"There is no text for {layer.GetType().Name}."),
    };

    /// <summary>The running mean and variance of a batch normalization, among those of all layers.</summary>
    private string StatisticsSlice(NormLayer layer)
    {
        int place = shape.Layers.Take(layer.Number - 1).Sum(other => other.Statistics.Sum(statistic => statistic.Count));
        return $"statistics.Slice({Formulas.Number(place)}, {Formulas.Number(layer.Statistics.Sum(statistic => statistic.Count))})";
    }
}
