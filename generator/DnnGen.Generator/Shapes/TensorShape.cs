using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>What the numbers of one example are, in the order in which they lie in a column of a matrix.</summary>
internal enum TensorKind
{
    /// <summary>A vector of features.</summary>
    Vector,

    /// <summary>Channels × height × width.</summary>
    Image,

    /// <summary>Time steps × features.</summary>
    Sequence,

    /// <summary>A token at each time step, by its number.</summary>
    Tokens,
}

/// <summary>The shape of one example: its kind and its sizes.</summary>
internal sealed record TensorShape(TensorKind Kind, EquatableArray<int> Sizes)
{
    public static TensorShape Vector(int features) => new(TensorKind.Vector, new([features]));

    public static TensorShape Image(int channels, int height, int width) => new(TensorKind.Image, new([channels, height, width]));

    public static TensorShape Sequence(int time, int features) => new(TensorKind.Sequence, new([time, features]));

    public static TensorShape Tokens(int time, int vocabulary) => new(TensorKind.Tokens, new([time])) { Vocabulary = vocabulary };

    /// <summary>Of tokens, how many different ones there are.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Time steps of a sequence.</summary>
    public int Time => Sizes[0];

    /// <summary>The features of each time step of a sequence, or those of a vector.</summary>
    public int Features => Sizes[Sizes.Count - 1];

    public int Channels => Sizes[0];

    public int Height => Sizes[1];

    public int Width => Sizes[2];

    /// <summary>The numbers of one example. Sizes may be anything until they are checked: beyond a billion billions it stays there.</summary>
    public decimal Count => Sizes.Aggregate(1m, (product, size) => Math.Min(product * size, 1e18m));

    /// <summary>The numbers of one example, once they are known to fit.</summary>
    public int Size => (int)Count;

    /// <summary>1 × 28 × 28.</summary>
    public string Text => string.Join(" × ", Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>an image of 1 × 28 × 28; a sequence of 20 × 8 (time × features).</summary>
    public string Words => Kind switch
    {
        TensorKind.Image => $"an image of {Text}",
        TensorKind.Tokens => $"{Text} tokens of a vocabulary of {Vocabulary.ToString(CultureInfo.InvariantCulture)}",
        TensorKind.Sequence => $"a sequence of {Text} (time × features)",
        _ => $"a vector of {Text}",
    };

    public override string ToString() => Text;
}
