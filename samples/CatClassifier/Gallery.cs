using System.Globalization;
using System.Numerics;
using System.Text;

namespace DnnGen.Samples.Cats;

/// <summary>Pictures side by side in the terminal, each with what the network says about it.</summary>
internal static class Gallery
{
    /// <summary>Pixels of one side in the terminal: three pictures fit beside each other in 80 characters.</summary>
    private const int Side = 24;

    /// <summary>As many of the examples as fit in one row.</summary>
    /// <param name="x">Pictures, one per column.</param>
    /// <param name="probabilities">For each, the probability of a cat.</param>
    /// <param name="examples">The columns to show.</param>
    /// <param name="width">Characters in one line.</param>
    public static string Draw<T>(Matrix<T> x, Matrix<T> probabilities, int[] examples, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        examples = examples[..Math.Clamp((width + 2) / (Side + 2), 1, examples.Length)];
        var text = new StringBuilder();
        for (int row = 0; row < Side; row += 2)
        {
            foreach (int example in examples)
            {
                for (int column = 0; column < Side; column++)
                {
                    Terminal.AppendHalfBlock(text, Pixel(x, example, row, column), Pixel(x, example, row + 1, column));
                }

                Terminal.AppendReset(text);
                text.Append("  ");
            }

            text.AppendLine();
        }

        foreach (int example in examples)
        {
            double percent = 100 * double.CreateChecked(probabilities[0, example]);
            string verdict = string.Create(CultureInfo.InvariantCulture, $"{(percent > 50 ? "cat" : "not a cat")} ({percent:F1} %)");
            text.Append(verdict.PadRight(Side + 2));
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>The mean of the pixels that one pixel in the terminal stands for.</summary>
    private static (byte Red, byte Green, byte Blue) Pixel<T>(Matrix<T> x, int example, int row, int column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int height = CatData<T>.Shape.Height, width = CatData<T>.Shape.Width;
        Span<double> sums = stackalloc double[3];
        int count = 0;
        for (int y = row * height / Side; y < (row + 1) * height / Side; y++)
        {
            for (int x0 = column * width / Side; x0 < (column + 1) * width / Side; x0++, count++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    sums[channel] += double.CreateChecked(x[(((y * width) + x0) * 3) + channel, example]);
                }
            }
        }

        return (Byte(sums[0]), Byte(sums[1]), Byte(sums[2]));

        byte Byte(double sum) => (byte)Math.Round(sum / count * 255);
    }
}
