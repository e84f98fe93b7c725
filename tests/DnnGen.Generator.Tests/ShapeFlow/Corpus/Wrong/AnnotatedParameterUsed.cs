// The annotation of the parameter is taken for granted inside.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Use(Matrix<float>.Zeros(4, 2));

    static void Use([Shape("4", "m")] Matrix<float> x)
    {
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 3
    }
}
