using DnnGen.Generator.Collections;
using DnnGen.Generator.Differentiation;

namespace DnnGen.Generator.Planning;

/// <summary>A value's place in the arena: <see cref="Rows"/> numbers for each example, from <see cref="Offset"/> on.</summary>
internal sealed record Slot(Value Value, int Rows, int Offset);

/// <summary>Where the intermediates of a pass live: one buffer, in which values share memory that never live together.</summary>
internal sealed record Arena(EquatableArray<Slot> Slots, int NumbersPerExample)
{
    /// <summary>
    /// Places the values: the permanent ones one after another, and behind them the passing ones from the largest to the
    /// smallest, each at the lowest offset that no value living at the same time has. In the order of their lives, a small one
    /// would often stand where two large ones could have shared their memory.
    /// </summary>
    /// <param name="permanent">Values that live through everything.</param>
    /// <param name="passing">Values that live for a while, in the order in which their lives begin.</param>
    public static Arena Allocate(IEnumerable<(Value Value, int Rows)> permanent, IEnumerable<Lifetime> passing)
    {
        var slots = new List<Slot>();
        int end = 0;
        foreach (var (value, rows) in permanent)
        {
            slots.Add(new Slot(value, rows, end));
            end += rows;
        }

        int start = end;
        var lifetimes = passing.ToList();
        int[] offsets = new int[lifetimes.Count];
        var placed = new List<int>();
        foreach (int index in Enumerable.Range(0, lifetimes.Count).OrderByDescending(index => lifetimes[index].Rows))
        {
            var lifetime = lifetimes[index];
            int offset = start;
            foreach (int other in placed.Where(other => Overlap(lifetimes[other], lifetime)).OrderBy(other => offsets[other]))
            {
                if (offset + lifetime.Rows <= offsets[other])
                {
                    break;
                }

                offset = Math.Max(offset, offsets[other] + lifetimes[other].Rows);
            }

            offsets[index] = offset;
            placed.Add(index);
            end = Math.Max(end, offset + lifetime.Rows);
        }

        slots.AddRange(lifetimes.Select((lifetime, index) => new Slot(lifetime.Value, lifetime.Rows, offsets[index])));
        return new(slots.ToEquatableArray(), end);
    }

    private static bool Overlap(Lifetime one, Lifetime other) => one.First <= other.Last && other.First <= one.Last;
}

/// <summary>The calls, by their index in the program, between which a value must keep its memory, both included.</summary>
internal sealed record Lifetime(Value Value, int Rows, int First, int Last);
