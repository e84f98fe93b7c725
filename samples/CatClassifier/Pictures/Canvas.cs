namespace DnnGen.Samples.Cats.Pictures;

/// <summary>
/// A 64 × 64 picture that is painted shape over shape on a grid of 4 × 4 samples per pixel, which are averaged at the end.
/// </summary>
/// <remarks>
/// Only + − × ÷ and integers are used, which IEEE 754 rounds alike everywhere: the same seed gives the same bytes on
/// every machine. Sine and cosine, which do not, never appear; see <see cref="Pen"/>.
/// </remarks>
internal sealed class Canvas
{
    /// <summary>Pixels of one side.</summary>
    public const int Size = 64;

    private const int SamplesPerPixel = 4;
    private const int Side = Size * SamplesPerPixel;
    private const double Step = 1.0 / SamplesPerPixel;

    private readonly Colour[] samples = new Colour[Side * Side];

    /// <summary>A pen that draws in units of its own: its origin stands at pixel (x, y), one unit is <paramref name="size"/> pixels.</summary>
    /// <param name="x">Pixels from the left.</param>
    /// <param name="y">Pixels from the top.</param>
    /// <param name="size">Pixels of one unit.</param>
    /// <param name="tilt">The tangent of half the angle by which it is turned, clockwise.</param>
    public Pen PenAt(double x, double y, double size, double tilt = 0) => new(this, x, y, size, tilt);

    /// <summary>Gives every sample the colour that its place, from (0, 0) to (1, 1), has.</summary>
    public void Cover(Func<double, double, Colour> colourAt)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                samples[(row * Side) + column] = colourAt((column + 0.5) / Side, (row + 0.5) / Side);
            }
        }
    }

    /// <summary>Paints the samples of a box, in pixels, for which the shape is there.</summary>
    public void Fill<TShape>(in TShape shape, double left, double top, double right, double bottom, Paint paint)
        where TShape : struct, IShape
    {
        int firstRow = Sample(top), lastRow = Sample(bottom), firstColumn = Sample(left), lastColumn = Sample(right);
        double diagonal = 1 / (right - left + bottom - top);
        for (int row = firstRow; row <= lastRow; row++)
        {
            double y = (row + 0.5) * Step;
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                double x = (column + 0.5) * Step;
                if (shape.Contains(x, y))
                {
                    samples[(row * Side) + column] = paint.Upper == paint.Lower
                        ? paint.Upper
                        : paint.Upper.Toward(paint.Lower, (x - left + y - top) * diagonal);
                }
            }
        }
    }

    /// <summary>Averages the samples of each pixel and adds the noise of a camera.</summary>
    /// <param name="pixels">Receives red, green and blue of each pixel, row by row.</param>
    /// <param name="random">The source of the noise.</param>
    /// <param name="noise">The largest change of a channel by noise.</param>
    public void Develop(Span<byte> pixels, PictureRandom random, int noise)
    {
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                int red = 0, green = 0, blue = 0;
                for (int row = y * SamplesPerPixel; row < (y + 1) * SamplesPerPixel; row++)
                {
                    foreach (var sample in samples.AsSpan((row * Side) + (x * SamplesPerPixel), SamplesPerPixel))
                    {
                        red += sample.Red;
                        green += sample.Green;
                        blue += sample.Blue;
                    }
                }

                const int count = SamplesPerPixel * SamplesPerPixel;
                var colour = new Colour((byte)(red / count), (byte)(green / count), (byte)(blue / count)).Vary(random, noise);
                int pixel = ((y * Size) + x) * 3;
                (pixels[pixel], pixels[pixel + 1], pixels[pixel + 2]) = (colour.Red, colour.Green, colour.Blue);
            }
        }
    }

    private static int Sample(double pixel) => (int)Math.Clamp(pixel * SamplesPerPixel, 0, Side - 1);
}

/// <summary>A shape in pixels.</summary>
internal interface IShape
{
    bool Contains(double x, double y);
}
