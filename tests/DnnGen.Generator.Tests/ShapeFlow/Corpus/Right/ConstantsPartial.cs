// Half is known, half is not; the unknown half may make it right.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(1, 3, Matrix<float>.Zeros(3, 4));

    static void Run(int one, int three, Matrix<float> x)
    {
        var net = Small.Create(1);
        net.Predict(Matrix<float>.Zeros(2 + one, 1));
        net.Predict(Matrix<float>.Zeros(three * one, 1));
        net.Predict(Matrix<float>.Zeros(4 - one, 1));
        net.Predict(Matrix<float>.Zeros(9 / three, 1));
        net.Predict(Matrix<float>.Zeros(x.Columns - 1, 1));
        net.Predict(Matrix<float>.Zeros(one | 2, 1));
        net.Predict(Matrix<float>.Zeros(Math.Max(one, three), 1));
        net.Predict(Matrix<float>.Zeros(three ^ 0, one << 3));
        net.Predict(x * Matrix<float>.Zeros(4 * one, three));
    }
}
