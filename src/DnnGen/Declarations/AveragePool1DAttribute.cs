namespace DnnGen;

/// <summary>The mean of each window of time steps of a sequence (time × features), feature by feature.</summary>
/// <remarks>
/// The output has ⌊(time + padding − window) / stride⌋ + 1 steps, where the padding is that of both sides together, and as many
/// features as come in.
/// </remarks>
/// <param name="window">Time steps of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool1DAttribute(int window) : Attribute
{
    /// <summary>Time steps of the window.</summary>
    public int Window { get; } = window;

    /// <summary>The window moves by so many steps; as many as it has when not given, so that windows do not overlap.</summary>
    public int Stride { get; set; } = window;

    /// <summary>
    /// Steps of zeros on each side, at most half of the window, <see cref="Padding.Same"/>, or <see cref="Padding.Causal"/>, with which a
    /// network can go step by step; none when not given. The zeros count in the mean, as PyTorch's <c>count_include_pad</c> has it.
    /// </summary>
    public int Padding { get; set; } = DnnGen.Padding.Valid;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
