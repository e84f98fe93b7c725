// The parameters of a delegate.
using DnnGen;

delegate Matrix<double> Map([Shape("n", "n")] Matrix<double> x);

static class Program
{
    static void Main()
    {
        Map map = x => x * x;
        map(Matrix<double>.Zeros(2, 3)); // DNN1007 @ Matrix<double>.Zeros(2, 3): 2, 3
    }
}
