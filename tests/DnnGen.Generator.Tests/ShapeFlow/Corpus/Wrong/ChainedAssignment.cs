// Two names from one assignment.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> a, b;
        a = b = Matrix<float>.Zeros(4, 2);
        Small.Create(1).Predict(b + a); // DNN1001 @ b + a: 4, 2, 3
    }
}
