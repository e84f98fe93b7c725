// What the delegate promises holds inside the lambda.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

delegate Matrix<float> Map([Shape("4", "m")] Matrix<float> x);

static class Program
{
    static void Main()
    {
        Map map = x => Small.Create(1).Predict(x); // DNN1001 @ x: 4, m, 3
        Console.WriteLine(map(Matrix<float>.Zeros(4, 1)));
    }
}
