using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001 and DNN1002: swaps x and y of a network, or the matrices of a product, where they fit the other way round.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapCodeFix)), Shared]
public sealed class SwapCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.FeaturesDifferId, Descriptors.InnerDimensionsDifferId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(diagnostic => diagnostic.Says(MendProperties.SwapFits)))
        {
            if (root?.ExpressionAt(diagnostic) is not { } place || Pair(model, place, diagnostic.Id, context.CancellationToken) is not var (left, right))
            {
                continue;
            }

            Edit[] edits = [new(left, right.WithTriviaFrom(left)), new(right, AsOperand(left, right).WithTriviaFrom(right))];
            context.RegisterCodeFix(
                CodeAction.Create(
                    diagnostic.Id == Descriptors.FeaturesDifferId ? "Swap x and y" : "Swap the matrices",
                    cancellation => Edits.ApplyAsync(context.Document.Project.Solution, edits, cancellation),
                    equivalenceKey: nameof(SwapCodeFix)),
                diagnostic);
        }
    }

    private static (ExpressionSyntax Left, ExpressionSyntax Right)? Pair(SemanticModel? model, ExpressionSyntax place, string id, CancellationToken cancellation)
    {
        if (place is BinaryExpressionSyntax product && id == Descriptors.InnerDimensionsDifferId)
        {
            return (product.Left, product.Right);
        }

        var (first, second) = id == Descriptors.FeaturesDifferId ? ("x", "y") : ("left", "right");
        var operation = model?.GetOperation(place, cancellation);
        while (operation is not (null or IInvocationOperation) || (operation is IInvocationOperation inner && Origin.Argument(inner, second) is null))
        {
            operation = operation?.Parent;
        }

        return operation is IInvocationOperation call
            && Origin.Argument(call, first)?.Syntax is ArgumentSyntax { RefKindKeyword.RawKind: 0, Expression: var x }
            && Origin.Argument(call, second)?.Syntax is ArgumentSyntax { RefKindKeyword.RawKind: 0, Expression: var y }
                ? (x, y)
                : null;
    }

    /// <summary>What stood on the left of a product and was read first needs parentheses on the right.</summary>
    private static ExpressionSyntax AsOperand(ExpressionSyntax left, ExpressionSyntax right) => right.Parent is BinaryExpressionSyntax && left is BinaryExpressionSyntax
        ? SyntaxFactory.ParenthesizedExpression(left.WithoutTrivia())
        : left;
}
