using System.Runtime.InteropServices;

using SkiaSharp;

namespace DnnGen.Reporting;

/// <summary>A picture of red, green and blue bytes.</summary>
internal sealed class Pixels
{
    private readonly byte[] bytes;

    public Pixels(int width, int height)
    {
        Width = width;
        Height = height;
        bytes = new byte[width * height * 4];
        for (int alpha = 3; alpha < bytes.Length; alpha += 4)
        {
            bytes[alpha] = 255;
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Sets a pixel.</summary>
    public void Set(int x, int y, byte red, byte green, byte blue)
    {
        int place = ((y * Width) + x) * 4;
        (bytes[place], bytes[place + 1], bytes[place + 2]) = (red, green, blue);
    }

    /// <summary>The picture as PNG.</summary>
    public byte[] ToPng()
    {
        using var image = ToImage(enlarged: false);
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The picture for drawing; enlarged by a whole factor, so that single pixels of small pictures stay sharp.</summary>
    public SKImage ToImage(bool enlarged)
    {
        int factor = enlarged ? Math.Max(1, 256 / Math.Max(Width, Height)) : 1;
        byte[] target = bytes;
        if (factor > 1)
        {
            ReadOnlySpan<int> source = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
            target = new byte[bytes.Length * factor * factor];
            var large = MemoryMarshal.Cast<byte, int>(target.AsSpan());
            for (int y = 0; y < Height * factor; y++)
            {
                for (int x = 0; x < Width * factor; x++)
                {
                    large[(y * Width * factor) + x] = source[(y / factor * Width) + (x / factor)];
                }
            }
        }

        return SKImage.FromPixelCopy(new SKImageInfo(Width * factor, Height * factor, SKColorType.Rgba8888, SKAlphaType.Opaque), target);
    }
}
