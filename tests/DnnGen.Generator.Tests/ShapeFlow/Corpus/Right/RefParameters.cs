// out, ref and in: the callee decides.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        Mend(ref x);
        Small.Create(1).Predict(x);
        if (TryMake(out x) && TryMake(out var y) && TryMake(out Matrix<float> z))
        {
            Small.Create(1).Predict(x + y + z);
        }

        int rows = 4;
        Decrement(ref rows);
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1));
        Console.WriteLine(Rows(in x));
    }

    static void Mend(ref Matrix<float> x) => x = x.SliceRows(0, 3);

    static bool TryMake(out Matrix<float> x)
    {
        x = Matrix<float>.Zeros(3, 3);
        return true;
    }

    static void Decrement(ref int n) => n--;

    static int Rows(in Matrix<float> x) => x.Rows;
}
