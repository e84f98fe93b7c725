// The counter is not touched by the loop.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int rows = 4;
        for (int i = 0; i < rows; i++)
        {
            Console.WriteLine(i);
        }

        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1)); // DNN1001 @ Matrix<float>.Zeros(rows, 1): 4, 1, 3
    }
}
