// The argument is an assignment.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x;
        Small.Create(1).Predict(x = Matrix<float>.Zeros(4, 2)); // DNN1001 @ x = Matrix<float>.Zeros(4, 2): 4, 2, 3
    }
}
