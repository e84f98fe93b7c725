// A nullable matrix that has a value.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float>? x = Matrix<float>.Zeros(4, 2);
        Small.Create(1).Predict(x.Value); // DNN1001 @ x.Value: 4, 2, 3
    }
}
