namespace DnnGen.Generator.Declaration;

/// <summary>A convolution over sequences.</summary>
internal sealed record Convolution1DDeclaration(int Filters, int Kernel, int Stride, int Padding, int Dilation, int Groups, Activation? Activation) : LayerDeclaration
{
    /// <summary><c>Padding.Causal</c> of the runtime.</summary>
    public const int Causal = int.MinValue + 1;
}
