// In async methods, async iterators and lambdas that are awaited.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static async Task Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 2);
        await Task.Yield();
        Console.WriteLine(await Task.Run(() => net.Predict(x))); // DNN1001 @ x: 4, 2, 3
        await foreach (var p in Predictions(net))
        {
            Console.WriteLine(p);
        }

        Func<Task> run = async () =>
        {
            await Task.Delay(1);
            net.Predict(x.SliceRows(1, 2)); // DNN1001 @ x.SliceRows(1, 2): 2, 3
        };
        await run();
    }

    static async IAsyncEnumerable<Matrix<float>> Predictions(Small net)
    {
        var x = Matrix<float>.Zeros(6, 2);
        await Task.Yield();
        yield return net.Predict(x); // DNN1001 @ x: 6, 2, 3
    }
}
