namespace DnnGen;

/// <summary>A random source whose position can be written down and taken up again.</summary>
internal interface IResumableRandom
{
    /// <summary>The position, in as many numbers as <see cref="Restore"/> takes.</summary>
    ulong[] Capture();

    /// <summary>Goes on from a position; false, and nothing changes, where the numbers are none of this source.</summary>
    bool Restore(ReadOnlySpan<ulong> captured);
}
