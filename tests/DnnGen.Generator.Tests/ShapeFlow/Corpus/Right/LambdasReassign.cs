// Lambdas and local functions that give captured variables another value.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 1);
        int rows = 4;
        Action shrink = () => { x = Matrix<float>.Zeros(--rows, 1); };
        shrink();
        net.Predict(x);
        net.Predict(Matrix<float>.Zeros(rows, 2));
        var y = Matrix<float>.Zeros(9, 9);
        Reset();
        net.Predict(y);
        Enumerable.Range(0, 2).ToList().ForEach(i => rows += i);
        net.Predict(Matrix<float>.Zeros(rows - 1, 2));
        var tuple = (X: Matrix<float>.Zeros(4, 1), Rows: 4);
        new Thread(() => tuple.X = Matrix<float>.Zeros(3, 1)).With(thread => { thread.Start(); thread.Join(); });
        net.Predict(tuple.X);

        void Reset() => y = Matrix<float>.Zeros(3, 9);
    }
}

static class Extensions
{
    public static void With<T>(this T value, Action<T> act) => act(value);
}
