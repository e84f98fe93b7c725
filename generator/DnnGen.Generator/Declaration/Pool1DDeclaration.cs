using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Declaration;

/// <summary>The largest or the mean of windows over time.</summary>
internal sealed record Pool1DDeclaration(PoolKind Kind, int Window, int Stride, int Padding) : LayerDeclaration;
