using System.Numerics;

namespace DnnGen.Losses;

/// <summary>The loss of one example and its derivative.</summary>
/// <remarks>
/// Cross-entropies are taken together with the output activation they belong to: computed from the logits z, they stay
/// finite where log(a) would not, and their derivative with respect to z is the short a − y. Implementations are empty
/// structs that kernels take as type arguments.
/// </remarks>
public interface ILoss
{
    /// <summary>
    /// Whether the outputs of one example depend on each other, as after a softmax; the spans then hold exactly one
    /// example, otherwise any number of outputs of any examples.
    /// </summary>
    static abstract bool CouplesUnits { get; }

    /// <summary>What <c>Loss</c> and <c>Gradient</c> are multiplied by: 1, or 1/n for a mean over the n outputs.</summary>
    /// <param name="outputs">n, the outputs of one example.</param>
    /// <returns>The factor.</returns>
    static abstract double Weight(int outputs);

    /// <summary>The labels of one example: one for each output, unless the label is the number of a class.</summary>
    /// <param name="outputs">n, the outputs of one example.</param>
    /// <returns>How many numbers of Y belong to one example.</returns>
    static virtual int Labels(int outputs) => outputs;

    /// <summary>
    /// The labels of one example with a part ε of them spread evenly over the classes (C. Szegedy and others: Rethinking the
    /// Inception Architecture, 2016); only for cross-entropies.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="y">The labels of one example.</param>
    /// <param name="smoothing">ε, 0 to 1.</param>
    /// <param name="smoothed">Receives a label for each output.</param>
    /// <exception cref="NotSupportedException">The labels of this loss are no probabilities of classes.</exception>
    static virtual void Smooth<T>(ReadOnlySpan<T> y, double smoothing, Span<T> smoothed)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        throw new NotSupportedException("Labels are smoothed where they are probabilities of classes: for the cross-entropies.");

    /// <summary>The loss, summed over the outputs in the spans; the cost J is the mean of it over the examples, times the <see cref="Weight"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The logits: the linear part of the last layer.</param>
    /// <param name="a">The output: the activation of the last layer.</param>
    /// <param name="y">The labels.</param>
    /// <returns>The loss, summed in double precision.</returns>
    static abstract double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// The derivative of the loss: with respect to the logits (dZ) for a loss that includes its output activation, with
    /// respect to the output (dA) for any other; to be multiplied by the <see cref="Weight"/>.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The output: the activation of the last layer.</param>
    /// <param name="y">The labels.</param>
    /// <param name="gradient">Receives the derivative.</param>
    static abstract void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// Loss and derivative in registers: one output of as many examples as a register holds; not for a loss that couples
    /// outputs.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="output">The logits z for a loss that includes its output activation, the output a for any other.</param>
    /// <param name="y">The labels.</param>
    /// <param name="gradient">The derivative with respect to <paramref name="output"/>, to be multiplied by the <see cref="Weight"/>.</param>
    /// <returns>The loss, place by place, to be multiplied by the <see cref="Weight"/> too.</returns>
    /// <exception cref="NotSupportedException">The loss couples the outputs of an example.</exception>
    static virtual Vector<T> Loss<T>(Vector<T> output, Vector<T> y, out Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        throw new NotSupportedException("A loss that couples the outputs of an example has no form in registers; take the spans.");
}
