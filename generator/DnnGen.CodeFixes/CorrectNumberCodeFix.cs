using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001 and DNN1003 to DNN1008: puts the right number where the matrix or the span was made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectNumberCodeFix)), Shared]
public sealed class CorrectNumberCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.FeaturesDifferId, Descriptors.ElementWiseDiffersId, Descriptors.ExampleCountsDifferId, Descriptors.LabelRowsDifferId,
        Descriptors.DataLengthDiffersId, Descriptors.AnnotationBrokenId, Descriptors.SpanLengthDiffersId,
    ];

    private protected override async Task OfferAsync(Site site)
    {
        // A matrix that fits transposed or in another place has the right numbers.
        var diagnostic = site.Diagnostic;
        if (site.Expression is not { } place || diagnostic.Says(MendProperties.TransposeFits) || diagnostic.Says(MendProperties.SwapFits))
        {
            return;
        }

        if (diagnostic.Id == Descriptors.ElementWiseDiffersId)
        {
            place = place switch
            {
                BinaryExpressionSyntax binary => binary.Right,
                AssignmentExpressionSyntax compound => compound.Right,
                _ => place,
            };
        }

        var origin = new Origin(site.Solution, site.Cancellation);
        var value = site.OperationOf(place);
        var sizes = new List<Edit>();
        if (await AddAsync(Part.Rows, MendProperties.ActualRows, MendProperties.ExpectedRows).ConfigureAwait(false)
            & await AddAsync(Part.Columns, MendProperties.ActualColumns, MendProperties.ExpectedColumns).ConfigureAwait(false)
            & await AddAsync(Part.Length, MendProperties.ActualLength, MendProperties.ExpectedLength).ConfigureAwait(false))
        {
            Offer(site, sizes);
        }

        if (diagnostic.Id == Descriptors.DataLengthDiffersId && diagnostic.Number(MendProperties.ActualLength) is { } length)
        {
            await OfferShapesAsync(site, origin, value, length).ConfigureAwait(false);
        }

        // Whether what has to be corrected can be corrected.
        async Task<bool> AddAsync(Part part, string actualName, string expectedName)
        {
            if (!diagnostic.Says(expectedName))
            {
                return true;
            }

            if (diagnostic.Number(actualName) is not { } actual
                || diagnostic.Number(expectedName) is not { } expected
                || await origin.CorrectAsync(value, part, actual, expected).ConfigureAwait(false) is not { } found)
            {
                return false;
            }

            sizes.AddRange(found);
            return true;
        }
    }

    /// <summary>Data of a given length: the shape may be what is wrong.</summary>
    private static async Task OfferShapesAsync(Site site, Origin origin, IOperation? operation, int data)
    {
        while (operation is not (null or IInvocationOperation { TargetMethod.Name: "FromExamples" or "Reshape" }))
        {
            operation = operation.Parent;
        }

        if (operation is IInvocationOperation call)
        {
            bool reshape = call.TargetMethod.Name == "Reshape";
            var rows = Origin.Argument(call, reshape ? "rows" : "features")?.Value;
            var columns = Origin.Argument(call, reshape ? "columns" : "examples")?.Value;
            await OfferSizeAsync(columns, rows, "columns").ConfigureAwait(false);
            if (reshape)
            {
                await OfferSizeAsync(rows, columns, "rows").ConfigureAwait(false);
            }
        }

        async Task OfferSizeAsync(IOperation? size, IOperation? other, string key)
        {
            if ((await origin.LiteralAsync(size).ConfigureAwait(false))?.Token.Value is int actual
                && (await origin.LiteralAsync(other).ConfigureAwait(false))?.Token.Value is int fixedSize
                && fixedSize > 0
                && data % fixedSize == 0
                && await origin.CorrectNumberAsync(size, actual, data / fixedSize).ConfigureAwait(false) is { } edits)
            {
                Offer(site, edits, key);
            }
        }
    }

    private static void Offer(Site site, IReadOnlyCollection<Edit> edits, string key = "") => site.Offer(Title(edits), key, edits);

    /// <summary>Change 12287 to 12288; a number that has a name is called by it.</summary>
    private static string Title(IReadOnlyCollection<Edit> edits) => "Change " + string.Join(" and ", edits
        .Select(edit => edit.Before.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            ? $"'{variable.Identifier.ValueText}' to {edit.After.WithoutTrivia()}"
            : $"{edit.Before.WithoutTrivia()} to {edit.After.WithoutTrivia()}")
        .Distinct());
}
