using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen;

/// <summary>
/// The parameters of a network, or their gradients: one contiguous buffer, seen through a matrix for each W and b.
/// </summary>
/// <remarks>Generated networks derive their own <c>ParameterSet</c> from this class, with a member for every matrix.</remarks>
/// <typeparam name="T">The number type.</typeparam>
public abstract class ParameterSet<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Pinned, so that the first parameter stays at the beginning of a cache line.
    private readonly T[] buffer;
    private readonly int start;
    private readonly int count;
    private readonly int trained;
    private readonly int frozen;

    /// <summary>Creates a set of zeros.</summary>
    /// <param name="layout">The matrices in the order of their offsets, without gaps: those that are trained, those that are frozen, and at last the statistics.</param>
    protected ParameterSet(IReadOnlyList<ParameterInfo> layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        count = layout.Sum(parameter => parameter.Rows * parameter.Columns);
        trained = layout.Where(parameter => !parameter.IsStatistic && !parameter.IsFrozen).Sum(parameter => parameter.Rows * parameter.Columns);
        frozen = layout.Where(parameter => !parameter.IsStatistic && parameter.IsFrozen).Sum(parameter => parameter.Rows * parameter.Columns);
        (buffer, start) = Scratch<T>.AllocateAligned(count);
    }

    /// <summary>The name, shape and place of every matrix, in the order of the buffer: W1, b1, W2, b2, ….</summary>
    public IReadOnlyList<ParameterInfo> Layout { get; }

    /// <summary>All numbers of all matrices that training steps: W1 row by row, b1, W2, b2, …; frozen layers and the running statistics of normalizations are not among them.</summary>
    /// <returns>A span over the buffer itself; writing to it changes the parameters.</returns>
    public Span<T> AsSpan() => buffer.AsSpan(start, trained);

    /// <summary>The parameters of frozen layers, which no step changes, in the order of the layers.</summary>
    /// <returns>A span over the buffer itself; empty where no layer is frozen.</returns>
    public Span<T> Frozen() => buffer.AsSpan(start + trained, frozen);

    /// <summary>The running statistics of normalizations, layer after layer: mean, variance, mean, ….</summary>
    /// <returns>A span over the buffer itself; empty where no layer has any.</returns>
    public Span<T> Statistics() => buffer.AsSpan(start + trained + frozen, count - trained - frozen);

    /// <summary>The same and behind it what is frozen and the running statistics: all that a network must keep to predict.</summary>
    internal Span<T> Everything => buffer.AsSpan(start, count);

    /// <summary>A matrix of the set.</summary>
    /// <param name="parameter">Its entry in <see cref="Layout"/>.</param>
    /// <returns>A (Rows × Columns) view of the buffer, each row contiguous.</returns>
    public Matrix<T> View(ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return View(parameter.Offset, parameter.Rows, parameter.Columns);
    }

    /// <summary>A matrix of the set by its place; for generated code.</summary>
    /// <param name="offset">The place of its first number.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <returns>A (<paramref name="rows"/> × <paramref name="columns"/>) view of the buffer, each row contiguous.</returns>
    protected Matrix<T> View(int offset, int rows, int columns) => Matrix<T>.OfRows(buffer, start + offset, rows, columns);
}
