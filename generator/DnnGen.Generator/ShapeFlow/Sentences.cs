using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>Names and shapes as messages show them.</summary>
internal static class Sentences
{
    /// <summary>CatClassifier.Forward.</summary>
    public static string Member(ISymbol member) => $"{member.ContainingType?.Name}.{(member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "new" : member.Name)}";

    /// <summary>(12287 × 209), or the length of a span.</summary>
    public static string Shape(ShapeValue value) => value switch
    {
        SpanValue span => span.Length.ToString(),
        NumberValue number => number.Number.ToString(),
        _ => value.ToString(),
    };

    /// <summary>A constant as text, the same in every culture.</summary>
    public static string Number(IOperation source) => source.ConstantValue.Value is IFormattable number
        ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)
        : source.Syntax.ToString();

    /// <summary>1 output, 3 outputs.</summary>
    public static string Count(Dimension? number, string word) =>
        number is null ? $"other {word}s" : $"{number} {word}{(number.Constant == 1 ? "" : "s")}";
}
