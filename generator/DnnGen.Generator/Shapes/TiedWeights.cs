using System.Globalization;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>The matrix of another layer, in place of weights of one's own.</summary>
/// <param name="Owner">The layer whose matrix it is.</param>
/// <param name="Matrix">Its member: <c>Embedding1Weights</c>.</param>
internal sealed record TiedWeights(int Owner, string Matrix)
{
    /// <summary>The layer with the weights of the layer that it names, where it names one; what does not fit is told.</summary>
    public static Layer Apply(NetworkDeclaration network, Layer layer, List<Layer> before, NamedOutputs names, List<Problem> problems)
    {
        if (network.Layers[layer.Number] is not DenseDeclaration { Tied: { } name } declared || layer is not DenseLayer dense || names.Find(layer.Number, name, nameof(declared.Tied)) is not { } found)
        {
            return layer;
        }

        string quoted = LayerSpelling.Quoted(name);
        void Tell(string id, string argument, params string[] more) => problems.Add(Problem.At(
            Place.LayerArgument(layer.Number, argument), id, [ShapeInference.Number(layer.Number), network.NameAt(layer.Number), .. more]));
        var owner = found.Layer == 0 ? null : before[found.Layer - 1];
        owner = owner is DenseLayer { Tied: { } first } ? before[first.Owner - 1] : owner;
        if (owner is not (EmbeddingLayer or DenseLayer))
        {
            Tell(
                Descriptors.TiedDiffersId,
                nameof(declared.Tied),
                $"takes its weights from {quoted}, {LayerSpelling.Of(network.Layers[found.Layer])}, which has no matrix of outputs × inputs: name an [Embedding] or a [Dense] before it");
            return layer;
        }

        var matrix = owner.Parameters[0];
        int rows = dense.Output.Features, columns = dense.Input.Features;
        if (matrix.Rows != rows || matrix.Columns != columns)
        {
            Tell(
                Descriptors.TiedDiffersId,
                nameof(declared.Tied),
                $"takes weights of {Size(rows, columns)} (outputs × inputs), and those of {quoted} are {Size(matrix.Rows, matrix.Columns)}: "
                    + string.Join(" and ", new[]
                    {
                        matrix.Columns == columns ? "" : $"insert [Dense({ShapeInference.Number(matrix.Columns)})] before it",
                        matrix.Rows == rows ? "" : $"give it {ShapeInference.Number(matrix.Rows)} units",
                    }.Where(mend => mend.Length > 0)));
            return layer;
        }

        foreach (var (setting, isSaid) in new[]
        {
            (nameof(declared.Init), declared.Init is not null), (nameof(declared.InitScale), declared.InitScale is not null),
            (nameof(declared.L1), declared.L1 is not null), (nameof(declared.L2), declared.L2 is not null), ("Frozen", declared.IsFrozen && !owner.IsFrozen),
        })
        {
            if (isSaid)
            {
                Tell(Descriptors.TiedSaysId, setting, setting, quoted);
            }
        }

        return dense with { Tied = new(owner.Number, matrix.Name), IsFrozen = owner.IsFrozen };
    }

    private static string Size(int rows, int columns) =>
        $"{rows.ToString(CultureInfo.InvariantCulture)} × {columns.ToString(CultureInfo.InvariantCulture)}";
}
