using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Declaration;

/// <summary>A block that is put in; it is replaced by its layers before shapes are inferred.</summary>
/// <param name="Block">The name of the block.</param>
/// <param name="Repeat">How many times it is put in.</param>
/// <param name="Sizes">The sizes that it is given.</param>
/// <param name="Body">Its layers, with these sizes; none where they could not be read.</param>
internal sealed record UseDeclaration(string Block, int Repeat, EquatableArray<GivenSize> Sizes, EquatableArray<LayerDeclaration> Body) : LayerDeclaration
{
    /// <summary>The layers that come of it: at least one, so that a count ends.</summary>
    public long Count => Math.Min(Math.Max(Repeat, 1) * Math.Max(Body.Sum(CountOf), 1), int.MaxValue);

    /// <summary>The layers that come of an entry of the list of layers.</summary>
    public static long CountOf(LayerDeclaration layer) => layer is UseDeclaration use ? use.Count : 1;
}

/// <summary>A size that a block is given: <c>Width = 128</c>.</summary>
internal sealed record GivenSize(string Name, int Value);

/// <summary>Where a layer was declared, and which names are seen there.</summary>
/// <param name="Attribute">The index of its attribute on the network, or of that which puts in its block.</param>
/// <param name="Path">The blocks that it stands in, from the outermost.</param>
/// <param name="Scope">The layers that see its name: those of one number, 0 for the network itself.</param>
/// <param name="Begins">Scopes whose first layer it is, from the outermost.</param>
/// <param name="BlockNames">Names of blocks whose last layer it is, each with the scope that sees it.</param>
internal sealed record LayerOrigin(
    int Attribute, EquatableArray<BlockPlace> Path, int Scope, EquatableArray<int> Begins, EquatableArray<BlockName> BlockNames)
{
    /// <summary>layer 2 of ResidualBlock, which [Use&lt;ResidualBlock&gt;(Repeat = 3)] puts in as number 2; empty for a layer of the network itself.</summary>
    public string Words
    {
        get
        {
            if (Path.Count == 0)
            {
                return "";
            }

            var inner = Path[Path.Count - 1];
            string words = $"layer {Shapes.ShapeInference.Number(inner.Layer + 1)} of {inner.Block}";
            for (int i = Path.Count - 1; i >= 0; i--)
            {
                string into = i == 0 ? "in" : $"into {Path[i - 1].Block}";
                string number = Path[i].Copies == 1 ? "" : $" as number {Shapes.ShapeInference.Number(Path[i].Copy)}";
                words += $", which {Path[i].Use} puts {into}{number}";
            }

            return words;
        }
    }
}

/// <summary>The name of a block that is put in.</summary>
internal sealed record BlockName(int Scope, string Name);

/// <summary>A place inside a block that is put in.</summary>
/// <param name="Block">The name of the block.</param>
/// <param name="Use">The attribute that puts it in.</param>
/// <param name="Copy">Which of the copies that this attribute puts in, from 1 on.</param>
/// <param name="Copies">How many there are.</param>
/// <param name="Scope">The scope of the copy, which no other has.</param>
/// <param name="Layer">The index of the attribute in the block.</param>
internal sealed record BlockPlace(string Block, string Use, int Copy, int Copies, int Scope, int Layer);
