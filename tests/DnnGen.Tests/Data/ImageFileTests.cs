using DnnGen.Data;

using SkiaSharp;

namespace DnnGen.Tests.Data;

public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_picture_of_the_wanted_size_keeps_its_pixels_in_height_width_channel_order()
    {
        using var picture = new SKBitmap(3, 2, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < 6; i++)
        {
            picture.SetPixel(i % 3, i / 3, new SKColor((byte)(40 * i), (byte)(40 * i + 1), (byte)(40 * i + 2)));
        }

        string path = Write(picture, SKEncodedImageFormat.Png);

        var x = ImageFile.Read<double>(path, height: 2, width: 3);

        Assert.Equal((18, 1), (x.Rows, x.Columns));
        for (int i = 0; i < 18; i++)
        {
            Assert.Equal(((40 * (i / 3)) + (i % 3)) / 255.0, x[i, 0]);
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_larger_picture_is_averaged_to_the_size(SKEncodedImageFormat format)
    {
        using var picture = new SKBitmap(400, 200, SKColorType.Rgba8888, SKAlphaType.Opaque);
        picture.Erase(new SKColor(200, 100, 50));
        picture.Erase(new SKColor(10, 20, 30), new SKRectI(200, 0, 400, 200));

        var x = ImageFile.Read<float>(Write(picture, format), 64, 64);

        Assert.Equal((12288, 1), (x.Rows, x.Columns));
        Assert.InRange(x[0, 0], 195 / 255f, 205 / 255f);
        Assert.InRange(x[1, 0], 95 / 255f, 105 / 255f);
        Assert.InRange(x[12287, 0], 25 / 255f, 35 / 255f);
    }

    [Fact]
    public void Transparent_parts_show_white()
    {
        using var picture = new SKBitmap(4, 4, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        picture.Erase(SKColors.Transparent);

        var x = ImageFile.Read<float>(Write(picture, SKEncodedImageFormat.Png), 4, 4);

        Assert.All(x.ToArray().Cast<float>(), value => Assert.Equal(1f, value));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 2)]
    public void A_picture_is_turned_upright_as_its_camera_noted(byte orientation, int redQuarter)
    {
        using var picture = new SKBitmap(64, 32, SKColorType.Rgba8888, SKAlphaType.Opaque);
        picture.Erase(SKColors.Blue);
        picture.Erase(SKColors.Red, new SKRectI(0, 0, 32, 16));
        string path = Write(picture, SKEncodedImageFormat.Jpeg);
        byte[] jpeg = File.ReadAllBytes(path);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        File.WriteAllBytes(path, [.. jpeg[..2], .. exif, .. jpeg[2..]]);

        var x = ImageFile.Read<float>(path, 16, 16);

        float[] reds = [Red(4, 4), Red(4, 12), Red(12, 4), Red(12, 12)];
        for (int quarter = 0; quarter < 4; quarter++)
        {
            Assert.Equal(quarter == redQuarter, reds[quarter] > 0.5f);
        }

        float Red(int row, int column) => x[((row * 16) + column) * 3, 0];
    }

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        string missing = folder.PathOf("missing.png");
        string text = folder.PathOf("text.png");
        File.WriteAllText(text, "no picture");
        string empty = folder.PathOf("empty.png");
        File.WriteAllText(empty, "");

        Assert.Equal($"{missing} does not exist; give the path of a picture (JPEG, PNG, WebP, GIF or BMP).", ErrorOf(missing));
        Assert.StartsWith($"{folder.PathOf("")} is a folder", ErrorOf(folder.PathOf("")), StringComparison.Ordinal);
        Assert.StartsWith($"{text} is not a picture that can be read", ErrorOf(text), StringComparison.Ordinal);
        Assert.StartsWith($"{empty} is not a picture that can be read", ErrorOf(empty), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void A_picture_that_was_cut_short_is_refused(SKEncodedImageFormat format)
    {
        using var picture = new SKBitmap(64, 64, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < 4096; i++)
        {
            picture.SetPixel(i % 64, i / 64, new SKColor((byte)(i * 31), (byte)(i * 17), (byte)(i * 7)));
        }

        string path = Write(picture, format);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        Assert.Equal($"{path}: the picture cannot be decoded (IncompleteInput); the file is damaged or was cut short, so fetch or write it again.", ErrorOf(path));
    }

    [Fact]
    public void Damaged_pictures_of_every_kind_give_a_sentence_or_pixels()
    {
        using var picture = new SKBitmap(6, 5, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < 30; i++)
        {
            picture.SetPixel(i % 6, i / 6, new SKColor((byte)(i * 31), (byte)(i * 17), (byte)(i * 7)));
        }

        var valid = new List<byte[]>();
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp])
        {
            valid.Add(File.ReadAllBytes(Write(picture, format)));
        }

        // A GIF and a bitmap of 2 × 2 pixels, byte by byte, since nothing here writes them.
        valid.Add([.. "GIF89a"u8, 2, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 0x44, 0x34, 0x05, 0, 0x3B]);
        valid.Add([.. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0]);
        string path = folder.PathOf("damaged");
        foreach (byte[] content in valid)
        {
            File.WriteAllBytes(path, content);
            Assert.Equal(48, ImageFile.Read<float>(path, 4, 4).Rows);
        }

        FileFuzz.Check(path, valid, [content => content], damaged => ImageFile.Read<float>(damaged, 4, 4));
    }

    private static string ErrorOf(string path) => Assert.Throws<DataFileException>(() => ImageFile.Read<float>(path, 64, 64)).Message;

    private string Write(SKBitmap picture, SKEncodedImageFormat format)
    {
        string path = folder.PathOf("picture");
        using var stream = File.Create(path);
        Assert.True(picture.Encode(stream, format, 95));
        return path;
    }
}
