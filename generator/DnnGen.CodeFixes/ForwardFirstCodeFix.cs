using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.CodeFixes;

/// <summary>DNN2002: calls <c>Forward</c> before <c>Backward</c>, which has everything that it takes. <c>Cost</c> does not know x.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForwardFirstCodeFix)), Shared]
public sealed class ForwardFirstCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.NoForwardId];

    private protected override async Task OfferAsync(Site site)
    {
        // Only what can be read twice may be read twice, and only a statement of a block has room before it.
        if (site.Expression?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: var network }, Parent: ExpressionStatementSyntax statement } syntax
            || statement.Parent is not (BlockSyntax or GlobalStatementSyntax)
            || site.OperationOf(syntax) is not IInvocationOperation { TargetMethod.Name: "Backward" } call
            || Origin.Argument(call, "x")?.Value.Syntax is not { } x
            || Origin.Argument(call, "ws")?.Value.Syntax is not { } workspace
            || !IsVariable(network) || !IsVariable(x) || !IsVariable(workspace))
        {
            return;
        }

        var text = await site.Context.Document.GetTextAsync(site.Cancellation).ConfigureAwait(false);
        string inserted = $"{network}.Forward({x}, {workspace});{Lines.To(text, statement.GetFirstToken())}";
        site.Offer(
            $"Call '{network}.Forward({x}, {workspace})' first",
            "",
            _ => Task.FromResult(site.Context.Document.WithText(text.WithChanges(new TextChange(new TextSpan(statement.SpanStart, 0), inserted))).Project.Solution));
    }

    private static bool IsVariable(SyntaxNode node) => node is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax };
}
