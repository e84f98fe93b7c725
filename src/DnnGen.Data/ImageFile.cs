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
    /// The most pixels that one byte can stand for in any format but WebP, which knows no bound: 8 of 1 bit each in a PNG, which
    /// deflate shrinks to 1/1032 at best.
    /// </summary>
    private const long MostPixelsInAByte = 8 * 1032;

    /// <summary>Bytes of the largest file that is decoded.</summary>
    private const long MostBytes = 1 << 30;

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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return Read<T>(path, new ImageShape(height, width, 3), ImageOrder.HeightWidthChannel);
    }

    /// <summary>
    /// Reads a picture, turned upright as its camera noted, stretched to a size (the proportions are not kept) and laid
    /// over white where it is transparent.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The picture.</param>
    /// <param name="shape">The size of the result, with 3 channels for red, green and blue, or with 1 for grey: 0.299·R + 0.587·G + 0.114·B (ITU-R BT.601).</param>
    /// <param name="order">In which order the numbers stand.</param>
    /// <returns>A (height·width·channels × 1) matrix of numbers from 0 to 1: those of the pixels divided by 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there are neither 1 nor 3 channels.</exception>
    /// <exception cref="DataFileException">The file is missing, is no picture of a known kind, or is damaged.</exception>
    public static Matrix<T> Read<T>(string path, ImageShape shape, ImageOrder order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        shape.Check("ImageFile.Read");
        var pixels = new T[shape.Features];
        ReadInto<T>(path, shape, order, pixels);
        return Matrix<T>.FromExamples(pixels, shape.Features, 1);
    }

    /// <summary>Reads a picture as <see cref="Read{T}(string, ImageShape, ImageOrder)"/> does, into memory that is there.</summary>
    internal static void ReadInto<T>(string path, ImageShape shape, ImageOrder order, Span<T> pixels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.RequireFile(path, "a picture (JPEG, PNG, WebP, GIF or BMP)");
        var (height, width, channels) = shape;
        using var content = SKData.CreateCopy(Content(path));
        using var codec = SKCodec.Create(content)
            ?? throw new DataFileException($"{path} is not a picture that can be read; give a JPEG, PNG, WebP, GIF or BMP file.");
        var origin = codec.EncodedOrigin;
        bool onItsSide = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        using var picture = DecodeOverWhite(path, codec, content.Size, onItsSide ? height : width, onItsSide ? width : height);

        T[] values = PixelValues.Table<T>();
        var bytes = picture.GetPixelSpan();
        int planeStride = order == ImageOrder.ChannelHeightWidth ? height * width : 1;
        int pixelStride = order == ImageOrder.ChannelHeightWidth ? 1 : channels;
        for (int y = 0, pixel = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, pixel++)
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
                var rgba = bytes.Slice((top * picture.RowBytes) + (4 * left), 4);
                int place = pixel * pixelStride;
                if (channels == 1)
                {
                    pixels[place] = T.CreateTruncating(((0.299 * rgba[0]) + (0.587 * rgba[1]) + (0.114 * rgba[2])) / 255);
                    continue;
                }

                pixels[place] = values[rgba[0]];
                pixels[place + planeStride] = values[rgba[1]];
                pixels[place + (2 * planeStride)] = values[rgba[2]];
            }
        }
    }

    /// <summary>Decodes a picture to see whether that can be done.</summary>
    /// <exception cref="DataFileException">It cannot.</exception>
    internal static void Check(string path)
    {
        Span<float> pixel = stackalloc float[1];
        ReadInto(path, new ImageShape(1, 1, 1), ImageOrder.HeightWidthChannel, pixel);
    }

    /// <summary>
    /// The whole file. The decoder must not read it through a .NET stream: a file that says where its pixels begin could have
    /// it ask for gigabytes there, in a call that no exception can leave.
    /// </summary>
    private static byte[] Content(string path)
    {
        try
        {
            if (new FileInfo(path).Length is > MostBytes and var length)
            {
                throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture, $"{path} is {length} bytes long; at most {MostBytes} bytes are read as a picture, so make it smaller first."));
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not DataFileException))
        {
            throw FileChecks.Unreadable(path, failure);
        }
    }

    private static SKBitmap DecodeOverWhite(string path, SKCodec codec, long fileLength, int width, int height)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        if ((long)info.Width * info.Height > MostPixels)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: the picture claims {info.Width} × {info.Height} pixels; at most {MostPixels} pixels are read, so make it smaller first."));
        }

        if (codec.EncodedFormat != SKEncodedImageFormat.Webp && (long)info.Width * info.Height > fileLength * MostPixelsInAByte)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: the picture claims {info.Width} × {info.Height} pixels, more than this file of {fileLength} bytes can hold; the file is damaged or was cut short, so fetch or write it again."));
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
