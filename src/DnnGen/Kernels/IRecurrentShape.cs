namespace DnnGen.Kernels;

/// <summary>The sizes of a recurrent layer, which the JIT folds into the kernels as constants.</summary>
public interface IRecurrentShape
{
    /// <summary>T: the time steps of one sequence.</summary>
    static abstract int Steps { get; }

    /// <summary>The time steps that come out: all of them, or the last one.</summary>
    static abstract int OutputSteps { get; }

    /// <summary>F: the features of each time step that comes in.</summary>
    static abstract int Features { get; }

    /// <summary>H: the units, and so the features of each time step that comes out.</summary>
    static abstract int Units { get; }
}
