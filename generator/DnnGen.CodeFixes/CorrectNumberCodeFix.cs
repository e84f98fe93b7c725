using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001 and DNN1003 to DNN1008: puts the right number where the matrix or the span was made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectNumberCodeFix)), Shared]
public sealed class CorrectNumberCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.FeaturesDifferId, Descriptors.ElementWiseDiffersId, Descriptors.ExampleCountsDifferId, Descriptors.LabelRowsDifferId,
        Descriptors.DataLengthDiffersId, Descriptors.AnnotationBrokenId, Descriptors.SpanLengthDiffersId,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var origin = new Origin(context.Document.Project.Solution, context.CancellationToken);
        foreach (var diagnostic in context.Diagnostics)
        {
            // A matrix that fits transposed or in another place has the right numbers.
            if (root?.ExpressionAt(diagnostic) is not { } place
                || diagnostic.Says(MendProperties.TransposeFits)
                || diagnostic.Says(MendProperties.SwapFits))
            {
                continue;
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

            var value = model?.GetOperation(place, context.CancellationToken);
            var sizes = new List<Edit>();
            if (await AddAsync(Part.Rows, MendProperties.ActualRows, MendProperties.ExpectedRows, sizes).ConfigureAwait(false)
                & await AddAsync(Part.Columns, MendProperties.ActualColumns, MendProperties.ExpectedColumns, sizes).ConfigureAwait(false)
                & await AddAsync(Part.Length, MendProperties.ActualLength, MendProperties.ExpectedLength, sizes).ConfigureAwait(false))
            {
                Offer(sizes, "");
            }

            if (diagnostic.Id == Descriptors.DataLengthDiffersId && diagnostic.Number(MendProperties.ActualLength) is { } length)
            {
                await OfferShapesAsync(value, length).ConfigureAwait(false);
            }

            // Whether what has to be corrected can be corrected.
            async Task<bool> AddAsync(Part part, string actualName, string expectedName, List<Edit> edits)
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

                edits.AddRange(found);
                return true;
            }

            // Data of a given length: the shape may be what is wrong.
            async Task OfferShapesAsync(IOperation? operation, int data)
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
                    await OfferSizeAsync(columns, rows, data, "columns").ConfigureAwait(false);
                    if (reshape)
                    {
                        await OfferSizeAsync(rows, columns, data, "rows").ConfigureAwait(false);
                    }
                }
            }

            async Task OfferSizeAsync(IOperation? size, IOperation? other, int data, string key)
            {
                if ((await origin.LiteralAsync(size).ConfigureAwait(false))?.Token.Value is int actual
                    && (await origin.LiteralAsync(other).ConfigureAwait(false))?.Token.Value is int fixedSize
                    && fixedSize > 0
                    && data % fixedSize == 0
                    && await origin.CorrectNumberAsync(size, actual, data / fixedSize).ConfigureAwait(false) is { } edits)
                {
                    Offer(edits, key);
                }
            }

            void Offer(IReadOnlyList<Edit> edits, string key)
            {
                if (edits.Count > 0)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            Title(edits),
                            cancellation => Edits.ApplyAsync(context.Document.Project.Solution, edits, cancellation),
                            equivalenceKey: nameof(CorrectNumberCodeFix) + key),
                        diagnostic);
                }
            }
        }
    }

    /// <summary>Change 12287 to 12288; a number that has a name is called by it.</summary>
    private static string Title(IReadOnlyList<Edit> edits) => "Change " + string.Join(" and ", edits
        .Select(edit => edit.Before.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            ? $"'{variable.Identifier.ValueText}' to {edit.After.WithoutTrivia()}"
            : $"{edit.Before.WithoutTrivia()} to {edit.After.WithoutTrivia()}")
        .Distinct());
}
