using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>
/// DNN0032: inserts the layer that gives what comes into a sum or a product the shape of the skip: a dense layer, or a convolution
/// of single pixels. It is a projection and has no activation (K. He and others: Deep Residual Learning, 2015).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertProjectionCodeFix)), Shared]
public sealed class InsertProjectionCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.SkipDiffersId];

    private protected override Task OfferAsync(Site site)
    {
        if (site.Diagnostic.Properties.TryGetValue(MendProperties.FittingLayer, out string? projection)
            && projection is not null
            && site.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } layer
            && Insertion.Before(layer, $"{projection}, Activation = {Insertion.Qualifier(layer)}Activation.Identity)") is var (edit, shown))
        {
            site.Offer($"Insert '{shown}'", "", edit);
        }

        return Task.CompletedTask;
    }
}
