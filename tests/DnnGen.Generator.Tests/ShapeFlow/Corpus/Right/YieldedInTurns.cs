// An iterator whose variable is another matrix after every yield.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        foreach (var x in Growing())
        {
            if (x.Rows == 3)
            {
                Console.WriteLine(net.Predict(x));
            }
        }

        using var turns = Growing().GetEnumerator();
        turns.MoveNext();
        var first = turns.Current;
        turns.MoveNext();
        var second = turns.Current;
        turns.MoveNext();
        Console.WriteLine(net.Predict(turns.Current).Rows + first.Rows + second.Rows);
    }

    static IEnumerable<Matrix<float>> Growing()
    {
        var x = Matrix<float>.Zeros(1, 2);
        yield return x;
        x = Matrix<float>.Zeros(2, 2);
        try
        {
            yield return x;
            x = Matrix<float>.Zeros(3, 2);
        }
        finally
        {
            Console.WriteLine(x.Rows);
        }

        yield return x;
    }
}
