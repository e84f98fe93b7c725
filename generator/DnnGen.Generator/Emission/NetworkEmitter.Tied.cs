using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>Weights that two layers share.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>The member that has the weights of a layer, its own or those of another.</summary>
    private static string WeightsName(Layer layer) => layer is DenseLayer { Tied: { } tied } ? tied.Matrix : layer.Parameters[0].Name;

    private static bool IsTiedTransposed(Layer layer) => layer is DenseLayer { Tied.IsTransposed: true };

    private static string BiasName(Layer layer) => layer.Parameters[layer.Parameters.Count - 1].Name;

    /// <summary>Where a layer with the weights of another leaves its part in their gradient.</summary>
    private static string TiedGradient(Layer layer) => $"ws.TiedGradient{layer.Number}";

    private IEnumerable<DenseLayer> TiedTo(Layer owner) => shape.Layers.OfType<DenseLayer>().Where(layer => layer.Tied?.Owner == owner.Number && !layer.IsFrozen);

    /// <summary>The parts of other layers in the gradient of the weights of this one, or where no gradients are named the steps by them.</summary>
    private IEnumerable<(string Comment, string Code)> TiedParts(Layer owner, string gradients) => TiedTo(owner).Select(layer =>
    {
        var weights = owner.Parameters[0];
        string w = SymbolOf(owner, weights), size = Formulas.Size(weights.Rows, weights.Columns);
        string part = TiedGradient(layer) + (IsTiedTransposed(layer) ? ".Transpose()" : ""), dW = $"dW{layer.Number}{(IsTiedTransposed(layer) ? "ᵀ" : "")}";
        return gradients.Length > 0
            ? (Comment("", $"d{w} := d{w} + {dW}", size), $"{names.Kernel("TiedKernel")}.AddGradient({part}, {gradients}.{weights.Name});")
            : (Comment("", $"{w} := {w} − α·{dW}", size), $"{names.Kernel("TiedKernel")}.Step({part}, learningRate, Parameters.{weights.Name});");
    });

    /// <summary>Memory for the gradients by the uses of weights in other layers than their own, allocated with the first step.</summary>
    private void WriteTiedGradients(SourceWriter writer)
    {
        foreach (var layer in shape.Layers.OfType<DenseLayer>().Where(layer => layer.Tied is not null && !layer.IsFrozen))
        {
            // As the weights lie, which is row after row, and transposed column after column.
            string zeros = IsTiedTransposed(layer)
                ? $"{names.Matrix}.Zeros({Formulas.Number(layer.Output.Features)}, {Formulas.Number(layer.Input.Features)})"
                : $"{names.Matrix}.Zeros({Formulas.Number(layer.Input.Features)}, {Formulas.Number(layer.Output.Features)}).Transpose()";
            writer.Line();
            writer.Line($"private {names.Matrix} tied{layer.Number};");
            writer.Line();
            writer.Line($"// dW{layer.Number}: the part that layer {layer.Number} has in the gradient of {layer.Tied!.Matrix}.");
            writer.Line($"internal {names.Matrix} TiedGradient{layer.Number} => tied{layer.Number}.Rows > 0 ? tied{layer.Number} : tied{layer.Number} = {zeros};");
        }
    }
}
