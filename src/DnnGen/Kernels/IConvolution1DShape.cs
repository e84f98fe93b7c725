namespace DnnGen.Kernels;

/// <summary>The sizes of a convolution over sequences as constants: an empty struct of the generated class implements this.</summary>
public interface IConvolution1DShape
{
    /// <summary>T: the time steps that come in.</summary>
    static abstract int Steps { get; }

    /// <summary>The time steps that come out.</summary>
    static abstract int OutputSteps { get; }

    /// <summary>F: the features of each time step that comes in.</summary>
    static abstract int Features { get; }

    /// <summary>The filters, and so the features of each time step that comes out.</summary>
    static abstract int Filters { get; }

    /// <summary>The steps of the window.</summary>
    static abstract int Window { get; }

    /// <summary>By how many steps it moves.</summary>
    static abstract int Stride { get; }

    /// <summary>The distance between neighbours in the window.</summary>
    static abstract int Dilation { get; }

    /// <summary>Into how many groups features and filters are divided, each filter seeing the features of its own.</summary>
    static abstract int Groups { get; }

    /// <summary>Steps of zeros before the first.</summary>
    static abstract int Left { get; }
}
