namespace DnnGen.Samples.Cats.Pictures;

/// <summary>Red, green and blue, from 0 to 255.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour White = new(244, 242, 238);
    public static readonly Colour Black = new(24, 22, 26);

    /// <summary>The colour between this one (share 0) and the other (share 1).</summary>
    public Colour Toward(Colour other, double share) => new(
        Round(Red + ((other.Red - Red) * share)),
        Round(Green + ((other.Green - Green) * share)),
        Round(Blue + ((other.Blue - Blue) * share)));

    public Colour Lighter(double share) => Toward(White, share);

    public Colour Darker(double share) => Toward(Black, share);

    /// <summary>The colour with each channel moved by a few steps, as cameras and light do.</summary>
    public Colour Vary(PictureRandom random, int most)
    {
        return new(Move(Red), Move(Green), Move(Blue));

        byte Move(byte channel) => (byte)Math.Clamp(channel + random.Below((2 * most) + 1) - most, 0, 255);
    }

    private static byte Round(double value) => (byte)Math.Clamp((int)(value + 0.5), 0, 255);
}
