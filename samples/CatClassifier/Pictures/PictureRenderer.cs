namespace DnnGen.Samples.Cats.Pictures;

/// <summary>
/// Draws the data that the sample trains on when no files are given: pictures of cats and of other things, as many as in
/// the method's data, 209 (72 cats) for training and 50 (33 cats) for testing, and the same on every machine.
/// </summary>
public static class PictureRenderer
{
    /// <summary>Numbers in one picture: 64 · 64 · 3.</summary>
    public const int Features = Canvas.Size * Canvas.Size * 3;

    /// <summary>The pictures to train on: 209, of which 72 are cats.</summary>
    public static PictureSet Training() => Draw(seed: 1, pictures: 209, cats: 72);

    /// <summary>The pictures to test with: 50 others, of which 33 are cats.</summary>
    public static PictureSet Test() => Draw(seed: 2, pictures: 50, cats: 33);

    private static PictureSet Draw(ulong seed, int pictures, int cats)
    {
        var isCat = new bool[pictures];
        isCat.AsSpan(0, cats).Fill(true);
        new PictureRandom(seed).Shuffle<bool>(isCat);

        // Every picture has its own seed, so they can be drawn at the same time and in any order.
        var pixels = new byte[pictures][];
        Parallel.For(0, pictures, picture =>
        {
            var random = new PictureRandom((seed << 32) + (ulong)picture);
            var canvas = new Canvas();
            Background.Draw(canvas, random);
            if (isCat[picture])
            {
                Cat.Draw(canvas, random);
            }
            else
            {
                Things.Draw(canvas, random);
            }

            pixels[picture] = new byte[Features];
            canvas.Develop(pixels[picture], random, noise: 6);
        });
        return new PictureSet([.. pixels.SelectMany(picture => picture)], isCat);
    }
}

/// <summary>Pictures and what they show.</summary>
/// <param name="Pixels">Red, green and blue from 0 to 255 of each pixel, row by row, one picture after another.</param>
/// <param name="IsCat">For each picture, whether it shows a cat.</param>
public sealed record PictureSet(byte[] Pixels, bool[] IsCat);
