// The loop variable of this turn and that of the turn before.
using DnnGen;

static class Program
{
    static void Main()
    {
        Matrix<double>? previous = null;
        foreach (int m in new[] { 4, 3, 2 })
        {
            previous?.CopyFrom(Matrix<double>.Zeros(2, m + 1));
            previous = Matrix<double>.Zeros(2, m);
        }
    }
}
