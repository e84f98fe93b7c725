// Extension members with annotations.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Extensions
{
    extension([Shape("3", "m")] Matrix<float> x)
    {
        [return: Shape("2", "m")]
        public Matrix<float> Encoded() => Small.Create(1).Predict(x);

        public Matrix<float> Wrong() => Small.Create(1).Predict(x.Transpose().Reshape(4, 4)); // DNN1001 @ x.Transpose().Reshape(4, 4): 4, 3
    }

    [return: Shape("1", "m")]
    public static Matrix<float> Mean([Shape("n", "m")] this Matrix<float> x) => x.SliceRows(0, 2); // DNN1007 @ x.SliceRows(0, 2): 2, m, 1
}

static class Program
{
    static void Main()
    {
        Matrix<float>.Zeros(4, 1).Encoded(); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 3
        Small.Create(1).Predict(Matrix<float>.Zeros(3, 5).Encoded()); // DNN1001 @ Matrix<float>.Zeros(3, 5).Encoded(): 2, 5, 3
        Small.Create(1).Predict(Matrix<float>.Zeros(3, 5).Mean()); // DNN1001 @ Matrix<float>.Zeros(3, 5).Mean(): 1, 5, 3
    }
}
