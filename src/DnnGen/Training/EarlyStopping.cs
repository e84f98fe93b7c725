using System.Globalization;

namespace DnnGen;

/// <summary>Ends a training when the cost of its <see cref="TrainingOptions.Validation"/> no longer falls.</summary>
public sealed record EarlyStopping
{
    /// <summary>The epochs without improvement that are let pass; the next one ends the training. 10 when not given.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>By how much the cost must fall below the lowest before to count as an improvement; 0 when not given.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>
    /// Whether the network has the parameters of the last improvement when the training ends, by this rule or by its last epoch;
    /// otherwise those of the last epoch. A cancelled training keeps its own, so that it can go on.
    /// </summary>
    public bool RestoreBest { get; init; } = true;

    internal void Check(string member)
    {
        if (Patience < 0)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"{member}: Patience is {Patience}; it must be 0 or more."));
        }

        if (!(MinimumImprovement >= 0 && double.IsFinite(MinimumImprovement)))
        {
            throw new ArgumentOutOfRangeException(
                null, string.Create(CultureInfo.InvariantCulture, $"{member}: MinimumImprovement is {MinimumImprovement}; it must be a finite number, 0 or more."));
        }
    }
}
