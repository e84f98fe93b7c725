// The annotation of an async method or of an iterator is on what it gives, which the attribute cannot say: nothing is checked.
using DnnGen;

static class Program
{
    static async Task Main()
    {
        var x = await Load(Matrix<float>.Zeros(3, 4));
        x.CopyFrom(Matrix<float>.Zeros(4, 3));
        foreach (var column in Columns(x))
        {
            column.CopyFrom(Matrix<float>.Zeros(4, 1));
        }
    }

    static async Task<Matrix<float>> Load([Shape("3", "m")] Matrix<float> x)
    {
        await Task.Yield();
        return x.Transpose();
    }

    static IEnumerable<Matrix<float>> Columns([Shape("n", "m")] Matrix<float> x)
    {
        for (int j = 0; j < x.Columns; j++)
        {
            yield return x.Column(j);
        }
    }
}
