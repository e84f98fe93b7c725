using System.Globalization;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>
/// Changes images a little, each time anew, so that a network learns from more of them than there are: cut, turned, shifted,
/// mirrored, with noise. What is not given changes nothing.
/// </summary>
/// <remarks>
/// What happens to an image follows from seed, epoch and place alone, and is the same on every machine and for any number of
/// threads; a training that goes on from a checkpoint sees the same images. The steps are taken in the order of their names
/// here and the pixels are read once, between four neighbours; beyond the border stands the pixel at the border. Whole
/// shifts and mirrors alone keep every number as it is.
/// </remarks>
public sealed record ImageAugmentation
{
    /// <summary>The largest share of height and width that is cut away, from 0 to below 1; what stays is stretched to the whole, its place is drawn.</summary>
    public double Crop { get; init; }

    /// <summary>The largest turn around the centre in degrees, from 0 to 180, to either side.</summary>
    public double Rotation { get; init; }

    /// <summary>The largest shift as a share of height and of width, from 0 to below 1, to any side and by whole pixels.</summary>
    public double Shift { get; init; }

    /// <summary>How probable it is that left and right change places, from 0 to 1.</summary>
    public double HorizontalFlip { get; init; }

    /// <summary>How probable it is that top and bottom change places, from 0 to 1.</summary>
    public double VerticalFlip { get; init; }

    /// <summary>The standard deviation of the normal noise that is added to every number, 0 or more. Nothing is cut off at 0 or 1.</summary>
    public double Noise { get; init; }

    /// <summary>Changes the images of a source.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="source">The source, for example that of an <see cref="ImageFolder"/> or a <see cref="MatrixSource{T}"/>; weights of its examples are kept.</param>
    /// <param name="shape">The shape of its images.</param>
    /// <param name="seed">The seed of the changes.</param>
    /// <param name="order">In which order the numbers of its images stand.</param>
    /// <returns>The source of changed images, for <c>Fit</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting or a size has no meaning.</exception>
    public IBatchSource<T> Of<T>(IBatchSource<T> source, ImageShape shape, ulong seed = 1, ImageOrder order = ImageOrder.HeightWidthChannel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        Check();
        CheckShape(shape);
        return source is IWeightedBatchSource<T> weighted
            ? new WeightedAugmentedSource<T>(weighted, this, shape, seed, order)
            : new AugmentedSource<T>(source, this, shape, seed, order);
    }

