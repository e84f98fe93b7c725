// Made and used inside of a lambda.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Func<int, float> f = n =>
        {
            var x = Matrix<float>.Zeros(4, n);
            return Small.Create(1).Predict(x)[0, 0]; // DNN1001 @ x: 4, 3
        };
        f(2);
    }
}
