// Lambdas and local functions with annotations, and delegates that hold one or another.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[return: Shape("n", "m")]
delegate Matrix<float> Same([Shape("n", "m")] Matrix<float> x);

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Func<Matrix<float>, Matrix<float>> map = ([Shape("4", "m")] x) => x;
        map(Matrix<float>.Zeros(4, 2));
        map = ([Shape("3", "m")] x) => x;
        net.Predict(map(Matrix<float>.Zeros(3, 2)));
        if (Environment.TickCount64 >= 0)
        {
            map = net.Predict;
        }
        else
        {
            map = ([Shape("5", "m")] x) => x;
        }

        map(Matrix<float>.Zeros(3, 9));
        Same same = x => -x;
        same += x => 2 * x;
        net.Predict(same(Matrix<float>.Zeros(3, 2)));
        same(Matrix<float>.Zeros(9, 9)).CopyFrom(Matrix<float>.Zeros(9, 9));
        map = x => same(x);
        map(Matrix<float>.Zeros(1, 1));
        net.Predict(Widen(Matrix<float>.Zeros(2, 6)));

        [return: Shape("n + 1", "m")]
        static Matrix<float> Widen([Shape("n", "m")] Matrix<float> x) => Matrix<float>.Zeros(x.Rows + 1, x.Columns);
    }
}
