// The step-by-step functions say at compile time what they say at run time.
using DnnGen;

static class Program
{
    static void Main()
    {
        var X = Matrix<double>.Zeros(5, 7);
        var W1 = Matrix<double>.Zeros(4, 3);
        var b1 = Matrix<double>.Zeros(3, 1);
        var (Z, cache) = Functional.LinearForward(X, W1, b1); // DNN1007 @ X: Functional.LinearForward, A is (5 × 7); it must be (3 × 7), a row for each column of W // DNN1007 @ b1: Functional.LinearForward, b is (3 × 1); it must be (4 × 1), a number for each row of W
        Console.WriteLine((Z, cache));
        var (A, _) = Functional.LinearActivationForward(W: W1, A_prev: X.SliceRows(0, 3), b: Matrix<double>.Zeros(4, 2), activation: Activation.ReLU); // DNN1007 @ Matrix<double>.Zeros(4, 2): 4, 2, 1, a number for each row of W
        Functional.ComputeCost(A, Matrix<double>.Zeros(4, 6)); // DNN1007 @ Matrix<double>.Zeros(4, 6): Functional.ComputeCost, Y is (4 × 6); it must be (4 × 7), the shape of AL
        Functional.CostGradient(A, X); // DNN1007 @ X: 5, 7, 4, the shape of AL
        Functional.LModelBackward(A, A.Transpose(), []); // DNN1007 @ A.Transpose(): 7, 4
    }
}
