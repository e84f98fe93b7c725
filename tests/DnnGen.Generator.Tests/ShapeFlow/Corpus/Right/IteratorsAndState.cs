// An iterator whose variable changes between two turns.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        foreach (var x in Batches())
        {
            net.Predict(x);
        }

        using var walk = Batches().GetEnumerator();
        while (walk.MoveNext())
        {
            net.Predict(walk.Current);
        }
    }

    static IEnumerable<Matrix<float>> Batches()
    {
        var x = Matrix<float>.Zeros(4, 3);
        try
        {
            x = x.Transpose();
            yield return x;
            x = Matrix<float>.Zeros(5, 1);
            x = x.SliceRows(0, 3);
            yield return x;
        }
        finally
        {
            x = default;
            Console.WriteLine(x.Rows);
        }
    }
}
