using System.Globalization;

namespace DnnGen.Data;

/// <summary>The size of an image; as an example it is one column, in the order height, width, channel.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels in one row.</param>
/// <param name="Channels">Numbers of one pixel: 3 for red, green and blue.</param>
public readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>Numbers in one image: <see cref="Height"/> · <see cref="Width"/> · <see cref="Channels"/>.</summary>
    public int Features => checked(Height * Width * Channels);

    /// <summary>Checks that pictures can have this shape.</summary>
    internal void Check(string member)
    {
        if (Height < 1 || Width < 1 || Channels is not (1 or 3) || (long)Height * Width > Array.MaxLength / Channels)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(
                CultureInfo.InvariantCulture,
                $"{member}: the shape is {this}; height and width must be 1 or more, with 1 channel (grey) or 3 (red, green and blue), and all at most {Array.MaxLength} numbers."));
        }
    }

    /// <summary>The shape as it is written in messages.</summary>
    /// <returns>Text such as <c>64 × 64 × 3</c>, the same in every culture.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height} × {Width} × {Channels}");
}
