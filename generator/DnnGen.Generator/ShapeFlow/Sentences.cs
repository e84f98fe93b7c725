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

    /// <summary>What an element-wise operation takes, and what it was given.</summary>
    public static string ElementWise(string operation, MatrixValue? left, ShapeValue value, string expected) => operation switch
    {
        "op_Addition" or "Add" => Broadcast($"The sum {left?.ToString() ?? expected} + {value}", left, expected, "added to"),
        "op_Subtraction" or "Subtract" => Broadcast($"The difference {left?.ToString() ?? expected} − {value}", left, expected, "subtracted from"),
        "Hadamard" => $"The element-wise product of {left?.ToString() ?? expected} and {value} does not exist; both matrices must have the same shape",
        _ => $"{operation} takes a {expected} matrix; this one is {value}",
    };

    /// <summary>1 output, 3 outputs.</summary>
    public static string Count(Dimension? number, string word) =>
        number is null ? $"other {word}s" : $"{number} {word}{(number.Constant == 1 ? "" : "s")}";

    private static string Broadcast(string operation, MatrixValue? left, string expected, string done) => left is { Rows: { } rows, Columns.Constant: not 1 }
        ? $"{operation} does not exist; the right matrix must be {left}, or ({rows.InShape} × 1) to be {done} every column"
        : $"{operation} does not exist; the right matrix must be {left?.ToString() ?? expected}";
}
