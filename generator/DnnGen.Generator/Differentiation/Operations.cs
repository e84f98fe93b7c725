using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Differentiation;

/// <summary>A step of the forward program: it computes one value from others.</summary>
internal abstract record ForwardOperation(Value Result);

/// <summary>Z = W·A + b.</summary>
internal sealed record Linear(Value Weights, Value Bias, Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>Z = W ∗ A + b.</summary>
internal sealed record Convolve(Value Weights, Value Bias, Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = the largest number or the mean of every window of A_prev.</summary>
internal sealed record Pool(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = A_prev in another shape.</summary>
internal sealed record Reshape(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = A_prev ∘ D, where D is 0 where dropped and 1/(1 − rate) elsewhere.</summary>
internal sealed record Drop(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = γ·(A_prev − μ)/σ + β.</summary>
internal sealed record Normalize(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = A_1 + A_2.</summary>
internal sealed record Sum(Value Operand, Value Other, Value Result) : ForwardOperation(Result);

/// <summary>A = A_1 ∘ A_2.</summary>
internal sealed record Product(Value Operand, Value Other, Value Result) : ForwardOperation(Result);

/// <summary>A = A_1, A_2, … one after the other.</summary>
internal sealed record Join(EquatableArray<Value> Operands, Value Result) : ForwardOperation(Result);

/// <summary>A = A_other, once more.</summary>
internal sealed record Branch(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = A_other as an output, which no layer reads: its gradient is that of its loss alone.</summary>
internal sealed record Show(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = f(A_prev; θ), where f is one kernel of the runtime.</summary>
internal sealed record Apply(Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>A = g(Z).</summary>
internal sealed record Activate(Activation Function, Value Operand, Value Result) : ForwardOperation(Result);

/// <summary>J = 1/m Σ loss(A, Y).</summary>
internal sealed record MeanLoss(Loss Loss, Value Output, Value Labels, Value Result) : ForwardOperation(Result);

/// <summary>A step of the backward program: it computes one gradient.</summary>
internal abstract record BackwardOperation(Value Result);

/// <summary>dA of the loss, without the 1/m, which stands in the gradients of the parameters.</summary>
internal sealed record LossGradient(Loss Loss, Value Output, Value Labels, Value Result) : BackwardOperation(Result);

/// <summary>dZ = dA ∘ g′(Z).</summary>
internal sealed record ActivationGradient(Activation Function, Value Operand, Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dW = 1/m · dZ·Aᵀ.</summary>
internal sealed record WeightGradient(Value OutputGradient, Value Operand, Value Result) : BackwardOperation(Result);

/// <summary>db = 1/m · Σ dZ.</summary>
internal sealed record BiasGradient(Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_prev = Wᵀ·dZ.</summary>
internal sealed record OperandGradient(Value Weights, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_prev: each dA back to the numbers of its window.</summary>
internal sealed record PoolGradient(Value Operand, Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_prev = dA in the shape of A_prev.</summary>
internal sealed record ReshapeGradient(Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_prev = dA ∘ D.</summary>
internal sealed record DropGradient(Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dγ, dβ and dA_prev of a normalization, which have their sums in common.</summary>
internal sealed record NormalizeGradient(Value Operand, Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_1 = dA: the gradient goes on as it is.</summary>
internal sealed record PassGradient(Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_2 = dA in memory of its own.</summary>
internal sealed record CopyGradient(Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);

/// <summary>dA_1 = dA ∘ A_2; the last of the two of a product needs dA no more.</summary>
internal sealed record FactorGradient(Value Output, Value OutputGradient, Value Other, Value Result, bool IsLast) : BackwardOperation(Result);

/// <summary>dA_k = its rows of dA.</summary>
internal sealed record PieceGradient(Value Output, Value OutputGradient, int Index, Value Result) : BackwardOperation(Result);

/// <summary>dA_prev and dθ of a layer that is one kernel, which have their work in common.</summary>
internal sealed record ApplyGradient(Value Operand, Value Output, Value OutputGradient, Value Result) : BackwardOperation(Result);
