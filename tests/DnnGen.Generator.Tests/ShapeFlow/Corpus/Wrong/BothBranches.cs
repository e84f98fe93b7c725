// Assigned in both branches, and in neither afterwards.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        bool augment = Environment.ProcessorCount > 1;
        Matrix<float> x;
        if (augment)
        {
            x = Matrix<float>.Zeros(4, 200);
        }
        else
        {
            x = Matrix<float>.Zeros(4, 100);
        }

        net.Predict(x); // DNN1001 @ x: 4, 3
        int rows;
        if (augment) rows = 2; else rows = 2;
        var z = Matrix<float>.Zeros(rows, 3) * (augment ? Matrix<float>.Zeros(4, 2) : Matrix<float>.Zeros(4, 9)); // DNN1002 @ Matrix<float>.Zeros(rows, 3) * (augment ? Matrix<float>.Zeros(4, 2) : Matrix<float>.Zeros(4, 9)): 2, 3, 4
        Console.WriteLine(z);
    }
}
