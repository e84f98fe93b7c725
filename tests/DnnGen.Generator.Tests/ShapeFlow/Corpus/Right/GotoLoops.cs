// Loops made of goto.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        int rows = 5;
        again:
        if (rows > 3)
        {
            rows--;
            goto again;
        }

        net.Predict(Matrix<float>.Zeros(rows, 1));
        var x = Matrix<float>.Zeros(4, 3);
        int turn = 0;
        top:
        if (turn == 1)
        {
            net.Predict(x);
        }

        x = x.Transpose();
        if (++turn < 3)
        {
            goto top;
        }

        switch (turn)
        {
            case 2:
                x = Matrix<float>.Zeros(4, 4);
                goto case 3;
            case 3:
                x = Matrix<float>.Zeros(3, 4);
                goto default;
            default:
                net.Predict(x);
                break;
        }
    }
}
