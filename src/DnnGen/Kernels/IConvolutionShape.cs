namespace DnnGen.Kernels;

/// <summary>The sizes of a convolution as constants: an empty struct of the generated class implements this.</summary>
public interface IConvolutionShape
{
    /// <summary>Channels of the input.</summary>
    static abstract int Channels { get; }

    /// <summary>Rows of the input.</summary>
    static abstract int Height { get; }

    /// <summary>Columns of the input.</summary>
    static abstract int Width { get; }

    /// <summary>Channels of the output.</summary>
    static abstract int Filters { get; }

    /// <summary>Rows of the output.</summary>
    static abstract int OutputHeight { get; }

    /// <summary>Columns of the output.</summary>
    static abstract int OutputWidth { get; }

    /// <summary>Rows of the window.</summary>
    static abstract int KernelHeight { get; }

    /// <summary>Columns of the window.</summary>
    static abstract int KernelWidth { get; }

    /// <summary>By how many rows and columns the window moves.</summary>
    static abstract int Stride { get; }

    /// <summary>The distance between neighbours in the window.</summary>
    static abstract int Dilation { get; }

    /// <summary>Rows of zeros above the input.</summary>
    static abstract int PaddingTop { get; }

    /// <summary>Columns of zeros at the left of the input.</summary>
    static abstract int PaddingLeft { get; }

    /// <summary>Parts into which channels and filters are divided.</summary>
    static abstract int Groups { get; }
}
