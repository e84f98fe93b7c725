using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
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
        if (!site.Diagnostic.Says(MendProperties.InBlock)
            && site.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } layer
            && Insertion.Before(layer, "Flatten") is var (edit, shown))
        {
            site.Offer($"Insert '{shown}'", "", edit);
        }

        return Task.CompletedTask;
    }
}
