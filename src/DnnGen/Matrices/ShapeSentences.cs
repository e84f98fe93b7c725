using System.Globalization;

namespace DnnGen;

/// <summary>The one place where sentences about shapes are worded, so that every check speaks alike.</summary>
internal static class ShapeSentences
{
    public static string Of(int rows, int columns) =>
        string.Create(CultureInfo.InvariantCulture, $"({rows} × {columns})");

    /// <summary>A number and what it counts: 1 row, 2 rows.</summary>
    public static string Count(long number, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");

    public static string WrongFeatures(string member, string argument, int rows, int columns, int features) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{member}: {argument} is ({rows} × {columns}); this network takes {Count(features, "feature")} (rows) × m examples (columns).");

    public static string WrongLabels(string member, string argument, int rows, int columns, int outputs, int examples) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{member}: {argument} is ({rows} × {columns}); this network takes labels of {Count(outputs, "output")} (rows) × {Count(examples, "example")} (columns), as many as x has.");

    public static string WrongSpan(string member, string argument, int length, int expected, string what) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{member}: {argument} holds {Count(length, "number")}; this network takes {expected}, one for each {what}.");

    public static string InnerDimensions(int leftRows, int leftColumns, int rightRows, int rightColumns) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Product: ({leftRows} × {leftColumns}) · ({rightRows} × {rightColumns}) does not exist; the left matrix has {Count(leftColumns, "column")} and the right one {Count(rightRows, "row")}, which must be equal.");

    public static string ElementWise(string operation, int leftRows, int leftColumns, int rightRows, int rightColumns) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation}: the shapes ({leftRows} × {leftColumns}) and ({rightRows} × {rightColumns}) differ; both must be the same.");

    public static string Broadcast(string operation, int leftRows, int leftColumns, int rightRows, int rightColumns) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation}: ({leftRows} × {leftColumns}) and ({rightRows} × {rightColumns}) do not fit; the right matrix must be ({leftRows} × {leftColumns}), or ({leftRows} × 1) to be {(operation == "Difference" ? "subtracted from" : "added to")} every column.");

    public static string DataLength(long length, int rows, int columns) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The data hold {Count(length, "number")}; a ({rows} × {columns}) matrix takes {rows} · {columns} = {(long)rows * columns}.");

    public static string Needs(string member, string argument, int rows, int columns, int neededRows, int neededColumns, string reason) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{member}: {argument} is ({rows} × {columns}); it must be ({neededRows} × {neededColumns}), {reason}.");
}
