// Another number of elements: the whole call is wrong, not one of its arguments.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 6);
        var y = x.Reshape(5, 5); // DNN1006 @ x.Reshape(5, 5): 24, 5, 25
        Console.WriteLine(y);
    }
}
