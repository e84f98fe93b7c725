// A ref local that moves from one variable to another.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float> a = Matrix<float>.Zeros(4, 1), b = Matrix<float>.Zeros(4, 1);
        ref var current = ref a;
        current = Matrix<float>.Zeros(3, 1);
        net.Predict(a);
        current = ref b;
        current = Matrix<float>.Zeros(3, 2);
        net.Predict(b);
        int rows = 4;
        ref int r = ref rows;
        r--;
        net.Predict(Matrix<float>.Zeros(rows, 1));
        foreach (ref var x in (Span<Matrix<float>>)[a, b])
        {
            x = x.Reshape(x.Columns, 3).Transpose();
            net.Predict(x);
        }
    }
}
