namespace DnnGen.Kernels;

/// <summary>The sizes of a positional embedding as compile-time constants.</summary>
public interface IPositionalEmbeddingShape
{
    /// <summary>The steps of a sequence.</summary>
    static abstract int Time { get; }

    /// <summary>The features of each step.</summary>
    static abstract int Features { get; }
}
