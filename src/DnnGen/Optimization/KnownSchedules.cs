namespace DnnGen;

/// <summary>A schedule of this library: its settings have been checked, and say what it is.</summary>
internal abstract class KnownSchedule(OptimizerSettings settings) : Schedule
{
    public override string ToString() => settings.ToString();

    /// <summary>From one rate to another along half a cosine, as <paramref name="share"/> goes from 0 to 1.</summary>
    protected static double Anneal(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}

internal sealed class ConstantSchedule : Schedule
{
    public override double Rate(double baseRate, long position, long length) => baseRate;

    public override string ToString() => "Constant";
}

internal sealed class StepSchedule(OptimizerSettings settings, long every, double factor) : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length) => baseRate * Math.Pow(factor, position / every);
}

internal sealed class PolynomialSchedule(OptimizerSettings settings, double power, double minimum, long? ownLength) : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length)
    {
        double left = Math.Max(0, 1 - (position / (double)(ownLength ?? length)));
        return minimum + ((baseRate - minimum) * Math.Pow(left, power));
    }
}

internal sealed class CosineSchedule(OptimizerSettings settings, double minimum, long? ownLength) : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length) =>
        Anneal(baseRate, minimum, Math.Min(1, position / (double)(ownLength ?? length)));
}

internal sealed class CosineRestartsSchedule(OptimizerSettings settings, long first, int factor, double minimum) : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length)
    {
        long cycle = first;
        if (factor == 1)
        {
            position %= first;
        }

        while (position >= cycle)
        {
            position -= cycle;
            cycle *= factor;
        }

        return Anneal(baseRate, minimum, position / (double)cycle);
    }
}

internal sealed class OneCycleSchedule(
    OptimizerSettings settings, double maximum, double rise, double startDivisor, double endDivisor, long? ownLength) : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length)
    {
        // The peak and the end lie on positions of the training: the last is n − 1.
        long n = ownLength ?? length;
        double peak = (rise * n) - 1;
        double start = maximum / startDivisor;
        return position < peak
            ? Anneal(start, maximum, position / peak)
            : Anneal(maximum, start / endDivisor, n - 1 > peak ? Math.Min(1, (position - peak) / (n - 1 - peak)) : 0);
    }
}

internal sealed class LinearWarmUpSchedule(OptimizerSettings settings, long warmUp, Schedule then, double start) : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length) => Rate(baseRate, position, length, default);

    public override double Rate(double baseRate, long position, long length, PlateauState plateau)
    {
        long rest = Math.Max(1, length - warmUp);
        return position >= warmUp
            ? then.Rate(baseRate, position - warmUp, rest, plateau)
            : then.Rate(baseRate, 0, rest, plateau) * (start + ((1 - start) * position / warmUp));
    }

    public override PlateauState Observe(PlateauState plateau, double cost, long position) =>
        position > warmUp ? then.Observe(plateau, cost, position - warmUp) : plateau;
}

internal sealed class ReduceOnPlateauSchedule(OptimizerSettings settings, double factor, int patience, double threshold, int cooldown, double minimum)
    : KnownSchedule(settings)
{
    public override double Rate(double baseRate, long position, long length) => baseRate;

    public override double Rate(double baseRate, long position, long length, PlateauState plateau) =>
        plateau.Reductions == 0 ? baseRate : Math.Min(baseRate, Math.Max(minimum, baseRate * Math.Pow(factor, plateau.Reductions)));

    public override PlateauState Observe(PlateauState plateau, double cost, long position)
    {
        bool progress = plateau.BestCost is not { } best || cost < best * (1 - threshold);
        plateau = progress && !double.IsNaN(cost)
            ? plateau with { BestCost = cost, Waiting = 0 }
            : plateau with { Waiting = plateau.Waiting + 1 };
        if (plateau.Cooldown > 0)
        {
            plateau = plateau with { Cooldown = plateau.Cooldown - 1, Waiting = 0 };
        }

        return plateau.Waiting > patience
            ? plateau with { Waiting = 0, Cooldown = cooldown, Reductions = plateau.Reductions + 1 }
            : plateau;
    }
}
