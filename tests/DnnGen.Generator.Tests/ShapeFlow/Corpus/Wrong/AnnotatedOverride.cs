// The annotation of the base method travels to its override, return and all.
using DnnGen;

abstract class Base
{
    [return: Shape("n", "1")]
    public abstract Matrix<float> Mean([Shape("n", "2")] Matrix<float> x);
}

class First : Base
{
    public override Matrix<float> Mean(Matrix<float> x) => Matrix<float>.Zeros(x.Rows + 1, 1); // DNN1007 @ Matrix<float>.Zeros(x.Rows + 1, 1): n, n + 1
}

static class Program
{
    static void Main() => Matrix<float>.Zeros(3, 1).CopyFrom(new First().Mean(Matrix<float>.Zeros(3, 3))); // DNN1007 @ Matrix<float>.Zeros(3, 3): 3, 2
}
