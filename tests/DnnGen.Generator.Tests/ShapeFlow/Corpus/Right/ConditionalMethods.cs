// A call that is left out of this build leaves its arguments out too.
using System.Diagnostics;
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 1);
        Check(x = Matrix<float>.Zeros(4, 1));
        Check(Small.Create(1).Predict(Matrix<float>.Zeros(5, 1)));
        Small.Create(1).Predict(x);
    }

    [Conditional("NEVER_DEFINED")]
    static void Check(Matrix<float> x) => Console.WriteLine(x);
}
