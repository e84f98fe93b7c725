// Unknown matrices go into annotated parameters without a word, and come out as what is promised.
using DnnGen;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(3, 2), new List<Matrix<float>> { Matrix<float>.Zeros(2, 2) });

    static void Run(Matrix<float> x, List<Matrix<float>> list)
    {
        Use(x, list[0]);
        Use(list[0].Transpose() * list[0] * x.Transpose() * x, x.SliceRows(1, 2));
    }

    static void Use([Shape("_", "m")] Matrix<float> x, [Shape("m", "2")] Matrix<float> y) => (x * y).CopyFrom(Matrix<float>.Zeros(x.Rows, 2));
}
