// Numbers out of constants, letters, sizeof and casts.
using DnnGen;

static class Program
{
    private const int Side = 28;
    private const long Pixels = Side * (long)Side;

    static void Main()
    {
        float[] data = new float[Side * Side * 10];
        var images = Matrix<float>.FromExamples(data, (int)Pixels, 11); // DNN1006 @ data: 7840, 784, 11, 8624
        var flat = Matrix<float>.Zeros(sizeof(long), 'c' - 'a') * Matrix<float>.Zeros(sizeof(int), 2); // DNN1002 @ Matrix<float>.Zeros(sizeof(long), 'c' - 'a') * Matrix<float>.Zeros(sizeof(int), 2): 8, 2, 4
        Console.WriteLine(images.Columns + flat.Rows);
    }
}
