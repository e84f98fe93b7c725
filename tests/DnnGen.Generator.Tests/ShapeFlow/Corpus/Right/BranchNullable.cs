// Null, or a matrix; ??, ??=, HasValue, Value, is { }, conditional access.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(null, Matrix<float>.Zeros(3, 5));

    static void Run(Matrix<float>? given, Matrix<float>? other)
    {
        var net = Small.Create(1);
        Matrix<float>? x = null;
        net.Predict(x ?? Matrix<float>.Zeros(3, 2));
        x ??= Matrix<float>.Zeros(3, 4);
        net.Predict(x.Value);
        x = given;
        int columns = x?.Columns ?? 1;
        Console.WriteLine(columns + (other?.SliceColumns(0, 2).Columns ?? 0));
        if (other is { Rows: 3 } fits)
        {
            net.Predict(fits);
        }

        if (given is { } some)
        {
            net.Predict(some);
        }

        net.Predict(given.GetValueOrDefault(Matrix<float>.Zeros(3, 1)));
        Console.WriteLine(x.GetValueOrDefault().Rows);
    }
}
