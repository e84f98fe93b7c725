namespace DnnGen.Kernels;

/// <summary>The sizes of a self-attention as compile-time constants.</summary>
public interface ISelfAttentionShape
{
    /// <summary>The steps of a sequence.</summary>
    static abstract int Time { get; }

    /// <summary>The features of each step, in and out.</summary>
    static abstract int Features { get; }

    /// <summary>The heads, among which the features are divided.</summary>
    static abstract int Heads { get; }
}
