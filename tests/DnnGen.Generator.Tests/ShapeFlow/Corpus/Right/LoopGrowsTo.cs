// The count is built up by increments and compound assignments.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int rows = 0;
        for (int i = 0; i < 3; i++)
        {
            rows++;
        }

        int columns = 1;
        columns <<= 2;
        columns += rows;
        columns ^= 2;
        columns--;
        var x = Matrix<float>.Zeros(rows, columns);
        x.CopyFrom(Matrix<float>.Zeros(3, 4));
        Console.WriteLine(Small.Create(1).Predict(x));
    }
}
