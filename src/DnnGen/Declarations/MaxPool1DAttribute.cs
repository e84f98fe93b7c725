namespace DnnGen;

/// <summary>The largest number of each window of time steps of a sequence (time × features), feature by feature.</summary>
/// <remarks>
/// The output has ⌊(time + padding − window) / stride⌋ + 1 steps, where the padding is that of both sides together, and as many
/// features as come in.
/// </remarks>
/// <param name="window">Time steps of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute(int window) : Attribute
{
    /// <summary>Time steps of the window.</summary>
    public int Window { get; } = window;

    /// <summary>The window moves by so many steps; as many as it has when not given, so that windows do not overlap.</summary>
    public int Stride { get; set; } = window;

    /// <summary>
    /// Steps on each side that the window may reach over the end, at most half of it, <see cref="Padding.Same"/>, or
    /// <see cref="Padding.Causal"/>, with which a network can go step by step; none when not given. What lies outside is never the largest.
    /// </summary>
    public int Padding { get; set; } = DnnGen.Padding.Valid;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
