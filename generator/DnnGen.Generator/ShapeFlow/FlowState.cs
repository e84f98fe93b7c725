using System.Collections.Immutable;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What is known of every variable at a point of the program. Never written to: a change gives another state.</summary>
internal sealed class FlowState
{
    private readonly ImmutableDictionary<object, ShapeValue> values;

    private FlowState(ImmutableDictionary<object, ShapeValue> values) => this.values = values;

    public static FlowState Empty { get; } = new(ImmutableDictionary.Create<object, ShapeValue>(new KeyComparer()));

    public IEnumerable<KeyValuePair<object, ShapeValue>> Values => values;

    public ShapeValue? Get(object key) => values.TryGetValue(key, out var value) ? value : null;

    public FlowState Set(object key, ShapeValue? value)
    {
        var changed = value is null ? values.Remove(key) : values.SetItem(key, value);
        return ReferenceEquals(changed, values) ? this : new FlowState(changed);
    }

    /// <summary>What is known where two paths meet.</summary>
    public static FlowState Join(FlowState left, FlowState right)
    {
        if (ReferenceEquals(left.values, right.values))
        {
            return left;
        }

        var joined = left.values.ToBuilder();
        foreach (var entry in left.values)
        {
            var value = ShapeValue.Join(entry.Value, right.Get(entry.Key));
            if (value is null)
            {
                joined.Remove(entry.Key);
            }
            else if (!ReferenceEquals(value, entry.Value))
            {
                joined[entry.Key] = value;
            }
        }

        return new FlowState(joined.ToImmutable());
    }

    public bool SameAs(FlowState other) =>
        ReferenceEquals(values, other.values)
        || (values.Count == other.values.Count
            && values.All(entry => other.values.TryGetValue(entry.Key, out var value) && value.Equals(entry.Value)));

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) =>
            x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj switch
        {
            ISymbol symbol => SymbolEqualityComparer.Default.GetHashCode(symbol),
            CaptureId capture => capture.GetHashCode(),
            _ => obj.GetHashCode(),
        };
    }
}
