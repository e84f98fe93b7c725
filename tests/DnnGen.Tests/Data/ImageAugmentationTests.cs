using DnnGen.Data;

namespace DnnGen.Tests.Data;

public sealed class ImageAugmentationTests
{
    private static readonly ImageShape Shape = new(5, 7, 2);

    public static TheoryData<string> Changes() => [.. All.Keys];

    private static Dictionary<string, ImageAugmentation> All { get; } = new()
    {
        ["nothing"] = new(),
        ["crop"] = new() { Crop = 0.6 },
        ["rotation"] = new() { Rotation = 45 },
        ["shift"] = new() { Shift = 0.4 },
        ["horizontal flip"] = new() { HorizontalFlip = 0.5 },
        ["vertical flip"] = new() { VerticalFlip = 0.5 },
        ["noise"] = new() { Noise = 0.1 },
        ["everything"] = new() { Crop = 0.3, Rotation = 30, Shift = 0.2, HorizontalFlip = 0.5, VerticalFlip = 0.5, Noise = 0.1 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_happens_follows_from_seed_epoch_and_place(string change)
    {
        var image = Image();
        double[,] before = image.ToArray();
        var augmentation = All[change];

        var seen = new List<double[,]>();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            for (long place = 0; place < 5; place++)
            {
                seen.Add(augmentation.Apply(image, Shape, seed: 3, epoch, place).ToArray());
                Assert.Equal(seen[^1], augmentation.Apply(image, Shape, seed: 3, epoch, place).ToArray());
            }
        }

        Assert.Equal(before, image.ToArray());
        int different = seen.Select(numbers => string.Join(' ', numbers.Cast<double>())).Distinct().Count();
        Assert.InRange(different, change == "nothing" ? 1 : 2, change == "nothing" ? 1 : change.EndsWith("flip", StringComparison.Ordinal) ? 2 : 15);
        Assert.Contains(Enumerable.Range(0, 5), place => change == "nothing" || !augmentation.Apply(image, Shape, seed: 4, 0, place).ToArray().Cast<double>().SequenceEqual(seen[place].Cast<double>()));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_order_of_the_numbers_changes_nothing_else(string change)
    {
        var image = Image();
        var planes = Matrix<double>.Zeros(image.Rows, 1);
        for (int i = 0; i < image.Rows; i++)
        {
            planes[((i % 2) * 35) + (i / 2), 0] = image[i, 0];
        }

        for (long place = 0; place < 8; place++)
        {
            // The noise is drawn number by number as they lie.
            var augmentation = All[change] with { Noise = 0 };
            var together = augmentation.Apply(image, Shape, seed: 3, 0, place);
            var apart = augmentation.Apply(planes, Shape, seed: 3, 0, place, ImageOrder.ChannelHeightWidth);
            for (int i = 0; i < image.Rows; i++)
            {
                Assert.Equal(together[i, 0], apart[((i % 2) * 35) + (i / 2), 0]);
            }
        }
    }

    [Fact]
    public void A_flip_changes_places_and_no_number()
    {
        var image = Image();
        var mirrored = new ImageAugmentation { HorizontalFlip = 1 }.Apply(image, Shape, seed: 1);
        var upsideDown = new ImageAugmentation { VerticalFlip = 1 }.Apply(image, Shape, seed: 1);
        ForEach((row, column, channel) =>
        {
            Assert.Equal(At(image, row, 6 - column, channel), At(mirrored, row, column, channel));
            Assert.Equal(At(image, 4 - row, column, channel), At(upsideDown, row, column, channel));
        });
    }

    [Fact]
    public void A_shift_moves_whole_pixels_and_repeats_the_border()
    {
        var image = Image();
        var seen = new HashSet<(int, int)>();
        for (long place = 0; place < 300; place++)
        {
            var shifted = new ImageAugmentation { Shift = 0.3 }.Apply(image, Shape, seed: 1, 0, place);
            var moves = new List<(int, int)>();
            for (int down = -4; down <= 4; down++)
            {
                for (int right = -6; right <= 6; right++)
                {
                    bool fits = true;
                    ForEach((row, column, channel) => fits &= At(shifted, row, column, channel) == At(image, Math.Clamp(row - down, 0, 4), Math.Clamp(column - right, 0, 6), channel));
                    if (fits)
                    {
                        moves.Add((down, right));
                    }
                }
            }

            seen.Add(Assert.Single(moves));
        }

        // 0.3 of 5 rows is 1.5, which nothing that is drawn reaches; 0.3 of 7 columns is 2.1.
        Assert.Equal((-1, 1, -2, 2), (seen.Min(move => move.Item1), seen.Max(move => move.Item1), seen.Min(move => move.Item2), seen.Max(move => move.Item2)));
    }

    [Fact]
    public void A_turn_by_a_right_angle_and_back_finds_every_pixel()
    {
        // Among turns of up to 180° there is one near 90°, whose picture is that of the exact turn to a few hundredths.
        var shape = new ImageShape(4, 4, 1);
        var image = Matrix<double>.FromExamples([.. Enumerable.Range(0, 16).Select(i => i / 16.0)], 16, 1);
        double nearest = Enumerable.Range(0, 2000).Select(place => new ImageAugmentation { Rotation = 180 }.Apply(image, shape, seed: 1, 0, place)).Min(turned =>
        {
            double distance = 0;
            for (int row = 0; row < 4; row++)
            {
                for (int column = 0; column < 4; column++)
                {
                    distance = Math.Max(distance, Math.Abs(turned[(row * 4) + column, 0] - image[((3 - column) * 4) + row, 0]));
                }
            }

            return distance;
        });

        Assert.InRange(nearest, 0, 0.01);
    }

    [Fact]
    public void A_crop_stretches_a_part_to_the_whole()
    {
        // Along a ramp the values of a crop are a ramp too, less steep, within that of the whole.
        var shape = new ImageShape(1, 100, 1);
        var ramp = Matrix<double>.FromExamples([.. Enumerable.Range(0, 100).Select(i => (double)i)], 100, 1);
        var kept = new List<double>();
        for (long place = 0; place < 200; place++)
        {
            var cropped = new ImageAugmentation { Crop = 0.5 }.Apply(ramp, shape, seed: 1, 0, place);
            double slope = cropped[50, 0] - cropped[49, 0];
            kept.Add(slope);
            for (int i = 1; i < 99; i++)
            {
                Assert.InRange(cropped[i, 0], 0, 99);
                Assert.True(i < 2 || Math.Abs(cropped[i, 0] - cropped[i - 1, 0] - slope) < 1e-9);
            }
        }

        Assert.InRange(kept.Min(), 0.5, 0.52);
        Assert.InRange(kept.Max(), 0.98, 1);
    }

    [Fact]
    public void Noise_is_normal_with_its_deviation()
    {
        var shape = new ImageShape(200, 200, 1);
        var noise = new ImageAugmentation { Noise = 0.25 }.Apply(Matrix<double>.Zeros(40_000, 1), shape, seed: 5).ToArray().Cast<double>().ToArray();

        Assert.InRange(noise.Average(), -0.01, 0.01);
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), 0.245, 0.255);
    }

