// Cases jump to each other and to the default.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Console.WriteLine(Pick(2).Rows + Pick(0).Rows);

    static Matrix<float> Pick(int kind)
    {
        Matrix<float> x = Matrix<float>.Zeros(1, 1);
        switch (kind)
        {
            case 0:
                x = Matrix<float>.Zeros(3, 1);
                goto default;
            case 1:
            case 2:
                x = Matrix<float>.Zeros(3, 2);
                goto case 3;
            case 3 when x.Rows == 1:
                return x;
            case 3:
            default:
                return Small.Create(1).Predict(x.Rows == 1 ? Matrix<float>.Zeros(3, 9) : x);
        }
    }
}
