using System.Globalization;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>The matrix of another layer, in place of weights of one's own.</summary>
/// <param name="Owner">The layer whose matrix it is.</param>
/// <param name="Matrix">Its member: <c>Embedding1Weights</c>.</param>
/// <param name="IsTransposed">Whether it is taken transposed.</param>
internal sealed record TiedWeights(int Owner, string Matrix, bool IsTransposed)
{
    /// <summary>The layer with the weights of the layer that it names, where it names one; what does not fit is told.</summary>
    public static Layer Apply(NetworkDeclaration network, Layer layer, List<Layer> before, NamedOutputs names, List<Problem> problems)
    {
        if (network.Layers[layer.Number] is not DenseDeclaration declared || layer is not DenseLayer dense)
        {
            return layer;
        }

        void Tell(string id, string argument, params string[] more) => problems.Add(Problem.At(
            Place.LayerArgument(layer.Number, argument), id, [ShapeInference.Number(layer.Number), network.NameAt(layer.Number), .. more]));
        if (declared.Tied is not { } name)
        {
            if (declared.Transposed is not null)
            {
                Tell(Descriptors.TiedDiffersId, nameof(declared.Transposed), "has Transposed and no Tied: write Tied = …, the name of the layer whose matrix is meant, or remove it");
            }

            return layer;
        }

        if (names.Find(layer.Number, name, nameof(declared.Tied)) is not { } found)
        {
            return layer;
        }

        string quoted = LayerSpelling.Quoted(name);
        var named = found.Layer == 0 ? null : before[found.Layer - 1];
        var owner = named is DenseLayer { Tied: { } first } ? before[first.Owner - 1] : named;
        if (owner is not (EmbeddingLayer or DenseLayer))
        {
            Tell(
                Descriptors.TiedDiffersId,
                nameof(declared.Tied),
                $"takes its weights from {quoted}, {LayerSpelling.Of(network.Layers[found.Layer])}, which has no matrix of outputs × inputs: name an [Embedding] or a [Dense] before it");
            return layer;
        }

        // The matrix as the layer that is named has it, which may have it from another.
        var matrix = owner.Parameters[0];
        bool isNamedTransposed = named is DenseLayer { Tied.IsTransposed: true };
        var given = new MatrixSize(matrix.Rows, matrix.Columns).Transposed(isNamedTransposed);
        var wanted = new MatrixSize(dense.Output.Features, dense.Input.Features);
        bool isTransposed = declared.Transposed ?? (wanted != given && wanted == given.Transposed(true));
        if (wanted != given.Transposed(isTransposed))
        {
            Tell(Descriptors.TiedDiffersId, nameof(declared.Tied), Differing(quoted, wanted, given, declared.Transposed));
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

        return dense with { Tied = new(owner.Number, matrix.Name, isNamedTransposed != isTransposed), IsFrozen = owner.IsFrozen };
    }

    /// <summary>The sentence for sizes that differ, with what makes them fit: as the matrix is or transposed, whichever takes less, unless it was said.</summary>
    private static string Differing(string name, MatrixSize wanted, MatrixSize given, bool? isTransposed)
    {
        var turned = given.Transposed(true);
        bool byTurned = isTransposed ?? (Fits(turned) > Fits(given));
        var fitting = byTurned ? turned : given;
        string size = isTransposed is null
            ? $"those of {name} are {given}, transposed {turned}"
            : $"those of {name} are {fitting}{(byTurned ? ", transposed" : "")}";
        string[] mends =
        [
            .. fitting.Columns == wanted.Columns ? [] : new[] { $"insert [Dense({ShapeInference.Number(fitting.Columns)})] before it" },
            .. fitting.Rows == wanted.Rows ? [] : new[] { $"give it {ShapeInference.Number(fitting.Rows)} units" },
        ];
        string mend = isTransposed is { } said && wanted == given.Transposed(!said)
            ? $"remove Transposed = {(said ? "true" : "false")}"
            : string.Join(" and ", mends);
        return $"takes weights of {wanted} (outputs × inputs), and {size}: {mend}";

        int Fits(MatrixSize size) => (size.Rows == wanted.Rows ? 1 : 0) + (size.Columns == wanted.Columns ? 1 : 0);
    }

    /// <summary>Outputs × inputs.</summary>
    private readonly record struct MatrixSize(int Rows, int Columns)
    {
        public MatrixSize Transposed(bool isTransposed) => isTransposed ? new(Columns, Rows) : this;

        public override string ToString() => $"{Rows.ToString(CultureInfo.InvariantCulture)} × {Columns.ToString(CultureInfo.InvariantCulture)}";
    }
}