    [Fact]
    public void An_augmented_source_changes_its_images_the_same_for_any_batches_and_threads_and_keeps_labels_and_weights()
    {
        var random = new SeededRandom(2);
        var (x, y) = (Matrix<float>.Zeros(70, 11), Matrix<float>.Zeros(1, 11));
        for (int j = 0; j < 11; j++)
        {
            y[0, j] = j;
            for (int i = 0; i < 70; i++)
            {
                x[i, j] = (float)random.NextUniform();
            }
        }

        float[,] whole = Read(11, 0);
        Assert.Equal(whole, Read(3, 0));
        Assert.NotEqual(whole, Read(11, 1));
        int threads = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            Assert.Equal(whole, Read(4, 0));
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }

        var weighted = Assert.IsAssignableFrom<IWeightedBatchSource<float>>(All["everything"].Of(new Weighted(new MatrixSource<float>(x, y)), Shape));
        var weights = Matrix<float>.Zeros(1, 4);
        weighted.ReadWeights(0, 3, weights, default);
        Assert.Equal([3f, 4f, 5f, 6f], weights.ToArray().Cast<float>());

        float[,] Read(int batch, int epoch)
        {
            var source = All["everything"].Of(new MatrixSource<float>(x, y, seed: 8), Shape, seed: 3);
            var (allX, allY) = (Matrix<float>.Zeros(70, 11), Matrix<float>.Zeros(1, 11));
            for (int start = 0; start < 11; start += batch)
            {
                int count = Math.Min(batch, 11 - start);
                source.Read(epoch, start, allX.SliceColumns(start, count), allY.SliceColumns(start, count), default);
            }

            Assert.Equal(Enumerable.Range(0, 11).Select(j => (float)j), allY.ToArray().Cast<float>().Order());
            return allX.ToArray();
        }
    }

    [Fact]
    public void A_matrix_source_gives_every_example_once_in_an_order_of_seed_and_epoch()
    {
        var x = Matrix<double>.FromExamples([.. Enumerable.Range(0, 10).Select(i => (double)i)], 1, 10);
        double[] Order(ulong? seed, int epoch)
        {
            var (batchX, batchY) = (Matrix<double>.Zeros(1, 10), Matrix<double>.Zeros(1, 10));
            new MatrixSource<double>(x, x, seed).Read(epoch, 0, batchX, batchY, default);
            Assert.Equal(batchX.ToArray(), batchY.ToArray());
            return [.. batchX.ToArray().Cast<double>()];
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), Order(null, 3));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), Order(1, 3).Order());
        Assert.Equal(Order(1, 3), Order(1, 3));
        Assert.NotEqual(Order(1, 3), Order(1, 4));
        Assert.NotEqual(Order(1, 3), Order(2, 3));
        Assert.Equal(
            "MatrixSource: x holds 10 examples and y holds 9; both must hold the same, 1 or more.",
            Assert.Throws<ShapeMismatchException>(() => new MatrixSource<double>(x, x.SliceColumns(0, Count(9)))).Message);

        // Not known to the compiler, which would say so itself.
        static int Count(int count) => count;
    }

    [Fact]
    public void What_has_no_meaning_is_refused_in_one_sentence()
    {
        Refused(new() { Crop = 1 }, "Crop is 1; it must be 0 or more and below 1.");
        Refused(new() { Rotation = -1 }, "Rotation is -1; it must be from 0 to 180 degrees.");
        Refused(new() { Shift = double.NaN }, "Shift is NaN; it must be 0 or more and below 1.");
        Refused(new() { HorizontalFlip = 2 }, "HorizontalFlip is 2; it must be a probability, from 0 to 1.");
        Refused(new() { VerticalFlip = -0.5 }, "VerticalFlip is -0.5; it must be a probability, from 0 to 1.");
        Refused(new() { Noise = double.PositiveInfinity }, "Noise is Infinity; it must be a finite number, 0 or more.");
        Assert.StartsWith(
            "ImageAugmentation: the shape is 2147483647 × 2147483647 × 2147483647; all sizes must be 1 or more",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation().Apply(Image(), new(int.MaxValue, int.MaxValue, int.MaxValue), 1)).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "ImageAugmentation: the image is (70 × 1); one of 5 × 7 × 3 is (105 × 1).",
            Assert.Throws<ShapeMismatchException>(() => new ImageAugmentation().Apply(Image(), new(5, 7, 3), 1)).Message);

        static void Refused(ImageAugmentation augmentation, string sentence) =>
            Assert.Equal($"ImageAugmentation: {sentence}", Assert.Throws<ArgumentOutOfRangeException>(() => augmentation.Apply(Image(), Shape, 1)).Message);
    }

    private static void ForEach(Action<int, int, int> visit)
    {
        for (int i = 0; i < 70; i++)
        {
            visit(i / 14, i / 2 % 7, i % 2);
        }
    }

    private static double At(Matrix<double> image, int row, int column, int channel) => image[(((row * 7) + column) * 2) + channel, 0];

    private static Matrix<double> Image()
    {
        var random = new SeededRandom(1);
        return Matrix<double>.FromExamples([.. Enumerable.Range(0, 70).Select(_ => random.NextUniform())], 70, 1);
    }

    private sealed class Weighted(IBatchSource<float> source) : IWeightedBatchSource<float>
    {
        public long Examples => source.Examples;

        public void Read(int epoch, long start, Matrix<float> x, Matrix<float> y, CancellationToken cancellationToken) => source.Read(epoch, start, x, y, cancellationToken);

        public void ReadWeights(int epoch, long start, Matrix<float> weights, CancellationToken cancellationToken)
        {
            for (int j = 0; j < weights.Columns; j++)
            {
                weights[0, j] = start + j;
            }
        }
    }
}
