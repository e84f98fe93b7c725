// A lambda with annotations of its own, behind a delegate that has none.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var scale = ([Shape("3", "m")] Matrix<float> x, float by) => by * x;
        scale(Matrix<float>.Zeros(4, 1), 2); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 1, 3
        Func<Matrix<float>, Matrix<float>> halve = [return: Shape("n", "m")] ([Shape("n", "m")] x) => 0.5f * x;
        Small.Create(1).Predict(halve(Matrix<float>.Zeros(5, 2))); // DNN1001 @ halve(Matrix<float>.Zeros(5, 2)): 5, 2, 3
    }
}
