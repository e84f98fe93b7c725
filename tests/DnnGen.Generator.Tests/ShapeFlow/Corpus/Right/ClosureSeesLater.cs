// A lambda reads the local as it is when it runs, not as it was when it was written.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        Func<Matrix<float>> use = () => Small.Create(1).Predict(x);
        x = Matrix<float>.Zeros(3, 2);
        Console.WriteLine(use());
        int rows = 9;
        Func<Matrix<float>> make = () => Matrix<float>.Zeros(rows, 1);
        rows = 3;
        Small.Create(1).Predict(make());
        Console.WriteLine(Local());
        x = Matrix<float>.Zeros(5, 5);

        int Local() => Small.Create(1).Predict(x).Rows;
    }
}
