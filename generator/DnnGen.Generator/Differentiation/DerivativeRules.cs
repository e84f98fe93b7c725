namespace DnnGen.Generator.Differentiation;

/// <summary>The derivative of every operation: one rule each, in one table. No other place knows calculus.</summary>
internal static class DerivativeRules
{
    /// <summary>The steps that carry the gradient of an operation's result to its operands and parameters.</summary>
    public static IEnumerable<BackwardOperation> Of(ForwardOperation operation) => operation switch
    {
        // J = 1/m Σ loss(A, Y)      dA = ∂loss/∂A
        MeanLoss(var loss, var output, var labels, _) =>
        [
            new LossGradient(loss, output, labels, output.Gradient),
        ],

        // A = g(Z)                  dZ = dA ∘ g′(Z)
        Activate(var function, var z, var a) =>
        [
            new ActivationGradient(function, z, a, a.Gradient, z.Gradient),
        ],

        // Z = W·A + b               dW = 1/m·dZ·Aᵀ      db = 1/m·Σ dZ      dA = Wᵀ·dZ
        Linear(var weights, var bias, var operand, var z) =>
        [
            new WeightGradient(z.Gradient, operand, weights.Gradient),
            new BiasGradient(z.Gradient, bias.Gradient),
            new OperandGradient(weights, z.Gradient, operand.Gradient),
        ],

        // Z = W ∗ A + b             dW = 1/m·dZ ∗ A      db = 1/m·Σ dZ      dA = each dZ back to its window, times W
        Convolve(var weights, var bias, var operand, var z) =>
        [
            new WeightGradient(z.Gradient, operand, weights.Gradient),
            new BiasGradient(z.Gradient, bias.Gradient),
            new OperandGradient(weights, z.Gradient, operand.Gradient),
        ],

        // A = max of each window    dA_prev = dA at the largest       A = mean of each window    dA_prev = its share of dA
        Pool(var operand, var a) =>
        [
            new PoolGradient(operand, a, a.Gradient, operand.Gradient),
        ],

        // A = A_prev, reshaped      dA_prev = dA, reshaped back
        Reshape(var operand, var a) =>
        [
            new ReshapeGradient(a.Gradient, operand.Gradient),
        ],

        // A = A_prev ∘ D            dA_prev = dA ∘ D
        Drop(var operand, var a) =>
        [
            new DropGradient(a, a.Gradient, operand.Gradient),
        ],

        // A = γ·x̂ + β, x̂ = (A_prev − μ)/σ     dγ = 1/m·Σ dA ∘ x̂    dβ = 1/m·Σ dA    dA_prev = γ/σ·(dA − its mean − x̂·mean of dA ∘ x̂)
        Normalize(var operand, var a) =>
        [
            new NormalizeGradient(operand, a, a.Gradient, operand.Gradient),
        ],

        // A = f(A_prev; θ)          dA_prev and dθ as the layer says beside its f
        Apply(var operand, var a) =>
        [
            new ApplyGradient(operand, a, a.Gradient, operand.Gradient),
        ],

        // A = A_1 + A_2             dA_2 = dA            dA_1 = dA
        Sum(var operand, var other, var a) =>
        [
            new CopyGradient(a, a.Gradient, other.Gradient),
            new PassGradient(a, a.Gradient, operand.Gradient),
        ],

        // A = A_1 ∘ A_2             dA_2 = dA ∘ A_1      dA_1 = dA ∘ A_2
        Product(var operand, var other, var a) =>
        [
            new FactorGradient(a, a.Gradient, operand, other.Gradient, IsLast: false),
            new FactorGradient(a, a.Gradient, other, operand.Gradient, IsLast: true),
        ],

        // A = A_1, A_2, …           dA_k = its rows of dA
        Join(var operands, var a) => operands.Select((operand, index) => new PieceGradient(a, a.Gradient, index, operand.Gradient)),

        // A = A_other               dA_other = dA
        Branch(var operand, var a) =>
        [
            new PassGradient(a, a.Gradient, operand.Gradient),
        ],

        // A = A_other, read by nobody
        Show => [],

        _ => throw new InvalidOperationException($"There is no derivative rule for {operation.GetType().Name}."),
    };
}
