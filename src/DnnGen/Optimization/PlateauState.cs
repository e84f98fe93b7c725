namespace DnnGen;

/// <summary>What <see cref="Schedule.ReduceOnPlateau"/> has seen of the costs; the default value has seen none.</summary>
/// <param name="BestCost">The lowest cost that counted as progress; <see langword="null"/> before the first.</param>
/// <param name="Waiting">The epochs since then, or since the last reduction.</param>
/// <param name="Cooldown">The epochs after a reduction in which none is counted, as many as are still to come.</param>
/// <param name="Reductions">How often the rate was reduced.</param>
public readonly record struct PlateauState(double? BestCost, int Waiting, int Cooldown, int Reductions);