    /// <summary>Changes one image as it is changed at a place of an epoch.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="image">The image, (height·width·channels × 1); unchanged.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="seed">The seed of the changes.</param>
    /// <param name="epoch">The epoch, counted from 0.</param>
    /// <param name="place">The place in the epoch, counted from 0.</param>
    /// <param name="order">In which order the numbers of the image stand.</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting or a size has no meaning.</exception>
    /// <exception cref="ShapeMismatchException">The image has another number of rows, or there is not one column.</exception>
    public Matrix<T> Apply<T>(Matrix<T> image, ImageShape shape, ulong seed, int epoch = 0, long place = 0, ImageOrder order = ImageOrder.HeightWidthChannel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check();
        CheckShape(shape);
        if (image.Rows != shape.Features || image.Columns != 1)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture, $"ImageAugmentation: the image is ({image.Rows} × {image.Columns}); one of {shape} is ({shape.Features} × 1)."));
        }

        var changed = Matrix<T>.Zeros(image.Rows, 1);
        changed.CopyFrom(image);
        Apply(changed, shape, order, EpochSeed.Of(seed, epoch, place));
        return changed;
    }

    /// <summary>Changes one image in place; everything has been checked.</summary>
    internal void Apply<T>(Matrix<T> image, ImageShape shape, ImageOrder order, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // All is drawn, whatever is asked for: one setting does not change what another draws.
        var random = new SeededRandom(seed);
        var (height, width, channels) = shape;
        bool mirrored = random.NextUniform() < HorizontalFlip, upsideDown = random.NextUniform() < VerticalFlip;
        double right = Math.Round(Either() * Shift * width), down = Math.Round(Either() * Shift * height);
        var (sine, cosine) = SineAndCosine(Either() * Rotation * Math.PI / 180);
        double kept = 1 - (random.NextUniform() * Crop);
        double left = random.NextUniform() * (1 - kept) * width, top = random.NextUniform() * (1 - kept) * height;

        if (mirrored || upsideDown || right != 0 || down != 0 || sine != 0 || kept != 1)
        {
            double[] before = new double[image.Rows];
            for (int i = 0; i < before.Length; i++)
            {
                before[i] = double.CreateTruncating(image[i, 0]);
            }

            int channelStride = order == ImageOrder.ChannelHeightWidth ? height * width : 1;
            int pixelStride = order == ImageOrder.ChannelHeightWidth ? 1 : channels;
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    // Back from the place of a pixel to where it comes from, through the last step first.
                    double u = (mirrored ? width - 1 - column : column) - right, v = (upsideDown ? height - 1 - row : row) - down;
                    if (sine != 0)
                    {
                        double x = u - ((width - 1) / 2.0), y = v - ((height - 1) / 2.0);
                        (u, v) = ((cosine * x) + (sine * y) + ((width - 1) / 2.0), (cosine * y) - (sine * x) + ((height - 1) / 2.0));
                    }

                    if (kept != 1)
                    {
                        (u, v) = (left + ((u + 0.5) * kept) - 0.5, top + ((v + 0.5) * kept) - 0.5);
                    }

                    u = Math.Clamp(u, 0, width - 1);
                    v = Math.Clamp(v, 0, height - 1);
                    int u0 = (int)u, v0 = (int)v, u1 = Math.Min(u0 + 1, width - 1), v1 = Math.Min(v0 + 1, height - 1);
                    double toRight = u - u0, toBottom = v - v0;
                    for (int channel = 0; channel < channels; channel++)
                    {
                        double upper = Between(At(v0, u0), At(v0, u1), toRight), lower = Between(At(v1, u0), At(v1, u1), toRight);
                        image[(((row * width) + column) * pixelStride) + (channel * channelStride), 0] = T.CreateTruncating(Between(upper, lower, toBottom));

                        double At(int y, int x) => before[(((y * width) + x) * pixelStride) + (channel * channelStride)];
                    }
                }
            }
        }

        for (int i = 0; Noise > 0 && i < image.Rows; i++)
        {
            image[i, 0] = T.CreateTruncating(double.CreateTruncating(image[i, 0]) + (Noise * random.NextNormal()));
        }

        double Either() => (2 * random.NextUniform()) - 1;

        // Not by a sum of products, in which 0·∞ would spoil the number that is meant.
        static double Between(double first, double second, double share) => share == 0 ? first : first + ((second - first) * share);
    }

    /// <summary>Sine and cosine by their series: the mathematical libraries of operating systems differ in the last bits.</summary>
    private static (double Sine, double Cosine) SineAndCosine(double angle)
    {
        double sine = 0, cosine = 0, term = 1;
        for (int n = 1; n <= 40; n++)
        {
            // The terms of eⁱᵃ, in turn: 1, a, −a²/2, −a³/6, …
            if (n % 2 == 1)
            {
                cosine += n % 4 == 1 ? term : -term;
            }
            else
            {
                sine += n % 4 == 2 ? term : -term;
            }

            term *= angle / n;
        }

        return (sine, cosine);
    }

    private void Check()
    {
        Require(Crop is >= 0 and < 1, nameof(Crop), Crop, "0 or more and below 1");
        Require(Rotation is >= 0 and <= 180, nameof(Rotation), Rotation, "from 0 to 180 degrees");
        Require(Shift is >= 0 and < 1, nameof(Shift), Shift, "0 or more and below 1");
        Require(HorizontalFlip is >= 0 and <= 1, nameof(HorizontalFlip), HorizontalFlip, "a probability, from 0 to 1");
        Require(VerticalFlip is >= 0 and <= 1, nameof(VerticalFlip), VerticalFlip, "a probability, from 0 to 1");
        Require(Noise >= 0 && double.IsFinite(Noise), nameof(Noise), Noise, "a finite number, 0 or more");

        static void Require(bool condition, string name, double value, string meaning)
        {
            if (!condition)
            {
                throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"ImageAugmentation: {name} is {value}; it must be {meaning}."));
            }
        }
    }

    private static void CheckShape(ImageShape shape)
    {
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1 || (Int128)shape.Height * shape.Width * shape.Channels > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(
                CultureInfo.InvariantCulture, $"ImageAugmentation: the shape is {shape}; all sizes must be 1 or more, and all together at most {Array.MaxLength} numbers."));
        }
    }
}

/// <summary>A source whose images are changed after they were read.</summary>
internal class AugmentedSource<T>(IBatchSource<T> source, ImageAugmentation augmentation, ImageShape shape, ulong seed, ImageOrder order) : IBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public long Examples => source.Examples;

    public void Read(int epoch, long start, Matrix<T> x, Matrix<T> y, CancellationToken cancellationToken)
    {
        if (x.Rows != shape.Features)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture, $"the images to augment are {shape}, {shape.Features} numbers; the network takes {x.Rows} features"));
        }

        source.Read(epoch, start, x, y, cancellationToken);
        Parallel.For(
            0,
            x.Columns,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism.MaxThreads, CancellationToken = cancellationToken },
            j => augmentation.Apply(x.Column(j), shape, order, EpochSeed.Of(seed, epoch, start + j)));
    }
}

/// <summary>The same for a source whose examples have weights.</summary>
internal sealed class WeightedAugmentedSource<T>(IWeightedBatchSource<T> source, ImageAugmentation augmentation, ImageShape shape, ulong seed, ImageOrder order)
    : AugmentedSource<T>(source, augmentation, shape, seed, order), IWeightedBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public void ReadWeights(int epoch, long start, Matrix<T> weights, CancellationToken cancellationToken) => source.ReadWeights(epoch, start, weights, cancellationToken);
}
