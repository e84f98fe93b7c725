// A nullable cache that is filled where it is empty.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float>? cache = null;
        cache ??= Matrix<float>.Zeros(1, 4).Transpose();
        if (cache is { Columns: 1 } found)
        {
            Console.WriteLine(found.Rows);
        }

        Console.WriteLine(net.Predict(cache.Value)); // DNN1001 @ cache.Value: 4, 1, 3
    }
}
