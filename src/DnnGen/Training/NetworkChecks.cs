using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen;

/// <summary>The checks at the entry of every generated pass; after them the kernels check nothing. For generated code.</summary>
public static class NetworkChecks
{
    /// <summary>Checks that x fits the network and the workspace, and begins a forward pass in the workspace.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="x">X, which must be (<paramref name="features"/> × m).</param>
    /// <param name="features">The input size of the network.</param>
    /// <param name="workspace">The workspace, which must have been created for at least m examples.</param>
    /// <exception cref="ShapeMismatchException">x has other rows, more examples than the workspace, or other than the workspace has weights for.</exception>
    public static void BeginForward<T>(string member, Matrix<T> x, int features, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.BeginForward(member, "x", x, features, workspace);

    /// <summary>Checks that x fits the network and the workspace, for a step that leaves the workspace as it is.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="x">X, which must be (<paramref name="features"/> × m).</param>
    /// <param name="features">The input size of the network.</param>
    /// <param name="workspace">The workspace, which must have been created for at least m examples.</param>
    /// <exception cref="ShapeMismatchException">x has other rows, more examples than the workspace, or other than the workspace has weights for.</exception>
    public static void Fits<T>(string member, Matrix<T> x, int features, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.Fits(member, "x", x, features, workspace);

    /// <summary>Checks that x is (features × m).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="x">X.</param>
    /// <param name="features">The input size of the network.</param>
    /// <exception cref="ShapeMismatchException">x has other rows.</exception>
    public static void Input<T>(string member, Matrix<T> x, int features)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.Input(member, "x", x, features);

    /// <summary>Checks that y is (outputs × m), with as many examples as the last forward pass, and at least one.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="y">Y.</param>
    /// <param name="outputs">The output size of the network.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ShapeMismatchException">y has another shape.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it held no example.</exception>
    public static void Labels<T>(string member, Matrix<T> y, int outputs, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.Labels(member, "y", y, outputs, "x", NamedChecks.ExamplesOf(member, workspace, several: false));

    /// <summary>Checks that y is (outputs × examples), with at least one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="y">Y.</param>
    /// <param name="outputs">The output size of the network.</param>
    /// <param name="examples">The examples that x holds.</param>
    /// <exception cref="ShapeMismatchException">y has another shape, or there is no example.</exception>
    public static void Labels<T>(string member, Matrix<T> y, int outputs, int examples)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.Labels(member, "y", y, outputs, "x", examples);

    /// <summary>Checks labels that are numbers of classes against the last forward pass: (labels × m), each a whole number from 0 to classes − 1.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="y">Y.</param>
    /// <param name="labels">The labels of one example: 1, or one for each time step.</param>
    /// <param name="classes">The classes among which the network decides.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ShapeMismatchException">y has another shape.</exception>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it held no example.</exception>
    public static void ClassLabels<T>(string member, Matrix<T> y, int labels, int classes, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.ClassLabels(member, "y", y, labels, classes, "x", NamedChecks.ExamplesOf(member, workspace, several: false));

    /// <summary>Checks labels that are numbers of classes: (labels × examples), each a whole number from 0 to classes − 1.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="y">Y.</param>
    /// <param name="labels">The labels of one example: 1, or one for each time step.</param>
    /// <param name="classes">The classes among which the network decides.</param>
    /// <param name="examples">The examples that x holds.</param>
    /// <exception cref="ShapeMismatchException">y has another shape, or there is no example.</exception>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    public static void ClassLabels<T>(string member, Matrix<T> y, int labels, int classes, int examples)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.ClassLabels(member, "y", y, labels, classes, "x", examples);

    /// <summary>Checks the labels of a network in whichever form it takes them.</summary>
    internal static void Labels<TNetwork, T>(string member, Matrix<T> y, int examples)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TNetwork.LabelsAreClasses)
        {
            ClassLabels(member, y, TNetwork.LabelSize, TNetwork.OutputSize / TNetwork.OutputSteps, examples);
            return;
        }

        Labels(member, y, TNetwork.LabelSize, examples);
        foreach (var output in TNetwork.Outputs.Where(output => output.LabelsAreClasses))
        {
            NamedChecks.ClassLabels(
                member, $"y of {output.Name}", y.SliceRows(output.LabelRow, output.LabelSize), output.LabelSize, output.Size / output.Steps, "x", examples);
        }
    }

    /// <summary>The place of the first label that is no class; null where all are.</summary>
    internal static (int Row, int Column)? NoClass<T>(Matrix<T> y, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T most = T.CreateTruncating(classes - 1);
        for (int j = 0; j < y.Columns; j++)
        {
            for (int i = 0; i < y.Rows; i++)
            {
                T label = y.At(i, j);
                if (!(label >= T.Zero && label <= most) || !T.IsInteger(label))
                {
                    return (i, j);
                }
            }
        }

        return null;
    }

    /// <summary>a whole number from 0 to 9.</summary>
    internal static string Classes(int classes) => $"a whole number from 0 to {ShapeSentences.Text(classes - 1)}";

    /// <summary>Checks what <c>Backward</c> takes: x, y, and a workspace that holds the forward pass of as many examples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="x">X, (features × m).</param>
    /// <param name="y">Y, (outputs × m).</param>
    /// <param name="features">The input size of the network.</param>
    /// <param name="outputs">The output size of the network.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ShapeMismatchException">x or y has another shape.</exception>
    /// <exception cref="InvalidOperationException">The workspace holds no forward pass of m examples.</exception>
    public static void BeginBackward<T>(string member, Matrix<T> x, Matrix<T> y, int features, int outputs, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NamedChecks.BeginBackward(member, "x", x, features, workspace);
        Labels(member, y, outputs, x.Columns);
    }

    /// <summary>Checks the learning rate of a step.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="learningRate">The learning rate α, which must be a positive finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not positive and finite.</exception>
    public static void LearningRate<T>(string member, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(learningRate > T.Zero) || !T.IsFinite(learningRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(learningRate),
                ShapeSentences.LearningRate(member, "the learning rate", learningRate.ToString(null, CultureInfo.InvariantCulture)) + ".");
        }
    }

    /// <summary>Checks the spans that predict one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="example">The example.</param>
    /// <param name="features">The input size of the network.</param>
    /// <param name="output">Where the output goes.</param>
    /// <param name="outputs">The output size of the network.</param>
    /// <exception cref="ShapeMismatchException">A span has another length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Example<T>(string member, ReadOnlySpan<T> example, int features, ReadOnlySpan<T> output, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Small networks take no longer than a call: what is seldom stands apart.
        if (example.Length != features || output.Length != outputs)
        {
            throw WrongExample(member, example.Length, features, output.Length, outputs);
        }
    }

