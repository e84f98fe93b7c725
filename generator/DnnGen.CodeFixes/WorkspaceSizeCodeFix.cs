using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN2001: creates the workspace for as many examples as it has to take.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WorkspaceSizeCodeFix)), Shared]
public sealed class WorkspaceSizeCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.WorkspaceTooSmallId];

    private protected override async Task OfferAsync(Site site)
    {
        if (site.Expression is not { } place || site.OperationOf(place) is not { } workspace)
        {
            return;
        }

        var (source, _) = await new Origin(site.Solution, site.Cancellation).FindAsync(workspace, Part.Examples).ConfigureAwait(false);
        if (source is not IArgumentOperation { Value: { Syntax: ExpressionSyntax size } number })
        {
            return;
        }

        var edit = site.Diagnostic.Number(MendProperties.ExpectedExamples) is { } examples
            ? Edit.ToNumber(size, examples)
            : Columns(site.Model, workspace, size, site.Cancellation) is { } columns ? new Edit(size, columns.WithTriviaFrom(size))
            : null;
        bool isThat = !number.ConstantValue.HasValue
            || (site.Diagnostic.Number(MendProperties.ActualExamples) is { } actual && number.ConstantValue.Value is int constant && constant == actual);
        if (edit is not null && isThat)
        {
            site.Offer($"Create the workspace for {edit.After.WithoutTrivia()} examples", "", edit);
        }
    }

    /// <summary>The columns of x, where x is a variable that the creation of the workspace can already read.</summary>
    private static MemberAccessExpressionSyntax? Columns(SemanticModel model, IOperation workspace, ExpressionSyntax size, CancellationToken cancellation)
    {
        while (workspace is not IInvocationOperation && workspace.Parent is { } parent)
        {
            workspace = parent;
        }

        if (workspace is not IInvocationOperation call
            || Origin.Argument(call, "x")?.Value.Syntax is not IdentifierNameSyntax x
            || model.SyntaxTree != size.SyntaxTree
            || model.GetSymbolInfo(x, cancellation).Symbol is not { } symbol)
        {
            return null;
        }

        bool known = symbol is IParameterSymbol or ILocalSymbol
            && symbol.DeclaringSyntaxReferences is [var declaration]
            && declaration.SyntaxTree == size.SyntaxTree
            && declaration.Span.End < size.SpanStart
            && model.LookupSymbols(size.SpanStart, name: symbol.Name).Contains(symbol, SymbolEqualityComparer.Default)
            && !IsWrittenBetween(model, symbol, size, x, cancellation);
        return known
            ? SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, x.WithoutTrivia(), SyntaxFactory.IdentifierName("Columns"))
            : null;
    }

    /// <summary>Any assignment to the variable after its declaration makes the two places doubtful.</summary>
    private static bool IsWrittenBetween(SemanticModel model, ISymbol symbol, ExpressionSyntax size, ExpressionSyntax use, CancellationToken cancellation) =>
        (size.FirstAncestorOrSelf<BlockSyntax>() ?? size.SyntaxTree.GetRoot(cancellation)).FirstAncestorOrSelf<CompilationUnitSyntax>()!
            .DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.SpanStart < use.SpanStart && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, cancellation).Symbol, symbol));
}
