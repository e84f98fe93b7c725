namespace DnnGen;

/// <summary>
/// What the layers of a block are told by the place where it is put in: what comes in, and the
/// sizes that <c>[Use]</c> gives.
/// </summary>
/// <remarks>
/// <para>
/// <c>[Dense(4 * Block.Width)]</c> in a block takes four times the <c>Width</c> of <c>[Use&lt;Encoder&gt;(Width = 128)]</c>. A size may be
/// multiplied by a whole number and divided by one; a quotient must be whole. A block takes the sizes that its layers read and no other.
/// </para>
/// <para>
/// Arguments of attributes are constants, and so are these: each is a negative number from which the generator tells, after the
/// compiler has multiplied it, which size is meant and how many times. Outside of the attributes of a block they mean nothing.
/// </para>
/// </remarks>
public static class Block
{
    /// <summary>The name of what comes into the block, for skips around its layers: <c>[Add(Block.Input)]</c>.</summary>
    public const string Input = "input";

    // 5040 times a prime for each: halves, thirds, … of a size are whole numbers still, and the prime tells whose.

    /// <summary>The <c>Width</c> that <c>[Use]</c> gives: features of a vector or of each time step.</summary>
    public const int Width = -5040 * 1009;

    /// <summary>The <c>Units</c> that <c>[Use]</c> gives: outputs of a dense or recurrent layer.</summary>
    public const int Units = -5040 * 1013;

    /// <summary>The <c>Filters</c> that <c>[Use]</c> gives: channels that come out of a convolution.</summary>
    public const int Filters = -5040 * 1019;

    /// <summary>The <c>Kernel</c> that <c>[Use]</c> gives: the side of a window.</summary>
    public const int Kernel = -5040 * 1021;

    /// <summary>The <c>Stride</c> that <c>[Use]</c> gives: by how much a window moves.</summary>
    public const int Stride = -5040 * 1031;

    /// <summary>The <c>Dilation</c> that <c>[Use]</c> gives: the distance between neighbours in a window.</summary>
    public const int Dilation = -5040 * 1033;

    /// <summary>The <c>Groups</c> that <c>[Use]</c> gives: parts into which channels are divided.</summary>
    public const int Groups = -5040 * 1039;

    /// <summary>The <c>Heads</c> that <c>[Use]</c> gives: heads of an attention.</summary>
    public const int Heads = -5040 * 1049;

    /// <summary>The <c>Depth</c> that <c>[Use]</c> gives: how many times a block puts in another, <c>[Use&lt;Layer&gt;(Repeat = Block.Depth)]</c>.</summary>
    public const int Depth = -5040 * 1051;
}
