namespace DnnGen.Generator.Declaration;

/// <summary>A convolution of each channel alone.</summary>
internal sealed record DepthwiseConvolutionDeclaration(
    int KernelHeight, int KernelWidth, int Multiplier, int Stride, int Padding, int Dilation, Activation? Activation) : LayerDeclaration;

/// <summary>A transposed convolution.</summary>
internal sealed record TransposedConvolutionDeclaration(
    int Filters, int KernelHeight, int KernelWidth, int Stride, int Padding, int OutputPadding, int Dilation, int Groups, Activation? Activation) : LayerDeclaration;
