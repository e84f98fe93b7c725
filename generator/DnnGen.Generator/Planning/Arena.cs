using DnnGen.Generator.Collections;
using DnnGen.Generator.Differentiation;

namespace DnnGen.Generator.Planning;

/// <summary>A value's place in the arena: <see cref="Rows"/> numbers for each example, from <see cref="Offset"/> on.</summary>
internal sealed record Slot(Value Value, int Rows, int Offset);

/// <summary>Where the intermediates of a pass live: one buffer, in which values share memory that never live together.</summary>
internal sealed record Arena(EquatableArray<Slot> Slots, int NumbersPerExample)
{
    /// <summary>
    /// Places the values one after another, each at the lowest offset that no value living at the same time has.
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
        var living = new List<(Lifetime Lifetime, Slot Slot)>();
        foreach (var lifetime in passing)
        {
            living.RemoveAll(other => other.Lifetime.Last < lifetime.First);
            int offset = start;
            foreach (var (_, neighbour) in living.OrderBy(other => other.Slot.Offset))
            {
                if (offset + lifetime.Rows <= neighbour.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, neighbour.Offset + neighbour.Rows);
            }

            var slot = new Slot(lifetime.Value, lifetime.Rows, offset);
            living.Add((lifetime, slot));
            slots.Add(slot);
            end = Math.Max(end, offset + lifetime.Rows);
        }

        return new(slots.ToEquatableArray(), end);
    }
}

/// <summary>The calls, by their index in the program, between which a value must keep its memory, both included.</summary>
internal sealed record Lifetime(Value Value, int Rows, int First, int Last);
