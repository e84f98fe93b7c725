// Aliases, nested classes with the same names, and locals that are named like types.
using DnnGen;

using M = DnnGen.Matrix<float>;
using Net = Small;
using Pair = (DnnGen.Matrix<float> X, int Rows);

[Network(3, 4, 2)]
public partial class Small;

static partial class Outer
{
    public partial class Inner
    {
        [Network(2, 2, 1)]
        public partial class Small;

        public static int Run() => Small.Create(1).Predict(M.Zeros(2, 1)).Rows;
    }
}

static partial class Program
{
    [Network(5, 2, 1)]
    public partial class Nested;

    class Matrix
    {
        public static M Zeros(int columns, int rows) => M.Zeros(rows, columns);

        public M Predict(M x) => x;
    }

    static void Main()
    {
        Console.WriteLine(Outer.Inner.Run());
        Small.Create(1).Predict(Matrix.Zeros(1, 3));
        var Small2 = new Matrix();
        Small2.Predict(M.Zeros(9, 9));
        Net.Create(1).Predict(M.Zeros(3, 1));
        Nested.Create(1).Predict(M.Zeros(5, 1));
        Pair pair = (M.Zeros(3, 1), 2);
        Net.Create(1).Predict(pair.X);
    }
}
