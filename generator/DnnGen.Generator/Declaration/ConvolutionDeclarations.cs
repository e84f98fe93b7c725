namespace DnnGen.Generator.Declaration;

/// <summary>A convolution of each channel alone.</summary>
internal sealed record DepthwiseConvolutionDeclaration(int Kernel, int Multiplier, int Stride, int Padding, int Dilation, Activation? Activation) : LayerDeclaration;

/// <summary>A transposed convolution.</summary>
internal sealed record TransposedConvolutionDeclaration(int Filters, int Kernel, int Stride, int Padding, int OutputPadding, Activation? Activation) : LayerDeclaration;
