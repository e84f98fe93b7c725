namespace DnnGen;

/// <summary>The input of a network that is declared layer by layer: the first attribute after <c>[Network]</c>.</summary>
/// <remarks>
/// A network may have several: each has a <see cref="Name"/>, by which the generated methods take it, and the layers after it go
/// on from it until a <c>[From]</c>, a <c>[Concat]</c> or another <c>[Input]</c>. Where all of them are one matrix, as in a
/// <see cref="IBatchSource{T}"/>, they lie one below the other in the order of their declarations.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>
    /// A sequence, with <see cref="Time"/> and <see cref="Features"/>: <c>[Input(Time = 20, Features = 8)]</c>. Each column of X
    /// holds one: the features of the first time step, then those of the second, and so on.
    /// </summary>
    public InputAttribute()
    {
    }

    /// <summary>A vector of features.</summary>
    /// <param name="features">Numbers in one example: the rows of X.</param>
    public InputAttribute(int features)
    {
        Features = features;
    }

    /// <summary>An image. Each column of X holds one: channel after channel, each row by row.</summary>
    /// <param name="channels">Channels, for example 3 for colours and 1 for grey.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    public InputAttribute(int channels, int height, int width)
    {
        (Channels, Height, Width) = (channels, height, width);
        Features = unchecked(channels * height * width);
    }

    /// <summary>Numbers in one example, the rows of X; of a sequence, the numbers in each time step.</summary>
    public int Features { get; set; }

    /// <summary>Time steps of a sequence; 0 for a vector or an image.</summary>
    public int Time { get; set; }

    /// <summary>Channels of an image; 0 for a vector or a sequence.</summary>
    public int Channels { get; }

    /// <summary>Rows of pixels of an image; 0 for a vector or a sequence.</summary>
    public int Height { get; }

    /// <summary>Columns of pixels of an image; 0 for a vector or a sequence.</summary>
    public int Width { get; }

    /// <summary>
    /// A name for what comes in, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.
    /// Where there are several inputs, it is also the parameter of the generated methods.
    /// </summary>
    public string? Name { get; set; }
}
