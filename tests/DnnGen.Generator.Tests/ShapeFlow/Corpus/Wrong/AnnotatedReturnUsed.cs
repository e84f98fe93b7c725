// What is promised is taken for granted: the caller is wrong.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Small.Create(1).Predict(Double(Matrix<float>.Zeros(2, 7))); // DNN1001 @ Double(Matrix<float>.Zeros(2, 7)): 4, 7, 3

    [return: Shape("2*n", "m")]
    static Matrix<float> Double([Shape("n", "m")] Matrix<float> x) => Matrix<float>.Zeros(2 * x.Rows, x.Columns);
}
