// A cache knows what the gradient must be, and the gradients know their parameters.
using DnnGen;

static class Program
{
    static void Main()
    {
        var X = Matrix<float>.Zeros(3, 5);
        var W = Matrix<float>.Zeros(2, 3);
        var b = Matrix<float>.Zeros(2, 1);
        var (A, cache) = Functional.LinearActivationForward(X, W, b, Activation.Sigmoid);
        var grads = Functional.LinearActivationBackward(X, cache, Activation.Sigmoid); // DNN1007 @ X: Functional.LinearActivationBackward, dA is (3 × 5); it must be (2 × 5), the shape of Z in the cache
        W.CopyFrom(grads.dA_prev); // DNN1003 @ grads.dA_prev: 2, 3, 5
        var (dA, dW, db) = Functional.LinearBackward(W, cache.Linear); // DNN1007 @ W: dZ is (2 × 3); it must be (2 × 5), the shape of Z = W·A + b in the cache
        Console.WriteLine(dW - db.Transpose()); // DNN1003 @ dW - db.Transpose(): 2, 3, 1
        Console.WriteLine(dA * A); // DNN1002 @ dA * A: 5, 2
        Functional.LinearBackward(A.Transpose(), new LinearCache<float>(X, W, b)); // DNN1007 @ A.Transpose(): 5, 2
    }
}
