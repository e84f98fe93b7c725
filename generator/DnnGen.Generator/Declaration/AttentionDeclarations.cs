namespace DnnGen.Generator.Declaration;

/// <summary>A vector for every token.</summary>
internal sealed record EmbeddingDeclaration(int Width) : LayerDeclaration;

/// <summary>A vector for every place in a sequence.</summary>
internal sealed record PositionalEmbeddingDeclaration : LayerDeclaration;

/// <summary>Self-attention.</summary>
internal sealed record SelfAttentionDeclaration(int Heads, bool Causal) : LayerDeclaration;

/// <summary>Two dense layers with an activation between them.</summary>
internal sealed record FeedForwardDeclaration(int Hidden, Activation? Activation) : LayerDeclaration;
