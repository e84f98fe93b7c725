// In an expression-bodied property, and in a constructor's argument to its base.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Base(Matrix<float> output)
{
    public Matrix<float> Given => output;

    public Matrix<float> Output => Small.Create(1).Predict(Matrix<float>.Zeros(5, 4)); // DNN1001 @ Matrix<float>.Zeros(5, 4): 5, 4, 3
}

class Derived() : Base(Small.Create(1).Predict(Matrix<float>.Zeros(6, 4))) // DNN1001 @ Matrix<float>.Zeros(6, 4): 6, 4, 3
{
}

static class Program
{
    static void Main() => Console.WriteLine(new Derived().Output);
}
