namespace DnnGen.Kernels;

/// <summary>The sizes of a feed-forward layer as compile-time constants.</summary>
public interface IFeedForwardShape
{
    /// <summary>The features of each step, in and out.</summary>
    static abstract int Features { get; }

    /// <summary>The units between the two products.</summary>
    static abstract int Hidden { get; }
}
