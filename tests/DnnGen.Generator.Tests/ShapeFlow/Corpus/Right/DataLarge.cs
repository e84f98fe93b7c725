// A count that does not fit an int is compared as a long; empty and huge shapes that nobody builds.
using DnnGen;

static class Program
{
    static void Main() => Console.WriteLine(Run(Matrix<float>.Zeros(0, 70000), 0));

    static int Run(Matrix<float> x, int n)
    {
        var y = x.Reshape(70000, 0);
        var z = y.Reshape(n * 65536, 65536);
        return n > 0 ? Matrix<float>.Zeros(46341, 46341).Rows : z.Columns;
    }
}
