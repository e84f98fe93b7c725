using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN0020: inserts <c>[Flatten]</c> before a dense layer that stands straight after an image.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenCodeFix)), Shared]
public sealed class InsertFlattenCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.VectorExpectedId];

    private protected override Task OfferAsync(Site site)
    {
        if (!site.Diagnostic.Says(MendProperties.InBlock) && site.Node.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } layer)
        {
            var flatten = SyntaxFactory.Attribute(SyntaxFactory.ParseName("Flatten"));
            int place = list.Attributes.IndexOf(layer);
            if (list.Attributes.Count > 1)
            {
                // [Input(1, 8, 8), Dense(10)]: one more in the same list.
                var separators = list.Attributes.GetSeparators().ToList();
                separators.Insert(place == 0 ? 0 : place - 1, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
                var attributes = list.Attributes.Insert(place, flatten.WithLeadingTrivia(layer.GetLeadingTrivia()));
                site.Offer("Insert 'Flatten'", "", new Edit(list, list.WithAttributes(SyntaxFactory.SeparatedList(attributes, separators))));
            }
            else if (list.Parent is TypeDeclarationSyntax type)
            {
                // A list of its own, before that of the layer and indented like it; the comments that stand there stay before it.
                var own = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(flatten)).WithLeadingTrivia(list.GetLeadingTrivia()).WithTrailingTrivia(list.GetTrailingTrivia());
                var rest = list.WithLeadingTrivia(list.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
                int index = type.AttributeLists.IndexOf(list);
                site.Offer("Insert '[Flatten]'", "", new Edit(type, type.WithAttributeLists(type.AttributeLists.Replace(list, rest).Insert(index, own))));
            }
        }

        return Task.CompletedTask;
    }
}
