// Tuples that are swapped, copied, compared and written to.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float> a = Matrix<float>.Zeros(4, 1), b = Matrix<float>.Zeros(3, 1);
        (a, b) = (b, a);
        net.Predict(a);
        var pair = (X: b, Y: a);
        var copy = pair;
        copy.X = a;
        net.Predict(copy.X);
        net.Predict(pair.Y);
        pair = (pair.Y, pair.X);
        net.Predict(pair.X);
        (int rows, int columns) = (3, 4);
        (rows, columns) = (columns - 1, rows + 1);
        net.Predict(Matrix<float>.Zeros(rows, columns));
        (a, (b, _)) = (b, (a, 1));
        net.Predict(b);
        (float[] data, int n) = Load();
        net.Predict(Matrix<float>.FromExamples(data, 3, n));
        ((a, b), rows) = ((b, a), 5);
        net.Predict(a);
        (a, a) = (Matrix<float>.Zeros(7, 7), Matrix<float>.Zeros(3, 7));
        net.Predict(a);
    }

    static (float[] Data, int Examples) Load() => (new float[6], 2);
}
