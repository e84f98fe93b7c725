using System.Globalization;

namespace DnnGen;

/// <summary>
/// The one place where sentences about shapes are worded: exceptions say them with a full stop at the end, the compiler
/// without, because the generator links this very file.
/// </summary>
/// <remarks>Sizes are text: the compiler may know no more of one than its name, such as m or x.Columns.</remarks>
internal static class ShapeSentences
{
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(string rows, string columns) => $"({rows} × {columns})";

    public static string Of(int rows, int columns) => Of(Text(rows), Text(columns));

    public static string WrongFeatures(string member, string argument, string shape, string features) =>
        $"{member}: {argument} is {shape}; this network takes {Rows(features, "feature")} × m examples (columns)";

    public static string WrongLabels(string member, string argument, string shape, string outputs) =>
        $"{member}: {argument} is {shape}; this network takes labels of {Rows(outputs, "output")} × m examples (columns)";

    public static string WrongClassNumbers(string member, string argument, string shape, string labels) =>
        $"{member}: {argument} is {shape}; the labels of this network are numbers of classes, {labels} {(labels == "1" ? "for each example (row)" : "for each example, one for each step (rows)")} × m examples (columns)";

    public static string ExampleCounts(string member, string examples, string labels, string x = "x", string y = "y") =>
        $"{member}: {x} holds {Count(examples, "example")} and {y} holds {labels}; both must hold the same";

    public static string WrongSpan(string member, string argument, string length, string expected, string what) =>
        $"{member}: {argument} holds {Count(length, "number")}; this network takes {expected}, one for each {what}";

    public static string InnerDimensions(string left, string right, string leftColumns, string rightRows) =>
        $"Product: {left} · {right} does not exist; the left matrix has {Count(leftColumns, "column")} and the right one {Count(rightRows, "row")}, which must be equal";

    public static string ElementWise(string operation, string left, string right) =>
        $"{operation}: the shapes {left} and {right} differ; both must be the same";

    public static string Broadcast(string operation, string left, string right, string leftRows) =>
        $"{operation}: {left} and {right} do not fit; the right matrix must be {left}, or ({leftRows} × 1) to be {(operation == "Difference" ? "subtracted from" : "added to")} every column";

    public static string DataLength(string length, string rows, string columns, string product) =>
        $"The data hold {Count(length, "number")}; a {Of(rows, columns)} matrix takes {rows} · {columns} = {product}";

    public static string Needs(string member, string argument, string shape, string needed, string reason) =>
        $"{member}: {argument} is {shape}; it must be {needed}, {reason}";

    /// <summary>Why an argument of a step-by-step function must have its shape.</summary>
    public static string Reason(string function, string argument) => (function, argument) switch
    {
        (_, "A" or "A_prev") => "a row for each column of W",
        (_, "b") => "a number for each row of W",
        (_, "Y") => "the shape of AL",
        ("LinearBackward", _) => "the shape of Z = W·A + b in the cache",
        _ => "the shape of Z in the cache",
    };

    public static string Takes(string member, string parameter, string shape) => $"{member} takes {parameter} as {shape}";

    public static string Returns(string member, string shape) => $"{member} returns {shape}";

    public static string Holds(string member, string shape) => $"{member} holds {shape}";

    public static string Broken(string promise, string shape) => $"{promise}; this is {shape}";

    public static string WorkspaceTooSmall(string member, string examples, string batchSize, string x = "x") =>
        $"{member}: {x} holds {Count(examples, "example")}, this workspace was created for at most {batchSize}; create it with CreateWorkspace({examples})";

    public static string NoForward(string member, bool several = false) =>
        $"{member}: this workspace holds no forward pass yet; call {(several ? "Forward" : "Forward(x, ws)")} first";

    public static string LearningRate(string member, string what, string rate) =>
        $"{member}: {what} is {rate}; it must be a positive finite number, for example 0.01";

    /// <summary>1 row, 3 rows.</summary>
    public static string Count(long number, string word) => Count(Text(number), word);

    private static string Count(string number, string word) => $"{number} {word}{(number == "1" ? "" : "s")}";

    /// <summary>1 feature (row), 3 features (rows).</summary>
    private static string Rows(string number, string word) => $"{Count(number, word)} ({(number == "1" ? "row" : "rows")})";
}