    /// <summary>Checks that every number of x is a token.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="x">X, (time × m).</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <exception cref="ArgumentException">A number is none of 0, 1, … <paramref name="vocabulary"/> − 1.</exception>
    public static void Tokens<T>(string member, Matrix<T> x, int vocabulary)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.Tokens(member, "x", x, vocabulary);

    /// <summary>Checks that every number of an example is a token.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="example">The example.</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <exception cref="ArgumentException">A number is none of 0, 1, … <paramref name="vocabulary"/> − 1.</exception>
    public static void Tokens<T>(string member, ReadOnlySpan<T> example, int vocabulary)
        where T : unmanaged, IFloatingPointIeee754<T> => NamedChecks.Tokens(member, "example", example, vocabulary);

    /// <summary>Checks the spans of one time step, and that there is a state.</summary>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="frame">The step.</param>
    /// <param name="features">The features of each step.</param>
    /// <param name="output">Where the output goes.</param>
    /// <param name="outputs">The outputs of each step.</param>
    /// <param name="state">The state.</param>
    /// <typeparam name="T">The number type.</typeparam>
    /// <exception cref="ShapeMismatchException">A span has another length.</exception>
    /// <exception cref="ArgumentNullException">There is no state.</exception>
    public static void Frame<T>(string member, ReadOnlySpan<T> frame, int features, ReadOnlySpan<T> output, int outputs, StreamState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        if (frame.Length != features || output.Length != outputs)
        {
            throw WrongFrame(member, frame.Length, features, output.Length, outputs);
        }
    }

    private static ShapeMismatchException WrongFrame(string member, int frame, int features, int output, int outputs) =>
        ShapeMismatchException.Saying(frame != features
            ? ShapeSentences.WrongSpan(member, "frame", ShapeSentences.Text(frame), ShapeSentences.Text(features), "feature of a time step")
            : ShapeSentences.WrongSpan(member, "output", ShapeSentences.Text(output), ShapeSentences.Text(outputs), "output of a time step"));

    private static ShapeMismatchException WrongExample(string member, int example, int features, int output, int outputs) =>
        ShapeMismatchException.Saying(example != features
            ? ShapeSentences.WrongSpan(member, "example", ShapeSentences.Text(example), ShapeSentences.Text(features), "feature")
            : ShapeSentences.WrongSpan(member, "output", ShapeSentences.Text(output), ShapeSentences.Text(outputs), "output"));

    /// <summary>Checks that a set of parameters or gradients belongs to this network.</summary>
    /// <param name="member">Network and method, for the message.</param>
    /// <param name="set">The set.</param>
    /// <typeparam name="T">The number type.</typeparam>
    /// <typeparam name="TSet">The set that the network takes.</typeparam>
    /// <returns>The same set, typed.</returns>
    /// <exception cref="ArgumentException">The set belongs to another network.</exception>
    public static TSet Own<T, TSet>(string member, object set)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSet : class
    {
        ArgumentNullException.ThrowIfNull(set);
        return set as TSet
            ?? throw new ArgumentException($"{member}: the {(set is Workspace<T> ? "workspace" : "parameter set")} belongs to another network; take one that this network created.", nameof(set));
    }
}
