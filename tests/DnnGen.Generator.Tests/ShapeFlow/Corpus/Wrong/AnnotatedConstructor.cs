// Parameters of a primary constructor.
using DnnGen;

class Standard([Shape("n", "1")] Matrix<float> mean, [Shape("n", "1")] Matrix<float> deviation)
{
    public Matrix<float> Both { get; } = mean + deviation;
}

static class Program
{
    static void Main() => Console.WriteLine(new Standard(Matrix<float>.Zeros(3, 1), Matrix<float>.Zeros(4, 1)).Both); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 3
}
