// await between two assignments, in a loop and in try.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static async Task Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 2);
        x = await Load(3);
        net.Predict(x);
        for (int rows = 5; rows > 2; rows--)
        {
            await Task.Yield();
            if (rows == 3)
            {
                net.Predict(await Load(rows));
            }
        }

        try
        {
            x = Matrix<float>.Zeros(9, 9);
            await Task.FromException(new InvalidOperationException());
        }
        catch (InvalidOperationException)
        {
            x = await Load(3);
        }

        net.Predict(x);
        await foreach (var batch in Stream())
        {
            net.Predict(batch);
        }

        await using var scope = new Scope();
        net.Predict(scope.X);
    }

    static async Task<Matrix<float>> Load(int rows)
    {
        var x = Matrix<float>.Zeros(rows + 1, 1);
        await Task.Yield();
        return x.SliceRows(0, rows);
    }

    static async IAsyncEnumerable<Matrix<float>> Stream()
    {
        for (int m = 1; m < 4; m++)
        {
            await Task.Yield();
            yield return Matrix<float>.Zeros(3, m);
        }
    }

    sealed class Scope : IAsyncDisposable
    {
        public Matrix<float> X { get; private set; } = Matrix<float>.Zeros(3, 3);

        public ValueTask DisposeAsync()
        {
            X = Matrix<float>.Zeros(4, 4);
            return default;
        }
    }
}
