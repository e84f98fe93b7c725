// Rows fall away until they fit the network; before that the matrix would not.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(10, 4);
        for (int i = x.Rows; i > 3; i--)
        {
            x = x.SliceRows(0, i - 1);
        }

        Console.WriteLine(Small.Create(1).Predict(x).Rows);
    }
}
