using System.Globalization;
using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>An output of a network as pictures and reports look at it: the only one, or one of several by its name.</summary>
/// <param name="Name">Its name; <see langword="null"/> for the only output.</param>
/// <param name="Row">The first of its rows in AL.</param>
/// <param name="Size">Its rows in AL.</param>
/// <param name="LabelRow">The first of its rows in Y.</param>
/// <param name="LabelSize">Its rows in Y.</param>
/// <param name="Steps">Its time steps; 1 where it is no sequence.</param>
/// <param name="LabelsAreClasses">Whether a label is the number of a class.</param>
/// <param name="Kind">How it decides.</param>
internal sealed record JudgedOutput(string? Name, int Row, int Size, int LabelRow, int LabelSize, int Steps, bool LabelsAreClasses, DecisionKind Kind)
{
    /// <summary>Classes to choose from; of several sigmoids, the outputs.</summary>
    public int Classes => Decisions.ClassesOf(Kind, Size / Steps);

    /// <summary>Whether each example has one class.</summary>
    public bool IsClassifier => Kind is DecisionKind.Binary or DecisionKind.OneOf;

    /// <summary>Of the output “digit”, or nothing for the only one.</summary>
    public string OfIt => Name is null ? "" : $" of the output “{Name}”";

    /// <summary>All outputs of a network. How each decides is asked of the library's own evaluation, of one example, so that both always agree.</summary>
    public static IReadOnlyList<JudgedOutput> All<TNetwork, T>(INetwork<TNetwork, T> network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var evaluation = network.Evaluate(Matrix<T>.Zeros(TNetwork.InputSize, 1), Matrix<T>.Zeros(TNetwork.LabelSize, 1));
        return TNetwork.Outputs.Count == 0
            ? [new(null, 0, TNetwork.OutputSize, 0, TNetwork.LabelSize, TNetwork.OutputSteps, TNetwork.LabelsAreClasses, KindOf(evaluation, TNetwork.OutputSize / TNetwork.OutputSteps))]
            : [.. TNetwork.Outputs.Select(output => new JudgedOutput(
                output.Name, output.Row, output.Size, output.LabelRow, output.LabelSize, output.Steps, output.LabelsAreClasses, KindOf(evaluation.Outputs[output.Name], output.Size / output.Steps)))];
    }

    /// <summary>The output of a name, or the only one without a name.</summary>
    /// <param name="network">The network.</param>
    /// <param name="member">Who asks, for the sentence where there is none.</param>
    /// <param name="name">Its name; <see langword="null"/> for the only output.</param>
    /// <exception cref="ArgumentException">There is no such output, or there are several and no name says which.</exception>
    public static JudgedOutput Of<TNetwork, T>(INetwork<TNetwork, T> network, string member, string? name)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TNetwork.Outputs.Count == 0 && name is not null)
        {
            throw new ArgumentException($"{member}: {TNetwork.Name} has one output and no other to choose from; leave output: \"{name}\" out.");
        }

        var all = All(network);
        string names = string.Join(", ", all.Select(output => $"\"{output.Name}\""));
        return name is null && all.Count > 1
            ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{member}: {TNetwork.Name} has {all.Count} outputs, and this looks at one; say which with output:, one of {names}."))
            : all.FirstOrDefault(output => output.Name == name) ?? throw new ArgumentException($"{member}: {TNetwork.Name} has no output \"{name}\"; its outputs are {names}.");
    }

    /// <summary>Its part of an evaluation.</summary>
    public Evaluation In(Evaluation evaluation) => Name is null ? evaluation : evaluation.Outputs[Name];

    /// <summary>Its labels.</summary>
    public Matrix<T> LabelsIn<T>(Matrix<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => y.SliceRows(LabelRow, LabelSize);

    private static DecisionKind KindOf(Evaluation evaluation, int outputs) => evaluation switch
    {
        { Accuracy: null } => DecisionKind.None,
        { ConfusionMatrix: null } => DecisionKind.EachByItself,
        _ => outputs == 1 ? DecisionKind.Binary : DecisionKind.OneOf,
    };
}
