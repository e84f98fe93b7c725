namespace DnnGen.Kernels;

/// <summary>The sizes of a pooling over time as constants: an empty struct of the generated class implements this.</summary>
public interface IPool1DShape
{
    /// <summary>T: the time steps that come in.</summary>
    static abstract int Steps { get; }

    /// <summary>The time steps that come out.</summary>
    static abstract int OutputSteps { get; }

    /// <summary>F: the features of each time step.</summary>
    static abstract int Features { get; }

    /// <summary>The steps of the window.</summary>
    static abstract int Window { get; }

    /// <summary>By how many steps it moves.</summary>
    static abstract int Stride { get; }

    /// <summary>Steps before the first that the first window reaches over.</summary>
    static abstract int Left { get; }
}
