// Shapes chosen by patterns: property, relational, list, type and var patterns.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Console.WriteLine(Use(Matrix<float>.Zeros(3, 1)) + Use(new List<int> { 3, 4 }) + Use(3));

    static int Use(object data)
    {
        var x = data switch
        {
            Matrix<float> { Rows: 3, Columns: > 0 } m => m,
            Matrix<float> { Columns: 3 } m => m.Transpose(),
            int and > 2 and < 4 => Matrix<float>.Zeros((int)data, 1),
            List<int> and [3, var columns] => Matrix<float>.Zeros(3, columns),
            _ => throw new ArgumentException("no shape", nameof(data)),
        };
        return Small.Create(1).Predict(x).Columns;
    }
}
