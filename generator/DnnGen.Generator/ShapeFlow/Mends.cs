using System.Globalization;

using DnnGen.Generator.Diagnostics;

using Names = System.Collections.Generic.IReadOnlyDictionary<string, DnnGen.Generator.ShapeFlow.Dimension>;
using Properties = System.Collections.Immutable.ImmutableDictionary<string, string?>;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What a diagnostic tells the code fixes.</summary>
internal static class Mends
{
    /// <summary>For a value that breaks an annotation; a name that only this value would bind is not among the names.</summary>
    public static Properties Of(Annotation annotation, ShapeValue value, Names names)
    {
        switch (value)
        {
            case SpanValue span:
                return Length(annotation.Rows.Evaluate(names), span.Length);
            case MatrixValue matrix when annotation.Columns is { } columns:
                var properties = Wrong(
                    Wrong(Properties.Empty, MendProperties.ExpectedRows, MendProperties.ActualRows, annotation.Rows, matrix.Rows, names),
                    MendProperties.ExpectedColumns, MendProperties.ActualColumns, columns, matrix.Columns, names);
                bool? rowsFit = Fits(annotation.Rows, matrix.Columns, names), columnsFit = Fits(columns, matrix.Rows, names);
                return With(properties, MendProperties.TransposeFits, (rowsFit, columnsFit) is (true, not false) or (not false, true));
            default:
                return Properties.Empty;
        }
    }

    /// <summary>For data of another length than is taken.</summary>
    public static Properties Length(Dimension? expected, Dimension actual) =>
        Numbers(Properties.Empty, MendProperties.ExpectedLength, expected, MendProperties.ActualLength, actual);

    /// <summary>For y with other examples than x.</summary>
    public static Properties Examples(Dimension? expected, Dimension? actual) =>
        Numbers(Properties.Empty, MendProperties.ExpectedColumns, expected, MendProperties.ActualColumns, actual);

    /// <summary>For a product that does not exist.</summary>
    public static Properties Product(MatrixValue left, MatrixValue right)
    {
        var properties = With(Properties.Empty, MendProperties.TransposeLeftFits, Same(left.Rows, right.Rows));
        properties = With(properties, MendProperties.TransposeRightFits, Same(left.Columns, right.Columns));
        return With(properties, MendProperties.SwapFits, Same(right.Columns, left.Rows));
    }

    /// <summary>For a workspace that takes too few examples.</summary>
    public static Properties Workspace(Dimension examples, Dimension batchSize) => Properties.Empty
        .Add(MendProperties.ExpectedExamples, Number(examples))
        .Add(MendProperties.ActualExamples, Number(batchSize));

    /// <summary>Adds that something fits.</summary>
    public static Properties With(Properties properties, string name, bool fits) => fits ? properties.Add(name, MendProperties.Yes) : properties;

    /// <summary>Whether two sizes are certainly equal.</summary>
    public static bool Same(Dimension? left, Dimension? right) => left is not null && left.Equals(right);

    private static Properties Wrong(
        Properties properties, string expectedName, string actualName, DimensionExpression expression, Dimension? actual, Names names)
    {
        // Of alternatives the first is the one that is meant: a column that is added to every column is the exception.
        var options = expression is Choice choice ? choice.Options : [expression];
        return actual is not null && options.All(option => Dimension.Differ(option.Evaluate(names), actual))
            ? Numbers(properties, expectedName, options[0].Evaluate(names), actualName, actual)
            : properties;
    }

    /// <summary>Whether a size certainly fits or certainly does not; <see langword="null"/> where neither is known.</summary>
    private static bool? Fits(DimensionExpression expression, Dimension? size, Names names)
    {
        var expected = (expression is Choice choice ? choice.Options : [expression]).Select(option => option.Evaluate(names)).ToList();
        return expected.Any(option => Same(option, size)) ? true
            : expected.All(option => Dimension.Differ(option, size)) ? false
            : null;
    }

    private static Properties Numbers(Properties properties, string expectedName, Dimension? expected, string actualName, Dimension? actual) =>
        expected?.Constant is not null && actual?.Constant is not null
            ? properties.Add(expectedName, Number(expected)).Add(actualName, Number(actual))
            : properties;

    private static string Number(Dimension size) => size.Constant?.ToString(CultureInfo.InvariantCulture) ?? size.ToString();
}
