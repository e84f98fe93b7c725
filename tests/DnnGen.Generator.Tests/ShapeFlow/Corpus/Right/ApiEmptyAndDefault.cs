// default is the (0 × 0) matrix; matrices without columns are matrices.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x = default;
        var none = x + new Matrix<float>();
        var outer = Matrix<float>.Zeros(5, 0) * Matrix<float>.Zeros(0, 6);
        outer.CopyFrom(Matrix<float>.Zeros(5, 6));
        x = Matrix<float>.Zeros(3, 0);
        var p = Small.Create(1).Predict(x);
        p.CopyFrom(Matrix<float>.Zeros(2, 0));
        none.CopyFrom(default(Matrix<float>).Transpose());
        Console.WriteLine(none.Reshape(0, 5).Columns + none.Reshape(7, 0).Rows);
    }
}
