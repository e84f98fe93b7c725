// A local function with annotations: at the call, at the return, and from its result.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Widen(Matrix<float>.Zeros(3, 2))); // DNN1001 @ Widen(Matrix<float>.Zeros(3, 2)): 4, 2, 3
        Widen(Matrix<float>.Zeros(2, 2)); // DNN1007 @ Matrix<float>.Zeros(2, 2): 2, 3
        Console.WriteLine(Promise());

        [return: Shape("4", "m")]
        static Matrix<float> Widen([Shape("3", "m")] Matrix<float> x) => Matrix<float>.Zeros(4, x.Columns);

        [return: Shape("3", "1")]
        Matrix<float> Promise()
        {
            return Matrix<float>.Zeros(1, 3); // DNN1007 @ Matrix<float>.Zeros(1, 3): 1, 3
        }
    }
}
