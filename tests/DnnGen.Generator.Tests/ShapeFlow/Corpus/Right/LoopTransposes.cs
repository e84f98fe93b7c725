// Transposed once in every turn; only an odd number of turns makes it fit.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(5, 3);
        for (int i = 0; i < 3; i++)
        {
            x = x.Transpose();
        }

        Small.Create(1).Predict(x);
        do
        {
            x = x.Transpose();
        }
        while (x.Rows == 3);
        x.CopyFrom(Matrix<float>.Zeros(5, 3));
    }
}
