using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN0001 and DNN0002: makes the class, or the type around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix)), Shared]
public sealed class MakePartialCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Descriptors.MustBePartialId, Descriptors.ContainingTypeMustBePartialId];

    private protected override Task OfferAsync(Site site)
    {
        if (site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            site.Offer($"Make '{type.Identifier.ValueText}' partial", "", new Edit(type, MakePartial(type)));
        }

        return Task.CompletedTask;
    }

    /// <summary>The word stands directly before <c>class</c>, as C# demands; comments that were there come before it.</summary>
    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var keyword = type.Keyword;
        return type.Modifiers.Count > 0
            ? type.WithModifiers(type.Modifiers.Add(partial))
            : type
                .WithKeyword(keyword.WithLeadingTrivia())
                .WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(keyword.LeadingTrivia)));
    }
}
