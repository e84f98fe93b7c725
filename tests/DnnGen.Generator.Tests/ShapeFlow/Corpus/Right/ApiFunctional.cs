// The step-by-step functions, deconstructed and by name.
using DnnGen;

static class Program
{
    static void Main()
    {
        var parameters = Functional.InitializeParameters<double>(n_x: 3, n_h: 4, n_y: 1, new NumPyRandom(1));
        var x = Matrix<double>.Zeros(3, 5);
        var y = Matrix<double>.Zeros(1, 5);
        var (a1, cache1) = Functional.LinearActivationForward(x, parameters[0].W, parameters[0].b, Activation.ReLU);
        var (a2, cache2) = Functional.LinearActivationForward(a1, parameters[1].W, parameters[1].b, Activation.Sigmoid);
        Console.WriteLine(Functional.ComputeCost(a2, y));
        var last = Functional.LinearActivationBackward(Functional.CostGradient(a2, y), cache2, Activation.Sigmoid);
        var first = Functional.LinearActivationBackward(last.dA_prev, cache1, Activation.ReLU);
        var updated = Functional.UpdateParameters(parameters, [first, last], 0.1);
        Console.WriteLine((updated[0].W - first.dW).Rows);
    }
}
