using DnnGen.Reporting;

namespace DnnGen.Samples.Characters;

/// <summary>A text as examples: stretches of 64 characters, and for each the same stretch one character later.</summary>
/// <param name="Training">The stretches to learn from.</param>
/// <param name="Test">Those of the last tenth of the text, which the training does not see.</param>
/// <param name="Source">Where the text comes from.</param>
internal sealed record TextData(ExampleSet<float> Training, ExampleSet<float> Test, string Source)
{
    /// <summary>The characters of one example.</summary>
    public const int Time = 64;

    /// <summary>Enough for some stretches in each of the two parts.</summary>
    private const int FewestCharacters = 2000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or holds too little text.</exception>
    public static TextData Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder; give --data a text file.");
        }

        if (!File.Exists(path))
        {
            throw new IOException($"{path} does not exist; give --data a text file.");
        }

        return Of(File.ReadAllText(path), path);
    }

    /// <summary>Fables that are written for the purpose.</summary>
    public static TextData Write(uint seed) => Of(new FableWriter(new SeededRandom(seed)).Write(120_000), "fables that the sample writes itself");

    private static TextData Of(string text, string source)
    {
        byte[] tokens = Alphabet.Encode(text, out int unknown);
        if (tokens.Length < FewestCharacters)
        {
            throw new IOException(FormattableString.Invariant($"{source} holds {tokens.Length} characters; there must be {FewestCharacters} or more to learn from."));
        }

        int end = tokens.Length / 10 * 9;
        string ofUnknown = unknown == 0 ? "" : FormattableString.Invariant($", {unknown} of them not known and read as '?'");
        return new(
            Stretches("training", tokens.AsSpan(0, end), Time / 2), Stretches("test", tokens.AsSpan(end), Time), FormattableString.Invariant($"{source}, {tokens.Length} characters{ofUnknown}"));
    }

    private static ExampleSet<float> Stretches(string name, ReadOnlySpan<byte> tokens, int distance)
    {
        int count = ((tokens.Length - Time - 1) / distance) + 1;
        Matrix<float> x = Matrix<float>.Zeros(Time, count), y = Matrix<float>.Zeros(Time, count);
        for (int j = 0; j < count; j++)
        {
            for (int t = 0; t < Time; t++)
            {
                x[t, j] = tokens[(j * distance) + t];
                y[t, j] = tokens[(j * distance) + t + 1];
            }
        }

        return new(name, x, y);
    }
}
