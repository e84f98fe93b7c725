using DnnGen.Generator.Collections;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>A struct, or an object that does not change, with what is known of its fields and properties.</summary>
internal sealed record MembersValue : ShapeValue
{
    /// <summary>Objects in objects beyond this are not followed, so that no value grows without bound.</summary>
    private const int MostDepth = 3;

    private MembersValue(EquatableArray<MemberValue> members)
    {
        Members = members;
        Depth = 1 + members.Max(member => (member.Value as MembersValue)?.Depth ?? 0);
    }

    /// <summary>The members of which something is known.</summary>
    public EquatableArray<MemberValue> Members { get; }

    private int Depth { get; }

    /// <summary>What tells a member from all others that an object may have.</summary>
    public static string KeyOf(ISymbol member) => $"{member.ContainingType?.MetadataName}.{member.Name}";

    /// <summary>What is known of a member.</summary>
    public ShapeValue? Get(string key) => Members.FirstOrDefault(member => member.Key == key)?.Value;

    /// <summary>The members after a write to one of them.</summary>
    public static MembersValue? With(MembersValue? members, string key, ShapeValue? value)
    {
        var others = (members?.Members ?? Enumerable.Empty<MemberValue>()).Where(member => member.Key != key);
        return Of(value is null or MembersValue { Depth: >= MostDepth } ? others : others.Append(new(key, value)));
    }

    /// <summary>What both have.</summary>
    public static MembersValue? Join(MembersValue left, MembersValue right) => Of(left.Members
        .Select(member => (member.Key, Value: Join(member.Value, right.Get(member.Key))))
        .Where(member => member.Value is not null)
        .Select(member => new MemberValue(member.Key, member.Value!)));

    private static MembersValue? Of(IEnumerable<MemberValue> members)
    {
        var sorted = members.OrderBy(member => member.Key, StringComparer.Ordinal).ToEquatableArray();
        return sorted.Count == 0 ? null : new(sorted);
    }
}

/// <summary>A field or property of an object.</summary>
internal sealed record MemberValue(string Key, ShapeValue Value);

/// <summary>A delegate that calls one method, lambda or local function.</summary>
internal sealed record FunctionValue(IMethodSymbol Method) : ShapeValue
{
    public bool Equals(FunctionValue? other) => other is not null && SymbolEqualityComparer.Default.Equals(Method, other.Method);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}
