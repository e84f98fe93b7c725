using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Planning;

namespace DnnGen.Generator.Emission;

/// <summary>From which block a layer comes, above the first step of each.</summary>
internal sealed partial class NetworkEmitter
{
    private bool HasBlocks => shape.Layers.Any(layer => BlocksOf(layer.Number).Count > 0);

    private EquatableArray<BlockPlace> BlocksOf(int layer) => shape.Declaration.Layers[layer].Origin?.Path ?? default;

    /// <summary>ResidualBlock 2 of 3; of a block in a block both, the outer one first. Empty for a layer of the network itself.</summary>
    private string BlockName(int layer) => string.Join(" › ", BlocksOf(layer).Select(step =>
        step.Copies == 1 ? step.Block : $"{step.Block} {Formulas.Number(step.Copy)} of {Formulas.Number(step.Copies)}"));

    /// <summary>The rows of a table with the blocks in a column of their own, at its left; the rows themselves where there are none.</summary>
    private List<string[]> WithBlocks(List<string[]> rows)
    {
        if (!HasBlocks)
        {
            return rows;
        }

        string[] blocks = ["block", .. shape.Layers.Select(layer => BlockName(layer.Number) is { Length: > 0 } name ? name : "—"), ""];
        int width = blocks.Max(block => block.Length);
        return [.. rows.Zip(blocks, (row, block) => row.Append(block.PadRight(width)).ToArray())];
    }

    /// <summary>The line above a step that is the first one of a block, with an empty line behind it; otherwise nothing.</summary>
    /// <param name="layer">The layer of the step; 0 where it has none.</param>
    /// <param name="before">The block of the step before, which becomes that of this one.</param>
    private string BlockHead(int layer, ref string before)
    {
        if (layer == 0)
        {
            return "";
        }

        string own = string.Join(" ", BlocksOf(layer).Select(step => Formulas.Number(step.Scope)));
        if (own == before)
        {
            return "";
        }

        before = own;
        if (own.Length == 0)
        {
            return "";
        }

        var path = BlocksOf(layer);
        var inside = shape.Layers
            .Where(other => BlocksOf(other.Number) is var place && place.Count >= path.Count && place[path.Count - 1].Scope == path[path.Count - 1].Scope)
            .Select(other => other.Number)
            .ToList();
        string layers = inside.Count == 1 ? $"layer {inside[0]}" : $"layers {inside[0]}–{inside[inside.Count - 1]}";
        return $"// {BlockName(layer)}: {layers}\n\n";
    }

    /// <summary>The layer that a call belongs to; 0 for none.</summary>
    private static int LayerOf(KernelCall call) => call switch
    {
        LinearForwardCall forward => forward.Layer.Number,
        LayerForwardCall forward => forward.Layer.Number,
        KernelForwardCall forward => forward.Layer.Number,
        KernelBackwardCall backward => backward.Layer.Number,
        LossGradientCall loss => loss.Layer.Number,
        ActivationBackwardCall activation => activation.Layer.Number,
        DropoutBackwardCall dropout => dropout.Layer.Number,
        PassBackwardCall pass => pass.Layer.Number,
        FactorInPlaceCall factor => factor.Layer.Number,
        FactorCall factor => factor.Layer.Number,
        PieceCall piece => piece.Layer.Number,
        AccumulateCall accumulate => accumulate.Layer.Number,
        NormBackwardCall norm => norm.Layer.Number,
        PoolBackwardCall pool => pool.Layer.Number,
        ParameterGradientCall parameters => parameters.Layer.Number,
        OperandGradientCall operand => operand.Layer.Number,
        UpdateCall update => update.Layer.Number,
        _ => 0,
    };
}
