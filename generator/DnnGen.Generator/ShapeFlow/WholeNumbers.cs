using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What is known of the result of an operation on whole numbers.</summary>
internal static class WholeNumbers
{
    public static TruthValue? Compare(BinaryOperatorKind kind, ShapeValue? left, ShapeValue? right)
    {
        if (left is not NumberValue a || right is not NumberValue b || Dimension.Subtract(a.Number, b.Number)?.Constant is not { } difference)
        {
            return null;
        }

        // n < n + 1 does not hold where n + 1 wraps around, so that an order is certain between constants alone.
        bool ordered = difference == 0 || (a.Number.Constant is not null && b.Number.Constant is not null);
        return kind switch
        {
            BinaryOperatorKind.Equals => new(difference == 0),
            BinaryOperatorKind.NotEquals => new(difference != 0),
            _ when !ordered => null,
            BinaryOperatorKind.LessThan => new(difference < 0),
            BinaryOperatorKind.LessThanOrEqual => new(difference <= 0),
            BinaryOperatorKind.GreaterThan => new(difference > 0),
            BinaryOperatorKind.GreaterThanOrEqual => new(difference >= 0),
            _ => null,
        };
    }

    public static NumberValue? Compute(BinaryOperatorKind kind, ShapeValue? left, ShapeValue? right, ITypeSymbol? type)
    {
        if (left is not NumberValue a || right is not NumberValue b || !FlowContext.IsWholeNumber(type))
        {
            return null;
        }

        var result = kind switch
        {
            BinaryOperatorKind.Add => Dimension.Add(a.Number, b.Number),
            BinaryOperatorKind.Subtract => Dimension.Subtract(a.Number, b.Number),
            BinaryOperatorKind.Multiply => Dimension.Multiply(a.Number, b.Number),
            BinaryOperatorKind.Divide when a.Number.Constant is { } n && b.Number.Constant is { } d && d != 0 && n != long.MinValue => Dimension.Of(n / d),
            BinaryOperatorKind.LeftShift when a.Number.Constant is { } n and >= 0 and < 65536 && b.Number.Constant is { } d and >= 0 and < 31 => Dimension.Of(n << (int)d),
            BinaryOperatorKind.RightShift when a.Number.Constant is { } n and >= 0 && b.Number.Constant is { } d and >= 0 and < 31 => Dimension.Of(n >> (int)d),
            BinaryOperatorKind.Remainder when a.Number.Constant is { } n && b.Number.Constant is { } d && d != 0 && n != long.MinValue => Dimension.Of(n % d),
            _ => null,
        };
        return Whole(result, type);
    }

    /// <summary>The number, unless it is a constant outside its type, which would wrap around or throw.</summary>
    public static NumberValue? Whole(Dimension? number, ITypeSymbol? type) =>
        number is null || (type?.SpecialType == SpecialType.System_Int32 && number.Constant is < int.MinValue or > int.MaxValue)
            ? null
            : new NumberValue(number);

    /// <summary>Math.Min and Math.Max of constants.</summary>
    public static NumberValue? Extremum(IMethodSymbol method, ShapeValue?[] arguments) =>
        method is { Name: "Min" or "Max", ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } }
        && arguments is [NumberValue { Number.Constant: { } left }, NumberValue { Number.Constant: { } right }]
            ? new NumberValue(Dimension.Of(method.Name == "Min" ? Math.Min(left, right) : Math.Max(left, right)))
            : null;
}
