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

    /// <summary>The shape as it is written in messages.</summary>
    /// <returns>Text such as <c>64 × 64 × 3</c>, the same in every culture.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height} × {Width} × {Channels}");
}
