using DnnGen.Data;

namespace DnnGen.Samples.Digits;

/// <summary>Pictures of digits with their classes, to train with and to test with.</summary>
internal sealed record DigitData(string Source, Matrix<float> TrainX, Matrix<float> TrainY, Matrix<float> TestX, Matrix<float> TestY)
{
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>The strokes of each digit in a box of 1 × 1, top left first: points that a pen goes through, pieces apart by a gap.</summary>
    private static readonly (double X, double Y)[][][] Strokes =
    [
        [[(0.5, 0), (0.9, 0.2), (0.95, 0.6), (0.7, 1), (0.3, 1), (0.05, 0.6), (0.1, 0.2), (0.5, 0)]],
        [[(0.3, 0.2), (0.6, 0), (0.55, 1)]],
        [[(0.1, 0.25), (0.4, 0), (0.85, 0.2), (0.7, 0.55), (0.1, 1), (0.95, 1)]],
        [[(0.1, 0.1), (0.6, 0), (0.9, 0.2), (0.5, 0.45), (0.95, 0.75), (0.6, 1), (0.1, 0.9)]],
        [[(0.6, 0), (0.1, 0.6), (0.95, 0.6)], [(0.7, 0.35), (0.65, 1)]],
        [[(0.9, 0), (0.25, 0), (0.2, 0.45), (0.7, 0.45), (0.9, 0.75), (0.6, 1), (0.1, 0.95)]],
        [[(0.75, 0), (0.25, 0.4), (0.1, 0.8), (0.5, 1), (0.9, 0.8), (0.6, 0.55), (0.15, 0.7)]],
        [[(0.1, 0.05), (0.95, 0), (0.4, 1)]],
        [[(0.5, 0.45), (0.15, 0.2), (0.5, 0), (0.85, 0.2), (0.5, 0.45), (0.1, 0.8), (0.5, 1), (0.9, 0.8), (0.5, 0.45)]],
        [[(0.85, 0.35), (0.4, 0.5), (0.15, 0.2), (0.5, 0), (0.85, 0.15), (0.85, 0.35), (0.7, 1)]],
    ];

    /// <summary>The four files of MNIST, Fashion-MNIST or another set of the same format.</summary>
    public static DigitData Read(string folder)
    {
        string Find(string name) => Path.Combine(folder, File.Exists(Path.Combine(folder, name)) ? name : name + ".gz");
        return new(
            folder,
            IdxFile.ReadImages<float>(Find("train-images-idx3-ubyte")),
            IdxFile.ReadOneHot<float>(Find("train-labels-idx1-ubyte"), Classes),
            IdxFile.ReadImages<float>(Find("t10k-images-idx3-ubyte")),
            IdxFile.ReadOneHot<float>(Find("t10k-labels-idx1-ubyte"), Classes));
    }

    /// <summary>Digits written by a pen that shakes: each of another size, place and slant, on paper that is not clean.</summary>
    public static DigitData Draw(uint seed, int training = 12_000, int test = 2_000)
    {
        var random = new SeededRandom(seed);
        var (trainX, trainY) = Draw(random, training);
        var (testX, testY) = Draw(random, test);
        return new("digits drawn by this program", trainX, trainY, testX, testY);
    }

    private static (Matrix<float> X, Matrix<float> Y) Draw(SeededRandom random, int examples)
    {
        var x = Matrix<float>.Zeros(Side * Side, examples);
        var y = Matrix<float>.Zeros(Classes, examples);
        for (int example = 0; example < examples; example++)
        {
            int digit = (int)(random.NextUniform() * Classes);
            y[digit, example] = 1;
            Draw(random, Strokes[digit], x.Column(example));
        }

        return (x, y);
    }

    private static void Draw(SeededRandom random, (double X, double Y)[][] strokes, Matrix<float> picture)
    {
        double Between(double lowest, double highest) => lowest + ((highest - lowest) * random.NextUniform());
        double height = Between(15, 22), width = height * Between(0.55, 0.9), slant = Between(-0.35, 0.35), pen = Between(0.9, 1.9);
        double left = ((Side - width) / 2) + Between(-3, 3), top = ((Side - height) / 2) + Between(-2.5, 2.5);
        foreach (var stroke in strokes)
        {
            var points = stroke.Select(point =>
            {
                double v = point.Y + Between(-0.06, 0.06), u = point.X + Between(-0.06, 0.06) + (slant * (0.5 - v));
                return (X: left + (u * width), Y: top + (v * height));
            }).ToArray();
            for (int p = 1; p < points.Length; p++)
            {
                DrawLine(points[p - 1], points[p], pen, picture);
            }
        }

        for (int pixel = 0; pixel < picture.Rows; pixel++)
        {
            picture[pixel, 0] = (float)Math.Clamp(picture[pixel, 0] + (0.06 * random.NextNormal()), 0, 1);
        }
    }

    private static void DrawLine((double X, double Y) from, (double X, double Y) to, double pen, Matrix<float> picture)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, length = (dx * dx) + (dy * dy);
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                double along = length == 0 ? 0 : Math.Clamp((((column - from.X) * dx) + ((row - from.Y) * dy)) / length, 0, 1);
                double distance = Math.Sqrt(Square(column - from.X - (along * dx)) + Square(row - from.Y - (along * dy)));
                ref float ink = ref picture[(row * Side) + column, 0];
                ink = (float)Math.Max(ink, Math.Clamp(pen + 0.5 - distance, 0, 1));
            }
        }
    }

    private static double Square(double value) => value * value;
}
