// Deconstruction inside of deconstruction.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var (_, (a, b)) = (1, (Matrix<float>.Zeros(3, 1), Matrix<float>.Zeros(4, 1)));
        Small.Create(1).Predict(a);
        Small.Create(1).Predict(b); // DNN1001 @ b: 4, 1, 3
    }
}
