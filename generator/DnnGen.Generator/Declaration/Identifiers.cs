using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DnnGen.Generator.Declaration;

/// <summary>Names as C# code writes them.</summary>
internal static class Identifiers
{
    /// <summary>The name with an @ before it where it is a keyword, contextual ones included.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>The full name of a namespace, every part escaped; empty for the global one.</summary>
    public static string FullName(INamespaceSymbol? space) =>
        space is null || space.IsGlobalNamespace
            ? ""
            : space.ContainingNamespace is { IsGlobalNamespace: false } parent
                ? FullName(parent) + "." + Escape(space.Name)
                : Escape(space.Name);

    /// <summary>The head of another partial declaration of a type: <c>partial record struct Pair&lt;TLeft, TRight&gt;</c>.</summary>
    public static string PartialHead(INamedTypeSymbol type)
    {
        string keyword = Keyword(type);
        string parameters = type.TypeParameters.Length == 0
            ? ""
            : "<" + string.Join(", ", type.TypeParameters.Select(Parameter)) + ">";
        return $"partial {keyword} {Escape(type.Name)}{parameters}";
    }

    /// <summary>The word or words that declare a type of this kind.</summary>
    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static string Parameter(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in " + Escape(parameter.Name),
        VarianceKind.Out => "out " + Escape(parameter.Name),
        _ => Escape(parameter.Name),
    };
}
