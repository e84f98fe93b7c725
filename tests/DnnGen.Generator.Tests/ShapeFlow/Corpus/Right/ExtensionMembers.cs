// Extension blocks with properties and methods.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Extensions
{
    extension([Shape("n", "m")] Matrix<float> x)
    {
        public Matrix<float> Flipped => x.Transpose();

        public int Size => x.Rows * x.Columns;

        [return: Shape("3", "m")]
        public Matrix<float> Top() => x.SliceRows(0, 3);
    }

    extension(Matrix<float>)
    {
        public static Matrix<float> Three => Matrix<float>.Zeros(3, 3);

        public static Matrix<float> Square(int n) => Matrix<float>.Zeros(n, n);
    }

    extension(Small net)
    {
        public Matrix<float> Predict(Matrix<float> x, int rows) => net.Predict(x.SliceRows(0, rows));
    }
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 3);
        net.Predict(x.Flipped);
        net.Predict(x.Top());
        net.Predict(Matrix<float>.Three);
        net.Predict(Matrix<float>.Square(3));
        net.Predict(x, 3);
        net.Predict(Matrix<float>.Zeros(Matrix<float>.Zeros(3, 1).Size, 4));
        Extensions.Predict(net, x, 3);
    }
}
