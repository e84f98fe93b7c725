namespace DnnGen;

/// <summary>
/// Makes a class a block: layers in attributes, in source order and without an input, which <see cref="UseAttribute{TBlock}"/> puts into
/// networks and into other blocks.
/// </summary>
/// <remarks>
/// <para>
/// <c>[Block, Conv2D(16, kernel: 3, Padding = Padding.Same), BatchNorm, Add(Block.Input)] class ResidualBlock;</c> Nothing is generated
/// into the class itself; it need not be partial, and may stand in another assembly.
/// </para>
/// <para>
/// Names inside are the block's own: each time it is put in they are new, the names around it are not seen inside, and
/// <see cref="Block.Input"/> is the name of what comes in.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class BlockAttribute : Attribute;
