namespace DnnGen.Tests.Networks;

/// <summary>Self-attention against the numbers of PyTorch.</summary>
public sealed partial class LayerGoldenTests
{
    [SkippableFact]
    public void Self_attention() => Agrees(GoldenSelfAttention.Create(1), "self_attention");

    [SkippableFact]
    public void Causal_self_attention() => Agrees(GoldenCausalSelfAttention.Create(1), "self_attention_causal");
}
