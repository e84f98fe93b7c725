using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>The examples that a training is judged by after every epoch and that it never learns from.</summary>
public abstract class Validation
{
    private protected Validation()
    {
    }

    /// <summary>Examples of one's own.</summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <returns>The validation, for <see cref="TrainingOptions.Validation"/>.</returns>
    public static Validation Set<T>([Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => new ValidationSet<T>(x, y);

    /// <summary>
    /// A share of the examples that <c>Fit</c> is given, drawn at random; it trains with the others. Both parts are copied once
    /// and keep the order of the examples; each holds at least one.
    /// </summary>
    /// <param name="fraction">The share, above 0 and below 1.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <returns>The validation, for <see cref="TrainingOptions.Validation"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and below 1.</exception>
    public static Validation Split(double fraction, ulong seed = 1) => fraction is > 0 and < 1
        ? new ValidationSplit(fraction, seed)
        : throw new ArgumentOutOfRangeException(
            null, string.Create(CultureInfo.InvariantCulture, $"Validation.Split: fraction is {fraction}; it must be above 0 and below 1."));
}

/// <summary>Examples of the user's.</summary>
internal sealed class ValidationSet<T>(Matrix<T> x, Matrix<T> y) : Validation
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public Matrix<T> X => x;

    public Matrix<T> Y => y;

    public override string ToString() => $"of {ShapeSentences.Count(x.Columns, "example")}";
}

/// <summary>A share of the examples.</summary>
internal sealed class ValidationSplit(double fraction, ulong seed) : Validation
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"of the share {fraction} by seed {seed}");

    /// <summary>The examples to train with and those to validate with, each in ascending order.</summary>
    public (int[] Training, int[] Validation) Of(int examples)
    {
        int[] order = new int[examples];
        new SeededRandom(seed).NextPermutation(order);
        int count = (int)Math.Clamp(Math.Round(fraction * examples), 1, examples - 1);
        return ([.. order[count..].Order()], [.. order[..count].Order()]);
    }
}
