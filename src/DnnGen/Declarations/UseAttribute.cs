namespace DnnGen;

/// <summary>Puts in the layers of a block: what comes out of the layer before goes into the first of them.</summary>
/// <remarks>
/// The sizes are those that the block reads, <c>[Dense(Block.Width)]</c> the <see cref="Width"/>; each that it reads must be given, and no
/// other. In a block they may themselves be sizes of it: <c>[Use&lt;Layer&gt;(Width = 2 * Block.Width)]</c>.
/// </remarks>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class UseAttribute<TBlock> : Attribute
{
    /// <summary>How many times the block is put in, one after the other, each with parameters of its own; once when not given.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>The size that the block reads as <see cref="Block.Width"/>.</summary>
    public int Width { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Units"/>.</summary>
    public int Units { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Filters"/>.</summary>
    public int Filters { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Kernel"/>.</summary>
    public int Kernel { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Stride"/>.</summary>
    public int Stride { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Dilation"/>.</summary>
    public int Dilation { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Groups"/>.</summary>
    public int Groups { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Heads"/>.</summary>
    public int Heads { get; set; }

    /// <summary>The size that the block reads as <see cref="Block.Depth"/>.</summary>
    public int Depth { get; set; }

    /// <summary>Whether training leaves the parameters of all layers of the block as they are, as <c>Frozen = true</c> in each of them does.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out of the block, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
