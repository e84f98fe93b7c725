namespace DnnGen.Kernels;

/// <summary>The sizes of an embedding as compile-time constants.</summary>
public interface IEmbeddingShape
{
    /// <summary>The tokens of one example.</summary>
    static abstract int Time { get; }

    /// <summary>How many different tokens there are.</summary>
    static abstract int Vocabulary { get; }

    /// <summary>The numbers of the vector of a token.</summary>
    static abstract int Width { get; }
}
