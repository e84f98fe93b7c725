// 28 · 28 is 784.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.FromExamples(new float[28 * 28 * 10], 785, 10); // DNN1006 @ new float[28 * 28 * 10]: 7840, 785, 10, 7850
        Console.WriteLine(x);
    }
}
