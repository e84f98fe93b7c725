// Sizes that are known again after awaits, and a variable that another task writes.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static async Task Main()
    {
        var net = Small.Create(1);
        var table = Matrix<float>.Zeros(5, 4);
        var writer = Task.Run(() => { table = Matrix<float>.Zeros(3, 2); });
        await writer;
        Console.WriteLine(net.Predict(table));
        var x = table;
        await foreach (var row in Rows())
        {
            x = row;
        }

        Console.WriteLine(net.Predict(x));
    }

    static async IAsyncEnumerable<Matrix<float>> Rows()
    {
        await Task.Yield();
        yield return Matrix<float>.Zeros(3, 1);
    }
}
