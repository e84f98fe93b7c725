using DnnGen.Generator.Collections;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Declaration;

/// <summary>Replaces the blocks of a list of layers by their layers, and notes of each where it came from.</summary>
internal sealed class BlockExpansion
{
    /// <summary>The layers that a network has at most.</summary>
    public const int MostLayers = 10_000;

    private readonly List<LayerDeclaration> layers = [];
    private readonly List<int> begins = [];
    private int scopes;

    /// <summary>The layers that a list means; the list itself where no block is put in.</summary>
    public static List<LayerDeclaration> Expand(List<LayerDeclaration> declared)
    {
        if (!declared.OfType<UseDeclaration>().Any())
        {
            return declared;
        }

        var expansion = new BlockExpansion();
        for (int i = 0; i < declared.Count; i++)
        {
            expansion.Put(declared[i], i, default, scope: 0);
        }

        return expansion.layers;
    }

    /// <summary>The place on the class, or in a block that it puts in, of what is wrong with a layer by its number.</summary>
    public static Place Locate(EquatableArray<LayerDeclaration> layers, Place place)
    {
        if (!place.IsOfLayer || place.Index >= layers.Count || layers[place.Index].Origin is not { } origin)
        {
            return place;
        }

        return place with { Index = origin.Attribute, Inside = origin.Path.Select(step => step.Layer).ToEquatableArray() };
    }

    private void Put(LayerDeclaration layer, int attribute, EquatableArray<BlockPlace> path, int scope)
    {
        if (layer is not UseDeclaration use)
        {
            layers.Add(layer with { Origin = new(attribute, path, scope, begins.ToEquatableArray(), default) });
            begins.Clear();
            return;
        }

        string spelling = LayerSpelling.Of(use with { Name = null });
        for (int copy = 1; copy <= use.Repeat; copy++)
        {
            int inner = ++scopes;
            begins.Add(inner);
            for (int i = 0; i < use.Body.Count; i++)
            {
                Put(use.IsFrozen ? use.Body[i] with { IsFrozen = true } : use.Body[i], attribute, path.Append(new BlockPlace(use.Block, spelling, copy, use.Repeat, inner, i)).ToEquatableArray(), inner);
            }
        }

        if (use.Name is { } name)
        {
            var last = layers[layers.Count - 1];
            layers[layers.Count - 1] = last with
            {
                Origin = last.Origin! with { BlockNames = last.Origin.BlockNames.Append(new BlockName(scope, name)).ToEquatableArray() },
            };
        }
    }
}
