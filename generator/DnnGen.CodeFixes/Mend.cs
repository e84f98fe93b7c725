using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>What all mends have in common: each diagnostic is looked at by itself, and Fix All mends many at once.</summary>
public abstract class Mend : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root
            && await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model)
        {
            foreach (var diagnostic in context.Diagnostics.Where(diagnostic => root.FullSpan.Contains(diagnostic.Location.SourceSpan)))
            {
                await OfferAsync(new Site(GetType().Name, context, diagnostic, root, model)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Offers what mends a diagnostic, or nothing.</summary>
    private protected abstract Task OfferAsync(Site site);
}

/// <summary>A diagnostic in its document.</summary>
internal sealed record Site(string Mend, CodeFixContext Context, Diagnostic Diagnostic, SyntaxNode Root, SemanticModel Model)
{
    public Solution Solution => Context.Document.Project.Solution;

    public CancellationToken Cancellation => Context.CancellationToken;

    /// <summary>The innermost node that the diagnostic points at.</summary>
    public SyntaxNode Node => Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The expression that the diagnostic points at.</summary>
    public ExpressionSyntax? Expression => Node.FirstAncestorOrSelf<ExpressionSyntax>();

    public IOperation? OperationOf(SyntaxNode node) => Model.GetOperation(node, Cancellation);

    /// <summary>Offers edits of what the user wrote; those of one key are carried out together by Fix All.</summary>
    public void Offer(string title, string key, params IReadOnlyCollection<Edit> edits)
    {
        if (edits.Count > 0 && edits.All(edit => Edits.IsWritten(Solution, edit.Before.SyntaxTree)))
        {
            Offer(title, key, cancellation => Edits.ApplyAsync(Solution, edits, cancellation));
        }
    }

    public void Offer(string title, string key, Func<CancellationToken, Task<Solution>> change) =>
        Context.RegisterCodeFix(CodeAction.Create(title, change, equivalenceKey: Mend + key), Diagnostic);
}
