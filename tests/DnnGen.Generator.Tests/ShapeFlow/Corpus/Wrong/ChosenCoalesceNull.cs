// Null for certain: the right side it is.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float>? none = null;
        Small.Create(1).Predict(none ?? Matrix<float>.Zeros(4, 2)); // DNN1001 @ none ?? Matrix<float>.Zeros(4, 2): 4, 2, 3
    }
}
