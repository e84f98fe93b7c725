using DnnGen.Reporting;

namespace DnnGen.Samples.Streaming;

/// <summary>Sounds like those of a plucked string, one note after another, and the examples made of them.</summary>
internal static class Sound
{
    /// <summary>Samples in one second.</summary>
    public const int Rate = 48_000;

    /// <summary>The samples of one example.</summary>
    public const int Time = 256;

    private const int NoteLength = Rate / 5, Harmonics = 8;

    /// <summary>Notes of many heights and strengths, five in a second, each dying away as the next one begins.</summary>
    public static float[] Play(int samples, SeededRandom random)
    {
        float[] sound = new float[samples];
        for (int start = 0; start < samples; start += NoteLength)
        {
            double pitch = 80 * Math.Pow(2, 3.5 * random.NextUniform()), strength = 0.1 + (0.5 * random.NextUniform()), decay = 4 + (20 * random.NextUniform());
            for (int harmonic = 1; harmonic <= Harmonics; harmonic++)
            {
                double amplitude = strength * random.NextUniform() / harmonic, step = 2 * Math.PI * pitch * harmonic / Rate;
                for (int t = start; t < Math.Min(samples, start + (2 * NoteLength)); t++)
                {
                    double time = (double)(t - start) / Rate;
                    sound[t] += (float)(amplitude * Math.Exp(-decay * harmonic * time / 2) * Math.Sin(step * (t - start)));
                }
            }
        }

        return sound;
    }

    /// <summary>
    /// Cuts a sound into stretches. Each goes through the effect on its own, beginning from rest as the network begins with an
    /// empty memory: nothing is asked that the network could not know.
    /// </summary>
    public static ExampleSet<float> Stretches(string name, ReadOnlySpan<float> sound)
    {
        int count = sound.Length / Time;
        Matrix<float> x = Matrix<float>.Zeros(Time, count), y = Matrix<float>.Zeros(Time, count);
        for (int j = 0; j < count; j++)
        {
            var effect = new Effect();
            for (int t = 0; t < Time; t++)
            {
                x[t, j] = sound[(j * Time) + t];
                y[t, j] = effect.Next(x[t, j]);
            }
        }

        return new(name, x, y);
    }
}
