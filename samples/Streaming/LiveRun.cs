using System.Diagnostics;

namespace DnnGen.Samples.Streaming;

/// <summary>A sound gone through sample by sample, as a sound card would ask for it: how near, and how fast.</summary>
/// <param name="Error">The error-to-signal ratio Σ(y − ŷ)² / Σy², y being what the effect makes.</param>
/// <param name="Median">The middle one of the latencies of a sample, in microseconds.</param>
/// <param name="Percentile99">What 99 of 100 stay below.</param>
/// <param name="Worst">The longest.</param>
/// <param name="Seconds">All of them together, in seconds.</param>
/// <param name="Samples">The samples.</param>
internal sealed record LiveRun(double Error, double Median, double Percentile99, double Worst, double Seconds, int Samples)
{
    /// <summary>How many such sounds could be gone through at once, in the mean.</summary>
    public double TimesRealTime => Samples / (double)Sound.Rate / Seconds;

    /// <summary>Goes through a sound.</summary>
    /// <param name="sound">The sound, which no training has seen.</param>
    /// <param name="step">The network with its state: one sample in, one out.</param>
    public static LiveRun Through(ReadOnlySpan<float> sound, Func<float, float> step)
    {
        var effect = new Effect();
        double error = 0, signal = 0;
        double[] latencies = new double[sound.Length];
        for (int t = 0; t < sound.Length; t++)
        {
            long start = Stopwatch.GetTimestamp();
            float heard = step(sound[t]);
            latencies[t] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;

            double expected = effect.Next(sound[t]);
            error += (expected - heard) * (expected - heard);
            signal += expected * expected;
        }

        double total = latencies.Sum();
        Array.Sort(latencies);
        return new(error / signal, latencies[latencies.Length / 2], latencies[latencies.Length * 99 / 100], latencies[^1], total / 1e6, sound.Length);
    }
}
