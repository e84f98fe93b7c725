namespace DnnGen.Samples.Streaming;

/// <summary>
/// The effect that the networks imitate: a soft, lopsided distortion, tanh(4·x + 0.3) − tanh(0.3), through a second-order low-pass
/// filter at 2.5 kHz. It knows two samples of what came out, so that no network can do it sample by sample without a memory.
/// </summary>
internal sealed class Effect
{
    private const double Cutoff = 2500, Drive = 4, Lopsidedness = 0.3;

    // A Butterworth filter by the bilinear transformation (R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients).
    private static readonly double Angle = 2 * Math.PI * Cutoff / Sound.Rate;
    private static readonly double Alpha = Math.Sin(Angle) / Math.Sqrt(2);
    private static readonly double B0 = (1 - Math.Cos(Angle)) / 2 / (1 + Alpha);
    private static readonly double A1 = -2 * Math.Cos(Angle) / (1 + Alpha);
    private static readonly double A2 = (1 - Alpha) / (1 + Alpha);

    private double first, second;

    /// <summary>What comes out for one sample, and the samples before it.</summary>
    public float Next(float sample)
    {
        double distorted = Math.Tanh((Drive * sample) + Lopsidedness) - Math.Tanh(Lopsidedness);
        double filtered = (B0 * distorted) + first;
        first = (2 * B0 * distorted) - (A1 * filtered) + second;
        second = (B0 * distorted) - (A2 * filtered);
        return (float)filtered;
    }
}
