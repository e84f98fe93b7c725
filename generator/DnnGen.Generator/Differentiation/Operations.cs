namespace DnnGen.Generator.Differentiation;

/// <summary>A step of the forward program: it computes one value from others.</summary>
internal abstract record ForwardOperation(Value Result);

/// <summary>Z = W·A + b.</summary>
internal sealed record Linear(Value Weights, Value Bias, Value Operand, Value Result) : ForwardOperation(Result);

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
