using System.Globalization;

using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The steps of layers that have no parameters: pooling, shapes, activations, dropout.</summary>
internal sealed partial class NetworkEmitter
{
    private string PoolKernel(PoolLayer layer) => $"{names.Kernel(layer.Kind + "PoolKernel")}<Layer{layer.Number}>";

    private string ActivationKernel(ActivationLayer layer) => $"{names.Kernel("ActivationKernel")}<{names.Activation(layer.Activation)}>";

    /// <summary>layer: 3, seed: 0, rate: 0.5.</summary>
    private static string DropoutArguments(DropoutLayer layer) =>
        $"layer: {Formulas.Number(layer.Number)}, seed: {Formulas.Number(layer.Seed)}, rate: {layer.Rate.ToString("R", CultureInfo.InvariantCulture)}";

    private string LayerForwardStep(LayerForwardCall call)
    {
        var layer = call.Layer;
        string caption = $"Layer {layer.Number} · {Formulas.Caption(layer)}";
        string operands = $"{Reference(call.Operand)}, {Reference(call.Result)}";
        string formula = $"{call.Result.Name} = {ForwardFormula(layer, call.Operand.Name)}";
        string comment = Comment(caption, formula, Formulas.Size(layer.Output));
        return layer switch
        {
            ReshapeLayer => comment,
            PoolLayer pool => $"{comment}\n{PoolKernel(pool)}.Forward({operands});",
            ActivationLayer activation => $"{comment}\n{ActivationKernel(activation)}.Forward({operands});",
            DropoutLayer dropout => $"{comment}\n{names.Kernel("DropoutKernel")}.Forward(ws, {DropoutArguments(dropout)}, {operands});",
            _ => throw new InvalidOperationException($"There is no text for {layer.GetType().Name}."),
        };
    }

    private static string ForwardFormula(Layer layer, string operand) => layer switch
    {
        ReshapeLayer => $"{operand}, the same memory",
        PoolLayer { Kind: PoolKind.Max } => $"the largest of each window of {operand}",
        PoolLayer => $"the mean of each window of {operand}",
        DropoutLayer => $"{operand} ∘ D{layer.Number}, D = 0 or 1/(1 − rate)",
        _ => Formulas.Apply(layer.Activation, operand),
    };

    private string LayerBackwardStep(KernelCall call)
    {
        switch (call)
        {
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

            case ReshapeBackwardCall { Layer: var layer } reshape:
                return Comment(
                    $"Layer {layer.Number} · {Formulas.Caption(layer)}", $"{reshape.Result.Name} = {reshape.OutputGradient.Name}, the same memory", Formulas.Size(layer.Input));

            default:
                throw new InvalidOperationException($"There is no text for {call.GetType().Name}.");
        }
    }

    /// <summary>The sizes of a layer as a type; null where its kernel needs none.</summary>
    private static (string Interface, (string Name, int Value)[] Sizes)? LayerSizes(Layer layer) => layer switch
    {
        DenseLayer => ("IDenseShape", [("Inputs", layer.Inputs), ("Units", layer.Units)]),
        ConvolutionLayer convolution => ("IConvolutionShape",
        [
            ("Channels", layer.Input.Channels), ("Height", layer.Input.Height), ("Width", layer.Input.Width),
            ("Filters", convolution.Filters), ("OutputHeight", layer.Output.Height), ("OutputWidth", layer.Output.Width),
            ("KernelHeight", convolution.Kernel), ("KernelWidth", convolution.Kernel), ("Stride", convolution.Stride), ("Dilation", convolution.Dilation),
            ("PaddingTop", convolution.Top), ("PaddingLeft", convolution.Left), ("Groups", convolution.Groups),
        ]),
        PoolLayer pool => ("IPoolShape",
        [
            ("Channels", layer.Input.Channels), ("Height", layer.Input.Height), ("Width", layer.Input.Width),
            ("OutputHeight", pool.OutputPixels.Height), ("OutputWidth", pool.OutputPixels.Width),
            ("WindowHeight", pool.WindowHeight), ("WindowWidth", pool.WindowWidth), ("Stride", pool.Stride),
            ("PaddingTop", pool.Top), ("PaddingLeft", pool.Left),
        ]),
        _ => null,
    };

    /// <summary>One layer of the prediction of one example.</summary>
    private string PredictCall(Layer layer, string parameters, string operand, string result) => layer switch
    {
        DenseLayer or ConvolutionLayer => $"{LinearKernel(layer)}.Predict({parameters}, {operand}, {result});",
        PoolLayer pool => $"{PoolKernel(pool)}.Predict({operand}, {result});",
        ActivationLayer activation => $"{ActivationKernel(activation)}.Predict({operand}, {result});",
        _ => throw new InvalidOperationException($"There is no text for {layer.GetType().Name}."),
    };
}
