// The step-by-step functions take whatever fits the weights.
using System.Numerics;
using DnnGen;

static class Program
{
    static void Main()
    {
        var (a, cache) = Functional.LinearActivationForward(Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(4, 3), Matrix<float>.Zeros(4, 1), Activation.Tanh);
        var (b, next) = Functional.LinearActivationForward(a, Matrix<float>.Zeros(1, 4), Matrix<float>.Zeros(1, 1), Activation.Sigmoid);
        var back = Functional.LinearActivationBackward(Functional.CostGradient(b, Matrix<float>.Zeros(1, 5)), next, Activation.Sigmoid);
        var first = Functional.LinearActivationBackward(back.dA_prev, cache, Activation.Tanh);
        Matrix<float>.Zeros(4, 3).CopyFrom(first.dW);
        (cache, next) = (next, cache);
        Functional.LinearActivationBackward(b, cache, Activation.Sigmoid);
        Console.WriteLine(Layer(Matrix<double>.Zeros(6, 2), Matrix<double>.Zeros(2, 6)).Rows);
        var changed = cache with { Z = Matrix<float>.Zeros(1, 5) };
        Functional.LinearActivationBackward(b, changed, Activation.Sigmoid);
    }

    static Matrix<T> Layer<T>(Matrix<T> x, Matrix<T> w)
        where T : unmanaged, IFloatingPointIeee754<T> => Functional.LinearForward(x, w, Matrix<T>.Zeros(w.Rows, 1)).Z;
}
