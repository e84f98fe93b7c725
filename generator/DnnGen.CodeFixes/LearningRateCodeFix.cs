using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN2003: takes away a minus, or divides as numbers with a fraction do. What else a 0 was meant to be, nobody knows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LearningRateCodeFix)), Shared]
public sealed class LearningRateCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.LearningRateNotPositiveId];

    private protected override Task OfferAsync(Site site)
    {
        if (site.Expression is PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax operand } minus
            && minus.IsKind(SyntaxKind.UnaryMinusExpression)
            && operand.Token.Value is not (0 or 0f or 0d))
        {
            site.Offer($"Change {minus} to {operand}", "", new Edit(minus, operand.WithTriviaFrom(minus)));
        }
        else if (site.Expression is BinaryExpressionSyntax { Left: LiteralExpressionSyntax { Token.Value: int and > 0 } left, Right: LiteralExpressionSyntax { Token.Value: int and > 0 } right } quotient
            && quotient.IsKind(SyntaxKind.DivideExpression))
        {
            // A whole number divided by a larger one is 0.
            var fraction = SyntaxFactory.ParseExpression(left.Token.Text + "f").WithTriviaFrom(left);
            site.Offer($"Change {quotient} to {fraction.WithoutTrivia()} / {right}", "", new Edit(left, fraction));
        }

        return Task.CompletedTask;
    }
}
