using System.Numerics;

namespace DnnGen;

/// <summary>
/// What a network that goes step by step remembers of one stream: the states of its recurrent layers and the frames that its
/// convolutions look back at. Several streams share one network, each with a state of its own.
/// </summary>
/// <remarks>
/// Generated networks that stream derive their own <c>State</c> from this class, with a member for every part. A state serves
/// one step at a time. Nothing here allocates after the constructor.
/// </remarks>
/// <typeparam name="T">The number type.</typeparam>
public abstract class StreamState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] numbers;
    private readonly int kept;

    /// <summary>A state before the first step: zeros.</summary>
    /// <param name="kept">The numbers that are kept from step to step.</param>
    /// <param name="passing">The numbers that a step writes and the next one does not read.</param>
    protected StreamState(int kept, int passing)
    {
        this.kept = kept;
        numbers = new T[kept + passing];
    }

    /// <summary>All that is kept from step to step, in one piece: to be written down, or put back.</summary>
    /// <returns>The numbers, in the order of the members.</returns>
    public Span<T> AsSpan() => numbers.AsSpan(0, kept);

    /// <summary>Forgets the stream: the next step is the first.</summary>
    public void Reset() => AsSpan().Clear();

    /// <summary>Takes over what another state remembers.</summary>
    /// <param name="other">A state of the same network.</param>
    /// <exception cref="ArgumentNullException">There is no other state.</exception>
    protected void Take(StreamState<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.AsSpan().CopyTo(AsSpan());
    }

    /// <summary>Some of the numbers, kept ones first.</summary>
    /// <param name="offset">The place of the first.</param>
    /// <param name="count">How many.</param>
    /// <returns>The numbers themselves.</returns>
    protected Span<T> View(int offset, int count) => numbers.AsSpan(offset, count);
}
