using System.Globalization;
using System.Numerics;

using SkiaSharp;

namespace DnnGen.Data;

/// <summary>Reads pictures (JPEG, PNG, WebP, GIF, BMP) as examples for a network.</summary>
public static class ImageFile
{
    /// <summary>Pixels of the largest picture that is decoded: beyond it a small file could ask for gigabytes.</summary>
    private const long MostPixels = 200_000_000;

    /// <summary>
    /// Reads a picture, turned upright as its camera noted, stretched to a size (the proportions are not kept) and laid
    /// over white where it is transparent.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The picture.</param>
    /// <param name="height">Rows of pixels of the result.</param>
    /// <param name="width">Pixels in one row of the result.</param>
    /// <returns>
    /// A (height·width·3 × 1) matrix: red, green and blue of each pixel divided by 255, in the order height, width, channel.
    /// </returns>
    /// <exception cref="DataFileException">The file is missing, is no picture of a known kind, or is damaged.</exception>
    public static Matrix<T> Read<T>(string path, int height, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        FileChecks.RequireFile(path, "a picture (JPEG, PNG, WebP, GIF or BMP)");

        using var stream = Open(path);
        using var codec = SKCodec.Create(stream, out var result)
            ?? throw new DataFileException($"{path} is not a picture that can be read ({result}); give a JPEG, PNG, WebP, GIF or BMP file.");
        var origin = codec.EncodedOrigin;
        bool onItsSide = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        using var picture = DecodeOverWhite(path, codec, onItsSide ? height : width, onItsSide ? width : height);

        T[] values = PixelValues.Table<T>();
        var column = Matrix<T>.Zeros(checked(height * width * 3), 1);
        for (int y = 0, row = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                // Where the upright pixel (x, y) lies in the picture as it is stored, for each of the eight ways a camera is held.
                var (left, top) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (y, width - 1 - x),
                    SKEncodedOrigin.RightBottom => (height - 1 - y, width - 1 - x),
                    SKEncodedOrigin.LeftBottom => (height - 1 - y, x),
                    _ => (x, y),
                };
                var pixel = picture.GetPixel(left, top);
                column[row++, 0] = values[pixel.Red];
                column[row++, 0] = values[pixel.Green];
                column[row++, 0] = values[pixel.Blue];
            }
        }

        return column;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileChecks.Unreadable(path, failure);
        }
    }

    private static SKBitmap DecodeOverWhite(string path, SKCodec codec, int width, int height)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        if ((long)info.Width * info.Height > MostPixels)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: the picture claims {info.Width} × {info.Height} pixels; at most {MostPixels} pixels are read, so make it smaller first."));
        }

        using var stored = new SKBitmap();
        if (!stored.TryAllocPixels(info))
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: there is not enough memory for {info.Width} × {info.Height} pixels; make the picture smaller first."));
        }

        var result = codec.GetPixels(info, stored.GetPixels());
        if (result != SKCodecResult.Success)
        {
            throw new DataFileException($"{path}: the picture cannot be decoded ({result}); the file is damaged or was cut short, so fetch or write it again.");
        }

        var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, info.ColorSpace));
        using var canvas = new SKCanvas(picture);
        using var image = SKImage.FromBitmap(stored);
        canvas.Clear(SKColors.White);

        // Reduced copies of the picture (mipmaps) average all of its pixels; without them a large photo would be sampled
        // at a few points. A picture of the wanted size keeps its pixels exactly.
        var sampling = (width, height) == (info.Width, info.Height)
            ? new SKSamplingOptions(SKFilterMode.Nearest)
            : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), sampling);
        return picture;
    }
}
