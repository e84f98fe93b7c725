// i + 1 of the last turn is i of this one.
using DnnGen;

static class Program
{
    static void Main()
    {
        var previous = Matrix<double>.Zeros(1, 2);
        for (int i = 1; i < 4; i++)
        {
            previous.CopyFrom(Matrix<double>.Zeros(i, 2));
            previous = Matrix<double>.Zeros(i + 1, 2);
        }
    }
}
