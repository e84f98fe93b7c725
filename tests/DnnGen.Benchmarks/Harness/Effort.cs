namespace DnnGen.Benchmarks.Harness;

/// <summary>How long is measured.</summary>
/// <param name="WarmUp">For each side, before anything is timed: the runtime compiles what is called often, twice.</param>
/// <param name="Block">How long one side runs until it is the other's turn, at least.</param>
/// <param name="Total">All blocks of all sides together.</param>
/// <param name="FewestRounds">Rounds that are run even where they take longer.</param>
internal sealed record Effort(TimeSpan WarmUp, TimeSpan Block, TimeSpan Total, int FewestRounds)
{
    /// <summary>All rows of the quick mode in two minutes.</summary>
    public static Effort Quick { get; } = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(700), 6);

    /// <summary>Figures to be quoted.</summary>
    public static Effort Full { get; } = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(3), 20);
}
