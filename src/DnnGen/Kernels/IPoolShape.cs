namespace DnnGen.Kernels;

/// <summary>The sizes of a pooling layer as constants: an empty struct of the generated class implements this.</summary>
public interface IPoolShape
{
    /// <summary>Channels of input and output.</summary>
    static abstract int Channels { get; }

    /// <summary>Rows of the input.</summary>
    static abstract int Height { get; }

    /// <summary>Columns of the input.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the output.</summary>
    static abstract int OutputHeight { get; }

    /// <summary>Columns of the output.</summary>
    static abstract int OutputWidth { get; }

    /// <summary>Rows of the window.</summary>
    static abstract int WindowHeight { get; }

    /// <summary>Columns of the window.</summary>
    static abstract int WindowWidth { get; }

    /// <summary>By how many rows and columns the window moves.</summary>
    static abstract int Stride { get; }

    /// <summary>Rows above the input that the first window reaches over.</summary>
    static abstract int PaddingTop { get; }

    /// <summary>Columns at the left of the input that the first window reaches over.</summary>
    static abstract int PaddingLeft { get; }
}
