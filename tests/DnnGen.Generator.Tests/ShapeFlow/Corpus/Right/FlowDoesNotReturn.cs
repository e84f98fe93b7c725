// A helper that always throws ends the path.
using System.Diagnostics.CodeAnalysis;
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 1);
        if (Environment.TickCount == -7)
        {
            x = Matrix<float>.Zeros(4, 1);
            Fail();
        }

        Small.Create(1).Predict(x);
    }

    [DoesNotReturn]
    static void Fail() => throw new InvalidOperationException();
}
