// Default values of parameters, named arguments, params, caller information.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Predict(Make());
        net.Predict(Make(columns: 4));
        net.Predict(Make(columns: 3, rows: 4).Transpose());
        Use();
        Use(Matrix<float>.Zeros(3, 1));
        Use(Matrix<float>.Zeros(3, 1), Matrix<float>.Zeros(9, 1));
        Trained(x: Matrix<float>.Zeros(4, 4), rows: 4);
        Trained(Matrix<float>.Zeros(3, 4));
        Optional();
    }

    static Matrix<float> Make(int rows = 3, int columns = 1) => Matrix<float>.Zeros(rows, columns);

    static void Use(params ReadOnlySpan<Matrix<float>> all)
    {
        foreach (var x in all)
        {
            Console.WriteLine(x.Rows);
        }
    }

    static void Trained([Shape("rows", "m")] Matrix<float> x, int rows = 3) => Console.WriteLine(x.Rows == rows);

    static void Optional([Shape("3", "m")] Matrix<float>? x = null, [Shape("3", "m")] Matrix<float> y = default) => Console.WriteLine(x?.Rows ?? y.Rows);
}
