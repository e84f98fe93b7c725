// What is assigned at the end of a turn is seen at the start of the next, not of the first.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 4);
        var w = Matrix<float>.Zeros(2, 3);
        for (int i = 0; i < 2; i++)
        {
            var z = w * x;
            Console.WriteLine(z.Rows);
            w = Matrix<float>.Zeros(4, 2);
            x = z;
        }

        Console.WriteLine((Matrix<float>.Zeros(1, 4) * x).Transpose());
    }
}
