using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN0008, DNN0009 and DNN0015: writes a loss and an output activation that fit each other and the layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitLossCodeFix)), Shared]
public sealed class FitLossCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.LossDoesNotFitId, Descriptors.SoftmaxOverOneId, Descriptors.CosineOverOneId];

    private protected override Task OfferAsync(Site site)
    {
        if (!site.Diagnostic.Says(MendProperties.InBlock) && site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && site.Model.GetDeclaredSymbol(type, site.Cancellation) is { } network)
        {
            var written = new Written(network, site.Cancellation);
            if (site.Diagnostic.Id == Descriptors.LossDoesNotFitId)
            {
                OfferForLoss(site, written);
            }
            else if (site.Diagnostic.Id == Descriptors.CosineOverOneId)
            {
                string loss = site.Diagnostic.Properties[MendProperties.FittingLoss]!;
                Offer(site, $"Use Loss.{loss}", "Loss", Renamed(written.Loss, loss));
            }
            else
            {
                OfferForSoftmax(site, written);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The loss follows the activation, or the activation the loss.</summary>
    private static void OfferForLoss(Site site, Written written)
    {
        string activation = site.Diagnostic.Properties[MendProperties.FittingActivation]!;
        string loss = site.Diagnostic.Properties[MendProperties.FittingLoss]!;
        Offer(site, $"Use Loss.{loss}", "Loss", Renamed(written.Loss, loss));

        // A softmax over one output would be the next error.
        if (activation is not (nameof(Activation.Softmax) or nameof(Activation.LogSoftmax)) || written.Outputs is > 1)
        {
            Offer(site, $"Use Activation.{activation}", "Activation", Renamed(written.Output, activation));
        }
    }

    /// <summary>A sigmoid in the place of the softmax; at the output the loss goes with it.</summary>
    private static void OfferForSoftmax(Site site, Written written)
    {
        string sigmoid = site.Diagnostic.Properties[MendProperties.FittingActivation]!;
        var softmax = site.Node as ExpressionSyntax;
        bool output = softmax is null || softmax == written.Output;
        var loss = output && NameOf(written.Loss)?.Identifier.ValueText is nameof(Loss.CategoricalCrossEntropy) or nameof(Loss.KLDivergence)
            ? Renamed(written.Loss, nameof(Loss.BinaryCrossEntropy))
            : null;
        if (softmax is null)
        {
            Offer(site, $"Use Loss.{nameof(Loss.BinaryCrossEntropy)}", "Softmax", loss);
        }
        else if (Renamed(softmax, sigmoid) is { } activation)
        {
            Offer(site, $"Use Activation.{sigmoid}{(loss is null ? "" : $" and Loss.{nameof(Loss.BinaryCrossEntropy)}")}", "Softmax", activation, loss);
        }
    }

    private static void Offer(Site site, string title, string key, params IEnumerable<Edit?> edits) =>
        site.Offer(title, key, [.. edits.OfType<Edit>()]);

    /// <summary>Another value of the same enum, qualified as it was.</summary>
    private static Edit? Renamed(ExpressionSyntax? value, string name) =>
        NameOf(value) is { } before ? new Edit(before, SyntaxFactory.IdentifierName(name).WithTriviaFrom(before)) : null;

    private static SimpleNameSyntax? NameOf(ExpressionSyntax? value) => value switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    /// <summary>What the attributes of a network say of its output, where they say it.</summary>
    private sealed class Written
    {
        public Written(INamedTypeSymbol network, CancellationToken cancellation)
        {
            var attributes = network.GetAttributes();
            var declared = attributes.FirstOrDefault(KnownAttributes.IsNetwork);
            var last = attributes.LastOrDefault(KnownAttributes.IsLayer);
            Loss = Argument(declared, "Loss");
            Output = Argument(last, "Activation") ?? Argument(declared, "Output");
            Outputs = last is not null ? KnownAttributes.IsDense(last) ? last.ConstructorArguments.FirstOrDefault().Value as int? : null
                : declared?.ConstructorArguments is [{ Kind: TypedConstantKind.Array, Values: [.., var size] }] ? size.Value as int?
                : null;

            ExpressionSyntax? Argument(AttributeData? attribute, string name) =>
                (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)?.ArgumentList?.Arguments
                    .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;
        }

        public ExpressionSyntax? Loss { get; }

        public ExpressionSyntax? Output { get; }

        public int? Outputs { get; }
    }
}
