// Every arm of a switch makes the same wrong thing.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        int kind = Environment.ProcessId % 3;
        Matrix<float> x;
        switch (kind)
        {
            case 0:
                x = Matrix<float>.Zeros(4, 1);
                break;
            case 1 when Environment.TickCount64 > 5:
                x = Matrix<float>.Zeros(2, 2).Reshape(4, 1);
                break;
            default:
                x = Matrix<float>.FromExamples(new float[4], 4, 1);
                break;
        }

        net.Predict(x); // DNN1001 @ x: 4, 1, 3
        int rows = kind switch { 0 => 5, 1 => 2 + 3, _ => 10 / 2 };
        net.Predict(Matrix<float>.Zeros(rows, 1)); // DNN1001 @ Matrix<float>.Zeros(rows, 1): 5, 1, 3
        var chosen = kind == 0 ? Matrix<float>.Zeros(6, 1) : kind == 1 ? Matrix<float>.Zeros(6, 2) : Matrix<float>.Zeros(6, 3);
        net.Predict(chosen); // DNN1001 @ chosen: 6, 3
        Matrix<float>? none = null;
        net.Predict(none ?? chosen); // DNN1001 @ none ?? chosen: 6, 3
    }
}
