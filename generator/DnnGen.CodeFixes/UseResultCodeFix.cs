using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN2005: gives the variable the matrix that an operation on it made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseResultCodeFix)), Shared]
public sealed class UseResultCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.ResultUnusedId];

    private protected override Task OfferAsync(Site site)
    {
        if (site.Expression?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax variable }, Parent: ExpressionStatementSyntax } call
            && site.Model.GetSymbolInfo(variable, site.Cancellation).Symbol is { } symbol
            && IsAssignable(symbol))
        {
            var assignment = SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                variable.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                call.WithoutTrivia());
            site.Offer($"Assign the result to '{variable.Identifier.ValueText}'", "", new Edit(call, assignment.WithTriviaFrom(call)));
        }

        return Task.CompletedTask;
    }

    private static bool IsAssignable(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local is { RefKind: RefKind.None, IsForEach: false, IsUsing: false, IsConst: false },
        IParameterSymbol parameter => parameter.RefKind == RefKind.None,
        _ => false,
    };
}
