using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>
/// A layer that is one kernel of the runtime. It says here, side by side, what it computes and how that is gone back
/// through; the rooms behind this one know how such a layer is planned and written, and no layer of this form by name.
/// </summary>
/// <remarks>
/// The kernel is <c>Kernel&lt;LayerN, activations&gt;</c> with these methods, where what a layer does not have is left out:
/// <code>
/// Forward(settings, θ…, A_prev, kept…, A)
/// Predict(settings, θ, example, a)
/// Backward(settings, θ…, A_prev, A, kept…, dA, scratch…, dA_prev, dθ…)
/// BackwardAndUpdate(settings, θ…, A_prev, A, kept…, dA, scratch…, dA_prev, learningRate)
/// </code>
/// dA_prev is <c>default</c> where nobody reads it, and so is dθ of a frozen layer if the kernel takes it so. Gradients travel without the 1/m of the mean over the examples, which
/// stands in dθ: dθ = 1/m·Σ …. dA may be overwritten.
/// </remarks>
internal abstract record KernelLayer(int Number, TensorShape Input, TensorShape Output, Activation Activation = Activation.Identity)
    : Layer(Number, Input, Output, Activation)
{
    /// <summary>The class of the kernel in <c>DnnGen.Kernels</c>.</summary>
    public abstract string Kernel { get; }

    /// <summary>The interface through which it takes its sizes.</summary>
    public abstract string ShapeInterface { get; }

    /// <summary>Its sizes, which the JIT folds in as constants.</summary>
    public abstract EquatableArray<SizeConstant> Sizes { get; }

    /// <summary>The activations that stand inside of it: type arguments after that of the sizes.</summary>
    public virtual IReadOnlyList<Activation> Functions => [];

    /// <summary>Settings that are no sizes, as they are written in a call: <c>epsilon: 1E-05</c>.</summary>
    public virtual EquatableArray<string> Settings => default;

    /// <summary>What the forward pass keeps for the way back beside its output.</summary>
    public virtual EquatableArray<KeptMatrix> Kept => default;

    /// <summary>What the way back needs for a moment.</summary>
    public virtual EquatableArray<KeptMatrix> BackwardScratch => default;

    /// <summary>Whether the way back reads what came in.</summary>
    public virtual bool BackwardReadsOperand => Parameters.Count > 0;

    /// <summary>Whether the way back reads what came out.</summary>
    public virtual bool BackwardReadsOutput => false;

    /// <summary>Whether the kernel takes <c>default</c> as dθ and then computes none; one that does not gets memory that nobody reads.</summary>
    public virtual bool TakesFrozenAsDefault => false;

    /// <summary>
    /// What it remembers from one time step to the next where a sequence comes in step by step, one frame at a time; null where it cannot go so.
    /// The kernel then has <c>Step(settings, θ, frame, state…, scratch, a)</c>, with the scratch where <see cref="StepScratch"/> is not 0,
    /// and without a where the output is one of the states.
    /// </summary>
    public virtual EquatableArray<KeptMatrix>? StepState => null;

    /// <summary>The numbers that a time step needs for a moment.</summary>
    public virtual int StepScratch => 0;

    /// <summary>The state that is the output of a time step, by its name; null where the output has memory of its own.</summary>
    public virtual string? StepOutput => null;

    /// <summary>What it is, above its steps: <c>UPSAMPLE 2×2</c>.</summary>
    public abstract string Caption { get; }

    /// <summary>What follows <c>A3 = </c>.</summary>
    public abstract string ForwardFormula(string operand);

    /// <summary>What the formula does not say, below it, one line each.</summary>
    public virtual EquatableArray<string> ForwardDetails => default;

    /// <summary>What follows <c>dA2 = </c>.</summary>
    public abstract string OperandGradientFormula(string outputGradient);

    /// <summary>For each matrix of parameters, or for several in one: its letter and what is summed over the examples.</summary>
    public virtual EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => default;
}

/// <summary>A size of a layer by its name in the interface of the kernel.</summary>
internal sealed record SizeConstant(string Name, int Value);

/// <summary>A matrix beside the outputs.</summary>
/// <param name="Name">Its name in the workspace, before the number of the layer: <c>Gates</c>.</param>
/// <param name="Rows">Its numbers for one example.</param>
/// <param name="Description">What it is.</param>
internal sealed record KeptMatrix(string Name, int Rows, string Description);

/// <summary>The gradient of a parameter in symbols: <c>dU3 = 1/m·Σ dZ·Hᵀ</c>.</summary>
/// <param name="Symbol">The letter of the parameter with the number of its layer.</param>
/// <param name="Sum">What is summed: <c>Σ dZ·Hᵀ</c>.</param>
/// <param name="Size">The size of the matrix.</param>
internal sealed record ParameterGradientFormula(string Symbol, string Sum, string Size);
