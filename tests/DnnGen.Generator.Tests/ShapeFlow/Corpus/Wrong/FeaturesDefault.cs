// default is the empty matrix.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x = default;
        Small.Create(1).Predict(x); // DNN1001 @ x: 0, 3
    }
}
