// The array is a readonly field.
using DnnGen;

static class Program
{
    private static readonly float[] Data = [1, 2, 3, 4];

    static void Main()
    {
        Console.WriteLine(Matrix<float>.FromExamples(Data, 3, 2)); // DNN1006 @ Data: 4, 3, 2, 6
    }
}
