namespace DnnGen.Kernels;

/// <summary>The sizes of an upsampling layer, as constants of a type: the JIT folds them into the kernels.</summary>
public interface IUpsampleShape
{
    /// <summary>Channels.</summary>
    static abstract int Channels { get; }

    /// <summary>Rows of one channel of the input.</summary>
    static abstract int Height { get; }

    /// <summary>Columns of one channel of the input.</summary>
    static abstract int Width { get; }

    /// <summary>How many times each row and each column is repeated.</summary>
    static abstract int Scale { get; }
}
