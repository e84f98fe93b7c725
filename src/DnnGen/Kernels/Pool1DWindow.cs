using System.Numerics;

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

    /// <summary>Writes a frame over the oldest of a ring, whose place is noted behind the frames.</summary>
    /// <param name="frame">The newest frame.</param>
    /// <param name="history">The frames, and behind them the place of the next one.</param>
    /// <param name="frames">How many frames there are room for.</param>
    public static void Remember<T>(ReadOnlySpan<T> frame, Span<T> history, int frames)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (frames > 0)
        {
            ref T place = ref history[frames * frame.Length];
            int next = int.CreateTruncating(place);
            frame.CopyTo(history[(next * frame.Length)..]);
            place = T.CreateTruncating(next + 1 == frames ? 0 : next + 1);
        }
    }
}
