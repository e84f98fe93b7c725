// In constructors, initialisers, base calls, operators and finalizers.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Base
{
    public Base([Shape("3", "m")] Matrix<float> x) => X = x;

    public Matrix<float> X { get; }
}

class Derived : Base
{
    public Derived()
        : base(Matrix<float>.Zeros(4, 1)) // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 3
    {
        Small.Create(1).Predict(Matrix<float>.Zeros(5, 1)); // DNN1001 @ Matrix<float>.Zeros(5, 1): 5, 3
    }

    public Derived(int m)
        : this() => Console.WriteLine(m);

    public static Matrix<float> operator +(Derived left, int n) => Small.Create(1).Predict(Matrix<float>.Zeros(n, 2) * Matrix<float>.Zeros(3, 2)); // DNN1002 @ Matrix<float>.Zeros(n, 2) * Matrix<float>.Zeros(3, 2): 2, 3
}

class Primary() : Base(Matrix<float>.Zeros(2, 2)); // DNN1007 @ Matrix<float>.Zeros(2, 2): 2, 3

record Early([Shape("2", "m")] Matrix<float> Y) : Parent(Y); // DNN1007 @ Y: 2, 3

record Parent([Shape("3", "m")] Matrix<float> X);

static class Program
{
    static void Main() => Console.WriteLine(new Derived(1) + 3);
}
