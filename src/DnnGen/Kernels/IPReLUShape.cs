namespace DnnGen.Kernels;

/// <summary>The sizes of a ReLU with learned slopes, as constants of a type: the JIT folds them into the kernels.</summary>
public interface IPReLUShape
{
    /// <summary>Slopes: those of all channels, units or features, or one.</summary>
    static abstract int Slopes { get; }

    /// <summary>The neighbouring numbers that have one slope: the pixels of a channel, or 1.</summary>
    static abstract int Pixels { get; }
}
