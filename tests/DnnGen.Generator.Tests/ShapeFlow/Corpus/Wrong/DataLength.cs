// A hundred numbers for nine columns of twelve.
using DnnGen;

static class Program
{
    static void Main()
    {
        float[] data = new float[100];
        var x = Matrix<float>.FromExamples(data, 12, 9); // DNN1006 @ data: 100, 12, 9, 108
        Console.WriteLine(x);
    }
}
