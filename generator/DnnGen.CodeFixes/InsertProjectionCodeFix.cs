using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.CodeFixes;

/// <summary>
/// DNN0032: inserts the layer that gives what comes into a sum or a product the shape of the skip, or the skip the shape of what comes
/// in: a dense layer, or a convolution of single pixels. It is a projection and has no activation (K. He and others: Deep Residual
/// Learning, 2015).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertProjectionCodeFix)), Shared]
public sealed class InsertProjectionCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.SkipDiffersId];

    private protected override async Task OfferAsync(Site site)
    {
        if (site.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { } layer)
        {
            return;
        }

        if (Projection(site, layer, MendProperties.FittingLayer) is { } projection && Insertion.Before(layer, projection) is var (edit, shown))
        {
            site.Offer($"Insert '{shown}'", "", edit);
        }

        if (Projection(site, layer, MendProperties.FittingSkipLayer) is { } ofSkip
            && site.Expression is { } skip
            && layer.Parent is AttributeListSyntax list
            && list.Parent is TypeDeclarationSyntax type
            && PreviousLayer(site, type, layer) is { } previous)
        {
            var text = await site.Root.SyntaxTree.GetTextAsync(site.Cancellation).ConfigureAwait(false);
            string from = $"From({skip.WithoutTrivia()})";
            site.Offer(
                $"Insert '[{from}]' and '[{ofSkip}]'",
                "Skip",
                _ => Task.FromResult(site.Context.Document.WithText(text.WithChanges(OnTheSkip(text, type, list, layer, previous, skip, from, ofSkip))).Project.Solution));
        }
    }

    /// <summary>The layer that the diagnostic names, without an activation; null where there is none.</summary>
    private static string? Projection(Site site, AttributeSyntax layer, string property) =>
        site.Diagnostic.Properties.TryGetValue(property, out string? beginning) && beginning is { Length: > 0 }
            ? $"{beginning}, Activation = {Insertion.Qualifier(layer)}Activation.Identity)"
            : null;

    /// <summary>What comes in gets a name, the layers go on from the skip through its projection, and meet it under that name.</summary>
    private static IEnumerable<TextChange> OnTheSkip(
        SourceText text, TypeDeclarationSyntax type, AttributeListSyntax list, AttributeSyntax layer, AttributeSyntax previous, ExpressionSyntax skip, string from, string projection)
    {
        string name = NameOf(previous)?.ToString() ?? $"\"{FreeName(type)}\"";
        if (NameOf(previous) is null)
        {
            yield return previous.ArgumentList is not { } arguments ? new(new(previous.Span.End, 0), $"(Name = {name})")
                : new(new(arguments.CloseParenToken.SpanStart, 0), $"{(arguments.Arguments.Count == 0 ? "" : ", ")}Name = {name}");
        }

        // Where the layer has a list of its own, so have the others, each on its line if it has.
        bool isAlone = list.Attributes.Count == 1;
        var first = isAlone ? list.OpenBracketToken : layer.GetFirstToken();
        string between = Lines.To(text, first), qualifier = Insertion.Qualifier(layer);
        yield return new(
            new(first.SpanStart, 0),
            string.Concat(new[] { from, projection }.Select(inserted => isAlone ? $"[{qualifier}{inserted}]{between}" : $"{qualifier}{inserted},{between}")));
        yield return new(skip.Span, name);
    }

    /// <summary>The attribute before, where it is a layer that can have a name.</summary>
    private static AttributeSyntax? PreviousLayer(Site site, TypeDeclarationSyntax type, AttributeSyntax layer)
    {
        var attributes = type.AttributeLists.SelectMany(list => list.Attributes).ToList();
        int index = attributes.IndexOf(layer);
        return index > 0
            && site.Model.GetSymbolInfo(attributes[index - 1], site.Cancellation).Symbol?.ContainingType is { ContainingNamespace: { Name: "DnnGen", ContainingNamespace.IsGlobalNamespace: true } } kind
            && kind.GetMembers("Name").OfType<IPropertySymbol>().Any()
                ? attributes[index - 1]
                : null;
    }

    private static ExpressionSyntax? NameOf(AttributeSyntax layer) =>
        layer.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Name")?.Expression;

    /// <summary>main, or main2 where something is called so.</summary>
    private static string FreeName(TypeDeclarationSyntax type)
    {
        var taken = new HashSet<string>(type.AttributeLists.SelectMany(list => list.DescendantTokens()).Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(token => token.ValueText));
        return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? "main" : FormattableString.Invariant($"main{number}")).First(name => !taken.Contains(name));
    }
}
