// Awaited matrices, and a local that changes across an await.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static async Task Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        Task<Matrix<float>> later = Load(5);
        x = await later;
        Small.Create(1).Predict(x);
        await foreach (var batch in Batches())
        {
            x = batch;
            Small.Create(1).Predict(x);
        }
    }

    static async Task<Matrix<float>> Load(int m)
    {
        await Task.Yield();
        return Matrix<float>.Zeros(3, m);
    }

    static async IAsyncEnumerable<Matrix<float>> Batches()
    {
        for (int m = 1; m < 3; m++)
        {
            yield return await Load(m);
        }
    }
}
