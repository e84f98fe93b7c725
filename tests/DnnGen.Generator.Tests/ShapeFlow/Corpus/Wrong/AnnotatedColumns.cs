// The columns of the annotation.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 5);
        Use(x.SliceColumns(0, 1));
        Use(x); // DNN1007 @ x: 3, 5, 1
    }

    static void Use([Shape("n", "1")] Matrix<float> x) => Matrix<float>.Zeros(x.Rows, 1).CopyFrom(x);
}
