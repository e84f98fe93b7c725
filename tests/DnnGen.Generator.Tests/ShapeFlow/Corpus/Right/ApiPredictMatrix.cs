// The result of Predict has the rows of the last layer and the columns of x.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var p = Small.Create(1).Predict(Matrix<float>.Zeros(3, 8));
        var weights = Matrix<float>.Zeros(5, 2);
        var z = weights * p;
        z.CopyFrom(Matrix<float>.Zeros(5, 8));
        Console.WriteLine(z);
    }
}
