using System.Globalization;
using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>How the numbers of one example are a picture.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels in one row.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="ChannelsFirst">
/// Whether one channel follows the other (channel, height, width), as convolutions take them; otherwise the numbers of a pixel
/// lie together (height, width, channel).
/// </param>
public sealed record ImageLayout(int Height, int Width, int Channels = 1, bool ChannelsFirst = false)
{
    /// <summary>The number that is black; 0 when not given.</summary>
    public double Black { get; init; }

    /// <summary>The number that is white, or the full colour; 1 when not given.</summary>
    public double White { get; init; } = 1;

    /// <summary>Numbers in one picture.</summary>
    public int Features => checked(Height * Width * Channels);

    /// <summary>The layout as it is written in messages.</summary>
    /// <returns>Text such as <c>64 × 64 × 3</c>, the same in every culture.</returns>
    public override string ToString() => ChannelsFirst
        ? string.Create(CultureInfo.InvariantCulture, $"{Channels} × {Height} × {Width}")
        : string.Create(CultureInfo.InvariantCulture, $"{Height} × {Width} × {Channels}");

    /// <summary>Checks that examples of so many features are pictures of this layout.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal void Check(string member, int features)
    {
        if (Height < 1 || Width < 1 || Channels is not (1 or 3))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{member}: a picture cannot be {this}; height and width must be 1 or more, and channels 1 (grey) or 3 (red, green, blue)."));
        }

        if ((long)Height * Width * Channels != features)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{member}: pictures of {this} have {(long)Height * Width * Channels} numbers and the examples have {features}; both must be the same."));
        }

        if (!(double.IsFinite(Black) && double.IsFinite(White) && Black != White))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{member}: black is {Black} and white is {White}; they must be two different finite numbers."));
        }
    }

    /// <summary>Checks that the examples of a network, or the first of its inputs where it has several, are pictures of this layout.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal void Check<TNetwork, T>(string member)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Check(member, NetworkLayers.Read(TNetwork.Summary).FirstInput is { } first
            ? first.Shape.Split(" × ").Aggregate(1, (product, size) => product * int.Parse(size, CultureInfo.InvariantCulture))
            : TNetwork.InputSize);

    /// <summary>The picture of one column, or of the first numbers of it.</summary>
    internal Pixels Picture<T>(Matrix<T> column)
        where T : unmanaged, IFloatingPointIeee754<T> => Draw((place, _) => (double.CreateTruncating(column[place, 0]) - Black) / (White - Black));

    /// <summary>Draws a picture of numbers from 0 to 1.</summary>
    /// <param name="value">Gives the number at a place of the example.</param>
    internal Pixels Draw(Func<int, int, double> value)
    {
        var pixels = new Pixels(Width, Height);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                byte red = Byte(y, x, 0);
                (byte green, byte blue) = Channels == 3 ? (Byte(y, x, 1), Byte(y, x, 2)) : (red, red);
                pixels.Set(x, y, red, green, blue);
            }
        }

        return pixels;

        byte Byte(int y, int x, int channel)
        {
            int place = ChannelsFirst ? (((channel * Height) + y) * Width) + x : (((y * Width) + x) * Channels) + channel;
            double number = value(place, channel);
            return double.IsNaN(number) ? (byte)0 : (byte)Math.Round(Math.Clamp(number, 0, 1) * 255);
        }
    }
}
