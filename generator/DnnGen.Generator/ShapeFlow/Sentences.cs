using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>Names and shapes as messages show them.</summary>
internal static class Sentences
{
    /// <summary>CatClassifier.Forward.</summary>
    public static string Member(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } invoke => invoke.ContainingType.Name,
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => "This lambda",
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name + ".new",
        IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => Member(property),
        IPropertySymbol { IsIndexer: true } indexer => indexer.ContainingType.Name + ".this",
        { ContainingType: { IsExtension: true, ContainingType: var around } } => $"{around?.Name}.{member.Name}",
        _ => $"{member.ContainingType?.Name}.{member.Name}",
    };

    /// <summary>(12287 × 209), or the length of a span.</summary>
    public static string Shape(ShapeValue value) => value switch
    {
        SpanValue span => span.Length.ToString(),
        NumberValue number => number.Number.ToString(),
        _ => value.ToString(),
    };

    /// <summary>A size by itself.</summary>
    public static string Text(Dimension? size) => size?.ToString() ?? "?";

    /// <summary>A size in a shape or a product, where a sum takes parentheses.</summary>
    public static string InShape(Dimension? size) => size?.InShape ?? "?";

    /// <summary>A constant, as C# writes it.</summary>
    public static string Number(object? constant) => System.Convert.ToString(constant, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
