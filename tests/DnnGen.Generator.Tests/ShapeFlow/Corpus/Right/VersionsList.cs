// list[0].Rows is not what it was when the list has changed.
using DnnGen;

static class Program
{
    static void Main()
    {
        var list = new List<Matrix<double>> { Matrix<double>.Zeros(3, 1), Matrix<double>.Zeros(2, 1) };
        var first = Matrix<double>.Zeros(list[0].Rows, 1);
        list.RemoveAt(0);
        first.CopyFrom(Matrix<double>.Zeros(list[0].Rows + 1, 1));
        int[] sizes = [3, 2];
        int i = 0;
        var a = Matrix<double>.Zeros(sizes[i], 1);
        i++;
        a.CopyFrom(Matrix<double>.Zeros(sizes[i] + 1, 1));
        a.CopyFrom(Matrix<double>.Zeros(sizes[^1] + i, 1));
    }
}
