using System.Numerics;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>An activation as a step of its own, over all examples. For generated code, which checks the shapes at its entry.</summary>
/// <typeparam name="TActivation">The activation g.</typeparam>
public static class ActivationLayerKernel<TActivation>
    where TActivation : struct, IActivation
{
    /// <summary>What the most expensive of them cost for each number, roughly, in multiply-adds.</summary>
    internal const long CostOfNumber = 4;

    /// <summary>Forward: A = g(Z).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Z, one example in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(z, a), a.Columns, CostOfNumber * a.Rows);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">One example.</param>
    /// <param name="a">Receives g(z); possibly the same memory.</param>
    public static void Predict<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => TActivation.Forward(z, a);

    /// <summary>Backward: dZ = dA ∘ g′(Z), in place, for an activation that works from A alone.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    public static void Backward<T>(Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => Backward(default, a, gradient);

    /// <summary>Backward: dZ = dA ∘ g′(Z), in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Z.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    public static void Backward<T>(Matrix<T> z, Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new BackwardWork<T>(z, a, gradient), a.Columns, CostOfNumber * a.Rows);

    /// <summary>Forward over sequences, for an activation that takes the features of each step together: A = g(Z).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Z, one sequence in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    /// <param name="features">The features of one step.</param>
    public static void Forward<T>(Matrix<T> z, Matrix<T> a, int features)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new StepsWork<T>(features, z, a), a.Columns, CostOfNumber * a.Rows);

    /// <summary>The same for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">One sequence.</param>
    /// <param name="a">Receives g(z); possibly the same memory.</param>
    /// <param name="features">The features of one step.</param>
    public static void Predict<T>(ReadOnlySpan<T> z, Span<T> a, int features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int step = 0; step < z.Length; step += features)
        {
            TActivation.Forward(z.Slice(step, features), a.Slice(step, features));
        }
    }

    /// <summary>Backward over sequences: dZ = dA ∘ g′(Z) for the features of each step together, in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    /// <param name="features">The features of one step.</param>
    public static void Backward<T>(Matrix<T> a, Matrix<T> gradient, int features)
        where T : unmanaged, IFloatingPointIeee754<T> => StepProducts.ActivationBackward<T, TActivation>(features, default, a, gradient);

    private readonly struct StepsWork<T>(int features, Matrix<T> z, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(z.Example(example), a.ColumnSpan(example), features);
    }

    private readonly struct ForwardWork<T>(Matrix<T> z, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => TActivation.Forward(z.Example(example), a.ColumnSpan(example));
    }

    private readonly struct BackwardWork<T>(Matrix<T> z, Matrix<T> a, Matrix<T> gradient) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => TActivation.Backward(
            TActivation.NeedsPreActivation ? z.Example(example) : default, a.ColumnSpan(example), gradient.ColumnSpan(example));
    }
}
