using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001 and DNN1002: swaps x and y of a network, or the matrices of a product, where they fit the other way round.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapCodeFix)), Shared]
public sealed class SwapCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.FeaturesDifferId, Descriptors.InnerDimensionsDifferId];

    private protected override Task OfferAsync(Site site)
    {
        if (site.Diagnostic.Says(MendProperties.SwapFits) && site.Expression is { } place && Pair(site, place) is var (left, right))
        {
            site.Offer(
                site.Diagnostic.Id == Descriptors.FeaturesDifferId ? "Swap x and y" : "Swap the matrices",
                "",
                new(left, right.WithTriviaFrom(left)),
                new(right, AsOperand(left, right).WithTriviaFrom(right)));
        }

        return Task.CompletedTask;
    }

    private static (ExpressionSyntax Left, ExpressionSyntax Right)? Pair(Site site, ExpressionSyntax place)
    {
        string id = site.Diagnostic.Id;
        if (place is BinaryExpressionSyntax product && id == Descriptors.InnerDimensionsDifferId)
        {
            return (product.Left, product.Right);
        }

        var (first, second) = id == Descriptors.FeaturesDifferId ? ("x", "y") : ("left", "right");
        var operation = site.OperationOf(place);
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
