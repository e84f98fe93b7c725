// An annotated method behind a Func.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Func<Matrix<float>, Matrix<float>> center = Center;
        center(Matrix<float>.Zeros(4, 1)); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 1, 3
        Func<Matrix<float>, Matrix<float>> predict = Small.Create(1).Predict;
        predict(Matrix<float>.Zeros(2, 1)); // DNN1001 @ Matrix<float>.Zeros(2, 1): 2, 1, 3
        Small.Create(1).Predict(predict(center(Matrix<float>.Zeros(3, 1)))); // DNN1001 @ predict(center(Matrix<float>.Zeros(3, 1))): 2, 1, 3
    }

    [return: Shape("3", "m")]
    static Matrix<float> Center([Shape("3", "m")] Matrix<float> x) => x;
}
