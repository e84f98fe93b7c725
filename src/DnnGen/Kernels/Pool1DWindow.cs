namespace DnnGen.Kernels;

/// <summary>The windows of a pooling over time.</summary>
internal static class Pool1DWindow
{
    /// <summary>The first step of a window, and the one behind its last, within the sequence.</summary>
    /// <param name="step">The step that it makes.</param>
    public static (int Start, int End) Of<TShape>(int step)
        where TShape : struct, IPool1DShape
    {
        long start = ((long)step * TShape.Stride) - TShape.Left;
        return ((int)Math.Max(start, 0), (int)Math.Min(start + TShape.Window, TShape.Steps));
    }
}
