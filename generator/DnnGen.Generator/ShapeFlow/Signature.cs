using System.Collections.Immutable;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What one <c>[Shape]</c> says: rows and columns of a matrix, or the length of a span.</summary>
/// <param name="Rows">Rows, or the length.</param>
/// <param name="Columns">Columns; <see langword="null"/> for a length.</param>
internal sealed record Annotation(DimensionExpression Rows, DimensionExpression? Columns)
{
    /// <summary>The names that occur.</summary>
    public IEnumerable<string> Names => Rows.Names.Concat(Columns?.Names ?? []);

    /// <summary>A value of which no more is known than this.</summary>
    public ShapeValue? ValueOf(IReadOnlyDictionary<string, Dimension> names, string? from = null)
    {
        var rows = Rows.Evaluate(names);
        return Columns is { } columns ? ShapeValue.Known(rows, columns.Evaluate(names), from)
            : rows is null ? null
            : new SpanValue(rows);
    }

    /// <summary>The annotation as people read it: (features × m).</summary>
    public override string ToString() => Columns is null ? Rows.ToString() : $"({Rows} × {Columns})";
}

/// <summary>The annotations of a method: of its parameters, in order, and of what it returns.</summary>
internal sealed record Signature(ImmutableArray<Annotation?> Parameters, Annotation? Return)
{
    public static Signature Empty { get; } = new([], null);

    public bool IsEmpty => Return is null && Parameters.All(parameter => parameter is null);

    /// <summary>These annotations, and another's where there are none.</summary>
    public Signature Or(Signature other) => other.Parameters.Length == Parameters.Length
        ? new([.. Parameters.Zip(other.Parameters, (mine, theirs) => mine ?? theirs)], Return ?? other.Return)
        : this;
}

/// <summary>Reads <c>[Shape]</c> from symbols, their overridden and implemented members included.</summary>
internal sealed class AnnotationReader(KnownTypes types, AnnotationReader? read = null, IReadOnlyDictionary<ISymbol, Signature>? supposed = null)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<ISymbol, Signature> signatures = new(SymbolEqualityComparer.Default);

    /// <summary>The annotations of a method; those of an overridden or implemented member where it has none itself.</summary>
    public Signature Of(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (read is not null)
        {
            return supposed is not null && supposed.TryGetValue(method, out var signature) ? signature : read.Of(method);
        }

        if (!types.IsConcerned(method.ContainingAssembly))
        {
            return method.Parameters.IsEmpty ? Signature.Empty : new Signature([.. method.Parameters.Select(_ => (Annotation?)null)], null);
        }

        return signatures.TryGetValue(method, out var known) ? known : signatures.GetOrAdd(method, Read(method, depth: 0));
    }

    /// <summary>The same annotations, but for some that methods are supposed to have.</summary>
    public AnnotationReader Supposing(IReadOnlyDictionary<ISymbol, Signature> signatures) => new(types, this, signatures);

    /// <summary>Whether a member overrides or implements another: what it takes and returns is not its own affair.</summary>
    public static bool IsBound(ISymbol member) => member.IsAbstract || member.IsVirtual || member.IsOverride || Inherited(member).Any();

    /// <summary>The annotation of a field, property or parameter.</summary>
    public Annotation? Of(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter)
        {
            return Of(method).Parameters[parameter.Ordinal];
        }

        if (Read(symbol.GetAttributes()) is { } own)
        {
            return own;
        }

        // What a positional record says of its parameter it says of the property too.
        if (symbol is IPropertySymbol { ContainingType.IsRecord: true, DeclaringSyntaxReferences: [var declaration] } && declaration.GetSyntax() is ParameterSyntax)
        {
            return symbol.ContainingType.InstanceConstructors
                .SelectMany(constructor => constructor.Parameters)
                .Where(parameter => parameter.DeclaringSyntaxReferences is [var place] && place.Span == declaration.Span && place.SyntaxTree == declaration.SyntaxTree)
                .Select(parameter => Read(parameter.GetAttributes()))
                .FirstOrDefault();
        }

        return symbol is IPropertySymbol property
            ? Inherited(property).Select(Of).FirstOrDefault(annotation => annotation is not null)
            : null;
    }

    /// <summary>The annotation of the receiver of an extension block.</summary>
    public Annotation? OfReceiver(IMethodSymbol method) =>
        method.ContainingType is { IsExtension: true, ExtensionParameter: { } receiver } && types.IsConcerned(method.ContainingAssembly)
            ? Read(receiver.OriginalDefinition.GetAttributes())
            : null;

    /// <summary>Whether an attribute is <c>[Shape]</c>.</summary>
    public bool IsShape(AttributeData attribute) => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, types.Shape);

    private Signature Read(IMethodSymbol method, int depth)
    {
        var own = new Signature(
            [.. method.Parameters.Select(parameter => Read(parameter.GetAttributes()))],
            Read(method.GetReturnTypeAttributes())
                ?? (method.AssociatedSymbol is IPropertySymbol { GetMethod: { } getter } property && SymbolEqualityComparer.Default.Equals(getter, method) ? Of(property) : null));
        if (method.AssociatedSymbol is IPropertySymbol { SetMethod: { } setter } written && SymbolEqualityComparer.Default.Equals(setter, method))
        {
            own = own with { Parameters = own.Parameters.SetItem(own.Parameters.Length - 1, own.Parameters[own.Parameters.Length - 1] ?? Of(written)) };
        }

        if (depth > 16)
        {
            return own;
        }

        foreach (var inherited in Inherited(method))
        {
            own = own.Or(Read(inherited.OriginalDefinition, depth + 1));
        }

        return own;
    }

    private Annotation? Read(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (IsShape(attribute) && attribute.ConstructorArguments.Length is 1 or 2)
            {
                var rows = DimensionExpression.Parse(attribute.ConstructorArguments[0].Value as string);
                var columns = attribute.ConstructorArguments.Length == 2 ? DimensionExpression.Parse(attribute.ConstructorArguments[1].Value as string) : null;
                return rows is null || (columns is null && attribute.ConstructorArguments.Length == 2) ? null : new Annotation(rows, columns);
            }
        }

        return null;
    }

    /// <summary>The members that a member overrides or implements.</summary>
    private static IEnumerable<TSymbol> Inherited<TSymbol>(TSymbol member)
        where TSymbol : class, ISymbol
    {
        ISymbol? overridden = member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            _ => null,
        };
        if (overridden is TSymbol same)
        {
            yield return same;
        }

        if (member.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || member.IsStatic && !member.IsOverride && type.AllInterfaces.IsEmpty)
        {
            yield break;
        }

        foreach (var contract in type.AllInterfaces)
        {
            foreach (var promised in contract.GetMembers().OfType<TSymbol>())
            {
                if (promised.Kind == member.Kind
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(promised), member))
                {
                    yield return promised;
                }
            }
        }
    }
}
