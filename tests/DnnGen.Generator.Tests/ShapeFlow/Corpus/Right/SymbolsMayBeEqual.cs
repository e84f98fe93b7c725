// Different names for what happens to be one number.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(3, 3, 0, Matrix<float>.Zeros(3, 3));

    static void Run(int n, int m, int zero, Matrix<float> x)
    {
        var net = Small.Create(1);
        net.Predict(Matrix<float>.Zeros(n, 1));
        Matrix<float>.Zeros(n, 1).CopyFrom(Matrix<float>.Zeros(m, 1));
        Matrix<float>.Zeros(n, 2 * zero).CopyFrom(Matrix<float>.Zeros(n, zero));
        Matrix<float>.Zeros(n + zero, 1).CopyFrom(Matrix<float>.Zeros(n, 1));
        (x * Matrix<float>.Zeros(m, 4)).CopyFrom(Matrix<float>.Zeros(m, 4));
        x.CopyFrom(x.Transpose());
        Matrix.Hadamard(x, Matrix<float>.Zeros(x.Columns, x.Rows)).CopyFrom(x);
        net.Fit(x, Matrix<float>.Zeros(2, n), new TrainingOptions { Epochs = 1 });
        Matrix<float>.Zeros(m - n, 1).CopyFrom(Matrix<float>.Zeros(0, 1));
    }
}
