// Counted by hand, and counted wrong.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.FromExamples([1, 2, 3, 4, 5], 2, 3); // DNN1006 @ [1, 2, 3, 4, 5]: 5, 2, 3, 6
        Console.WriteLine(x);
    }
}
