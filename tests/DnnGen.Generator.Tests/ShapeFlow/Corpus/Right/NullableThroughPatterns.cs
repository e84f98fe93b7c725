// Nullable matrices that are null, are not, and are taken apart by patterns.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float>? cache = Environment.ProcessorCount > 0 ? null : Matrix<float>.Zeros(7, 7);
        var x = cache ?? Matrix<float>.Zeros(3, 1);
        Console.WriteLine(net.Predict(x));
        if (cache is { } found)
        {
            Console.WriteLine(found);
        }
        else
        {
            cache = x;
        }

        Console.WriteLine(net.Predict(cache.Value));
        object boxed = x;
        if (boxed is Matrix<float> { Rows: 3, Columns: var columns } again && columns > 0)
        {
            Console.WriteLine(net.Predict(again));
        }

        Console.WriteLine(cache?.Columns ?? net.Predict(x).Columns);
    }
}
