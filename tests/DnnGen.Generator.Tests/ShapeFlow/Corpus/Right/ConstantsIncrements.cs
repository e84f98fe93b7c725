// Before, after, and inside of an argument list.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int n = 3;
        Small.Create(1).Predict(Matrix<float>.Zeros(n++, n));
        Small.Create(1).Predict(Matrix<float>.Zeros(--n, n--));
        n += n++ - 1;
        Small.Create(1).Predict(Matrix<float>.Zeros(n, n = 5));
        Small.Create(1).Predict(Matrix<float>.Zeros(n -= 2, n));
        int k = n = 3;
        var x = Matrix<float>.Zeros(k, n += k);
        x.CopyFrom(Matrix<float>.Zeros(3, 6));
        int[] a = [0, 3];
        int i = 0;
        Small.Create(1).Predict(Matrix<float>.Zeros(a[++i], i));
    }
}
