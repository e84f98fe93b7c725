// In the expression body of a local function.
using DnnGen;

static class Program
{
    static void Main()
    {
        Console.WriteLine(Gram());

        static Matrix<float> Gram() => Matrix<float>.Zeros(2, 3) * Matrix<float>.Zeros(2, 3); // DNN1002 @ Matrix<float>.Zeros(2, 3) * Matrix<float>.Zeros(2, 3): 3, 2
    }
}
