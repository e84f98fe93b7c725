// A network of one's own: layer after layer, the width changes in every turn.
using DnnGen;

static class Program
{
    static void Main()
    {
        int[] sizes = [5, 3, 8, 1];
        var a = Matrix<float>.Zeros(5, 10);
        for (int l = 1; l < sizes.Length; l++)
        {
            var w = Matrix<float>.Zeros(sizes[l], sizes[l - 1]);
            var b = Matrix<float>.Zeros(sizes[l], 1);
            a = w * a + b;
        }

        a.CopyFrom(Matrix<float>.Zeros(1, 10));
    }
}
