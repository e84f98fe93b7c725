// A switch over the shape, with patterns that bind.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        foreach (object input in (object[])[Matrix<float>.Zeros(3, 2), Matrix<float>.Zeros(4, 3), 3, (Matrix<float>.Zeros(3, 1), 4)])
        {
            Console.WriteLine(Rows(input));
        }
    }

    static int Rows(object input)
    {
        var net = Small.Create(1);
        switch (input)
        {
            case Matrix<float> { Rows: 3 } x:
                return net.Predict(x).Rows;
            case Matrix<float> { Rows: 4, Columns: var m } x when m == 3:
                return net.Predict(x.Transpose()).Rows;
            case int n and > 0:
                return net.Predict(Matrix<float>.Zeros(n, n)).Rows;
            case (Matrix<float> x, int k):
                return net.Predict(x.Rows == k ? x.SliceRows(0, 3) : x).Rows;
            default:
                return 0;
        }
    }
}
