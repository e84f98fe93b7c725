// ref, out, in and ref readonly parameters.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 1);
        Replace(ref x);
        net.Predict(x);
        x = Matrix<float>.Zeros(4, 1);
        if (TryMake(out x, out int m))
        {
            net.Fit(x, Matrix<float>.Zeros(2, m), new TrainingOptions { Epochs = 1 });
        }

        net.Predict(Copy(in x));
        int rows = 4;
        Interlocked.Decrement(ref rows);
        net.Predict(Matrix<float>.Zeros(rows, 1));
        var pair = (A: Matrix<float>.Zeros(4, 1), B: 4);
        Replace(ref pair.A);
        net.Predict(pair.A);
        var all = new[] { Matrix<float>.Zeros(4, 1) };
        Replace(ref all[0]);
        net.Predict(all[0]);
        Interlocked.Exchange(ref rows, 3);
        net.Predict(Matrix<float>.Zeros(rows, 1));
    }

    static void Replace(ref Matrix<float> x) => x = x.Rows == 4 ? x.SliceRows(1, 3) : x;

    static bool TryMake(out Matrix<float> x, out int m)
    {
        x = Matrix<float>.Zeros(4, 1);
        x = Matrix<float>.Zeros(3, m = 7);
        return true;
    }

    static Matrix<float> Copy(in Matrix<float> x) => x.Copy();
}
