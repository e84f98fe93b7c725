namespace DnnGen;

/// <summary>Rows and columns of zeros around an image, steps of zeros before and behind a sequence: a number for each side, or one of these names.</summary>
public static class Padding
{
    /// <summary>None: the window stays inside the image. The same as 0.</summary>
    public const int Valid = 0;

    /// <summary>
    /// As many as make the output as large as the input, or, with a stride s, 1/s of it rounded up. Where their number is
    /// odd, the one more is at the bottom and at the right.
    /// </summary>
    public const int Same = int.MinValue;

    /// <summary>Before a sequence as many as its window reaches back, and none behind it: what comes out of a step depends on no later one.</summary>
    public const int Causal = int.MinValue + 1;
}
