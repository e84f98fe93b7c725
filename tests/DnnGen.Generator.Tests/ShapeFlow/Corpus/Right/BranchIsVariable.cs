// A pattern variable is definitely assigned only where the pattern holds.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        object box = Matrix<float>.Zeros(4, 3);
        if (box is not Matrix<float> { Rows: 3 } x)
        {
            x = Matrix<float>.Zeros(3, 4);
        }

        Small.Create(1).Predict(x);
        if (box is Matrix<double> d && d.Rows == 3)
        {
            Console.WriteLine(d);
        }
    }
}
