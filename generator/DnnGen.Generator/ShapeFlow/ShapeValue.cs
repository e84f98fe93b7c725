using DnnGen.Generator.Collections;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What is known of a value at a point of the program; <see langword="null"/> stands for nothing.</summary>
internal abstract record ShapeValue
{
    /// <summary>What is known where two paths meet: what both agree on.</summary>
    public static ShapeValue? Join(ShapeValue? left, ShapeValue? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (MatrixValue a, MatrixValue b) => Known(Same(a.Rows, b.Rows), Same(a.Columns, b.Columns), a.From == b.From ? a.From : null) is { } both
            ? both with { MayBeNull = a.MayBeNull || b.MayBeNull }
            : null,
        (MatrixValue a, NullValue) => a with { MayBeNull = true },
        (NullValue, MatrixValue b) => b with { MayBeNull = true },
        (WorkspaceValue a, WorkspaceValue b) => new WorkspaceValue(Same(a.BatchSize, b.BatchSize), Equals(a.Identity, b.Identity) ? a.Identity : null),
        (TupleValue a, TupleValue b) when a.Elements.Count == b.Elements.Count =>
            new TupleValue(a.Elements.Zip(b.Elements, (x, y) => new TupleElement(Join(x.Value, y.Value))).ToEquatableArray()),
        (MembersValue a, MembersValue b) => MembersValue.Join(a, b),
        _ => left.Equals(right) ? left : null,
    };

    /// <summary>A matrix of which something is known; <see langword="null"/> where nothing is.</summary>
    public static MatrixValue? Known(Dimension? rows, Dimension? columns, string? from = null) =>
        rows is null && columns is null ? null : new MatrixValue(rows, columns, from);

    private static Dimension? Same(Dimension? left, Dimension? right) => left is not null && left.Equals(right) ? left : null;
}

/// <summary>A matrix, with the sizes that are known, and the member of a network that made it, for messages.</summary>
internal sealed record MatrixValue(Dimension? Rows, Dimension? Columns, string? From = null) : ShapeValue
{
    /// <summary>Whether it is a nullable value that is null on some path.</summary>
    public bool MayBeNull { get; init; }

    public override string ToString() => $"({Rows?.InShape ?? "?"} × {Columns?.InShape ?? "?"})";
}

/// <summary>A whole number.</summary>
internal sealed record NumberValue(Dimension Number) : ShapeValue;

/// <summary>A span or an array of known length.</summary>
internal sealed record SpanValue(Dimension Length) : ShapeValue;

/// <summary>A workspace, with the most examples that it takes, and which one it is where this method created it.</summary>
internal sealed record WorkspaceValue(Dimension? BatchSize, WorkspaceIdentity? Identity) : ShapeValue;

/// <summary>
/// The workspace that was created last at a place. The state holds <see cref="NoForward"/> for it as long as it is
/// certain that nobody but this method has it, and that no forward pass has gone through it.
/// </summary>
internal sealed record WorkspaceIdentity(int Start);

/// <summary>What the state says of a workspace without a forward pass.</summary>
internal sealed record NoForward : ShapeValue;

/// <summary>The null of a nullable value.</summary>
internal sealed record NullValue : ShapeValue;

/// <summary>A condition whose outcome is known.</summary>
internal sealed record TruthValue(bool Truth) : ShapeValue;

/// <summary>A tuple.</summary>
internal sealed record TupleValue(EquatableArray<TupleElement> Elements) : ShapeValue
{
    public static TupleValue Of(IEnumerable<ShapeValue?> elements) => new(elements.Select(element => new TupleElement(element)).ToEquatableArray());
}

/// <summary>An element of a tuple.</summary>
internal sealed record TupleElement(ShapeValue? Value);
