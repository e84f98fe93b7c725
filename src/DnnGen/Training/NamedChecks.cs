using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen;

/// <summary>
/// The checks of <see cref="NetworkChecks"/> for methods that call what they take by other names than x and y: those of networks
/// with several inputs or outputs. For generated code.
/// </summary>
public static class NamedChecks
{
    private const string ForwardPass = "the forward pass";

    /// <summary>Checks that an input fits the network and the workspace, and begins a forward pass in the workspace.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the input.</param>
    /// <param name="x">The input, which must be (<paramref name="features"/> × m).</param>
    /// <param name="features">Its features.</param>
    /// <param name="workspace">The workspace, which must have been created for at least m examples.</param>
    /// <exception cref="ShapeMismatchException">It has other rows, more examples than the workspace, or other than the workspace has weights for.</exception>
    public static void BeginForward<T>(string member, string name, Matrix<T> x, int features, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Fits(member, name, x, features, workspace);
        workspace.Begin(x.Columns);
    }

    /// <summary>Checks that an input is (features × m).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the input.</param>
    /// <param name="x">The input.</param>
    /// <param name="features">Its features.</param>
    /// <exception cref="ShapeMismatchException">It has other rows.</exception>
    public static void Input<T>(string member, string name, Matrix<T> x, int features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Rows != features)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.WrongFeatures(
                member, name, ShapeSentences.Of(x.Rows, x.Columns), ShapeSentences.Text(features)));
        }
    }

    /// <summary>Checks that another input is (features × m), with as many examples as the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the input.</param>
    /// <param name="x">The input.</param>
    /// <param name="features">Its features.</param>
    /// <param name="first">What the method calls the first input.</param>
    /// <param name="examples">The examples of the first input.</param>
    /// <exception cref="ShapeMismatchException">It has other rows, or another number of examples.</exception>
    public static void Input<T>(string member, string name, Matrix<T> x, int features, string first, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Input(member, name, x, features);
        if (x.Columns != examples)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.ExampleCounts(
                member, ShapeSentences.Text(examples), ShapeSentences.Text(x.Columns), first, name));
        }
    }

    /// <summary>Checks that labels are (outputs × m), with as many examples as the last forward pass, and at least one.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the labels.</param>
    /// <param name="y">The labels.</param>
    /// <param name="outputs">The outputs that they are for.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ShapeMismatchException">They have another shape.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it held no example.</exception>
    public static void Labels<T>(string member, string name, Matrix<T> y, int outputs, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> => Labels(member, name, y, outputs, ForwardPass, ExamplesOf(member, workspace, several: true));

    /// <summary>Checks that labels are (outputs × examples), with at least one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the labels.</param>
    /// <param name="y">The labels.</param>
    /// <param name="outputs">The outputs that they are for.</param>
    /// <param name="input">What the method calls that which they are labels of.</param>
    /// <param name="examples">The examples that it holds.</param>
    /// <exception cref="ShapeMismatchException">They have another shape, or there is no example.</exception>
    public static void Labels<T>(string member, string name, Matrix<T> y, int outputs, string input, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (y.Rows != outputs)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.WrongLabels(
                member, name, ShapeSentences.Of(y.Rows, y.Columns), ShapeSentences.Text(outputs)));
        }

        if (y.Columns != examples)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.ExampleCounts(
                member, ShapeSentences.Text(examples), ShapeSentences.Text(y.Columns), input, name));
        }

        if (examples == 0)
        {
            throw new ShapeMismatchException($"{member}: {input} and {name} hold no example; the mean over the examples takes at least one.");
        }
    }

    /// <summary>Checks labels that are numbers of classes against the last forward pass: (labels × m), each a whole number from 0 to classes − 1.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the labels.</param>
    /// <param name="y">The labels.</param>
    /// <param name="labels">The labels of one example: 1, or one for each time step.</param>
    /// <param name="classes">The classes among which the output decides.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ShapeMismatchException">They have another shape.</exception>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it held no example.</exception>
    public static void ClassLabels<T>(string member, string name, Matrix<T> y, int labels, int classes, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> => ClassLabels(member, name, y, labels, classes, ForwardPass, ExamplesOf(member, workspace, several: true));

    /// <summary>Checks labels that are numbers of classes: (labels × examples), each a whole number from 0 to classes − 1.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the labels.</param>
    /// <param name="y">The labels.</param>
    /// <param name="labels">The labels of one example: 1, or one for each time step.</param>
    /// <param name="classes">The classes among which the output decides.</param>
    /// <param name="input">What the method calls that which they are labels of.</param>
    /// <param name="examples">The examples that it holds.</param>
    /// <exception cref="ShapeMismatchException">They have another shape, or there is no example.</exception>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    public static void ClassLabels<T>(string member, string name, Matrix<T> y, int labels, int classes, string input, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (y.Rows != labels)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.WrongClassNumbers(
                member, name, ShapeSentences.Of(y.Rows, y.Columns), ShapeSentences.Text(labels)));
        }

        Labels(member, name, y, labels, input, examples);
        if (NetworkChecks.NoClass(y, classes) is var (row, column))
        {
            throw new ArgumentException(
                $"{member}: {name}[{ShapeSentences.Text(row)}, {ShapeSentences.Text(column)}] is {y[row, column].ToString(null, CultureInfo.InvariantCulture)}; "
                + $"the label of {(labels == 1 ? "an example" : "a step of an example")} is the number of its class, {NetworkChecks.Classes(classes)}.");
        }
    }

    /// <summary>Checks the first input of <c>Backward</c>, and that the workspace holds the forward pass of as many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the input.</param>
    /// <param name="x">The input, (features × m).</param>
    /// <param name="features">Its features.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ShapeMismatchException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">The workspace holds no forward pass of m examples.</exception>
    public static void BeginBackward<T>(string member, string name, Matrix<T> x, int features, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Input(member, name, x, features);
        if (!workspace.HoldsForward(x.Columns))
        {
            string mend = name == "x" ? "Forward(x, ws) with the same x" : "Forward with the same inputs";
            throw new InvalidOperationException(workspace.HoldsAnyForward
                ? $"{member}: this workspace holds the forward pass of {ShapeSentences.Count(workspace.Examples, "example")} and {name} holds {ShapeSentences.Count(x.Columns, "example")}; call {mend} first."
                : ShapeSentences.NoForward(member, several: name != "x") + ".");
        }
    }

    /// <summary>Checks that every number of an input is a token.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls the input.</param>
    /// <param name="x">The input, (time × m).</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <exception cref="ArgumentException">A number is none of 0, 1, … <paramref name="vocabulary"/> − 1.</exception>
    public static void Tokens<T>(string member, string name, Matrix<T> x, int vocabulary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < x.Columns; j++)
        {
            for (int t = 0; t < x.Rows; t++)
            {
                if (!IsToken(x.At(t, j), vocabulary))
                {
                    throw NoToken(member, x.At(t, j), vocabulary, string.Create(CultureInfo.InvariantCulture, $"{name}[{t}, {j}], time step {t} of example {j}"), name);
                }
            }
        }
    }

    /// <summary>Checks that every number of an example is a token.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls it.</param>
    /// <param name="example">The example.</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <exception cref="ArgumentException">A number is none of 0, 1, … <paramref name="vocabulary"/> − 1.</exception>
    public static void Tokens<T>(string member, string name, ReadOnlySpan<T> example, int vocabulary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int t = 0; t < example.Length; t++)
        {
            if (!IsToken(example[t], vocabulary))
            {
                throw NoToken(member, example[t], vocabulary, string.Create(CultureInfo.InvariantCulture, $"time step {t} of {(name == "example" ? "the example" : name)}"), name);
            }
        }
    }

    /// <summary>Checks the length of one of the spans of an example, where there are several inputs or outputs.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="name">What the method calls it.</param>
    /// <param name="span">The span.</param>
    /// <param name="expected">What it must hold.</param>
    /// <param name="isOutput">Whether an output goes there.</param>
    /// <exception cref="ShapeMismatchException">The span has another length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Example<T>(string member, string name, ReadOnlySpan<T> span, int expected, bool isOutput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (span.Length != expected)
        {
            throw WrongSpan(member, name, span.Length, expected, isOutput);
        }
    }

    /// <summary>Checks that an input fits the network and the workspace.</summary>
    internal static void Fits<T>(string member, string name, Matrix<T> x, int features, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Input(member, name, x, features);
        if (x.Columns > workspace.BatchSize)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.WorkspaceTooSmall(
                member, ShapeSentences.Text(x.Columns), ShapeSentences.Text(workspace.BatchSize), name));
        }

        if (workspace.ExampleWeights is { IsEmpty: false } weights && weights.Length != x.Columns)
        {
            throw new ShapeMismatchException(
                $"{member}: {name} holds {ShapeSentences.Count(x.Columns, "example")} and this workspace weighs {ShapeSentences.Text(weights.Length)}; give WeighExamples a weight for each example, or call WeighExamplesEqually.");
        }
    }

    /// <summary>The examples of the forward pass that a workspace holds.</summary>
    internal static int ExamplesOf<T>(string member, Workspace<T> workspace, bool several)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.HoldsAnyForward ? workspace.Examples : throw new InvalidOperationException(ShapeSentences.NoForward(member, several) + ".");
    }

    private static bool IsToken<T>(T number, int vocabulary)
        where T : unmanaged, IFloatingPointIeee754<T> => number >= T.Zero && number < T.CreateTruncating(vocabulary) && T.IsInteger(number);

    private static ArgumentException NoToken<T>(string member, T number, int vocabulary, string place, string argument)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new($"{member}: {place} (counted from 0), is {number.ToString(null, CultureInfo.InvariantCulture)}; a token of this network is a whole number from 0 to {ShapeSentences.Text(vocabulary - 1L)}.", argument);

    private static ShapeMismatchException WrongSpan(string member, string name, int length, int expected, bool isOutput) =>
        ShapeMismatchException.Saying(ShapeSentences.WrongSpan(
            member, name, ShapeSentences.Text(length), ShapeSentences.Text(expected), isOutput ? "output" : "feature"));
}
