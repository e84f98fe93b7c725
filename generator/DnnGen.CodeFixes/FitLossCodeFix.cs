using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN0008 and DNN0009: writes a loss and an output activation that fit each other and the layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitLossCodeFix)), Shared]
public sealed class FitLossCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.LossDoesNotFitId, Descriptors.SoftmaxOverOneId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } place
                && place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
                && model?.GetDeclaredSymbol(type, context.CancellationToken) is { } network)
            {
                var written = new Written(network, context.CancellationToken);
                if (diagnostic.Id == Descriptors.LossDoesNotFitId)
                {
                    OfferForLoss(context, diagnostic, written);
                }
                else
                {
                    OfferForSoftmax(context, diagnostic, place, written);
                }
            }
        }
    }

    /// <summary>The loss follows the activation, or the activation the loss.</summary>
    private static void OfferForLoss(CodeFixContext context, Diagnostic diagnostic, Written written)
    {
        string activation = diagnostic.Properties[MendProperties.FittingActivation]!;
        string loss = diagnostic.Properties[MendProperties.FittingLoss]!;
        Offer(context, diagnostic, $"Use Loss.{loss}", "Loss", Renamed(written.Loss, loss));

        // A softmax over one output would be the next error.
        if (activation != nameof(Activation.Softmax) || written.Outputs is > 1)
        {
            Offer(context, diagnostic, $"Use Activation.{activation}", "Activation", Renamed(written.Output, activation));
        }
    }

    /// <summary>A sigmoid in the place of the softmax; at the output the loss goes with it.</summary>
    private static void OfferForSoftmax(CodeFixContext context, Diagnostic diagnostic, SyntaxNode place, Written written)
    {
        string sigmoid = diagnostic.Properties[MendProperties.FittingActivation]!;
        var softmax = place as ExpressionSyntax;
        bool output = softmax is null || softmax == written.Output;
        var loss = output && NameOf(written.Loss)?.Identifier.ValueText == nameof(Loss.CategoricalCrossEntropy)
            ? Renamed(written.Loss, nameof(Loss.BinaryCrossEntropy))
            : null;
        if (softmax is null)
        {
            Offer(context, diagnostic, $"Use Loss.{nameof(Loss.BinaryCrossEntropy)}", "Softmax", loss);
        }
        else if (Renamed(softmax, sigmoid) is { } activation)
        {
            Offer(context, diagnostic, $"Use Activation.{sigmoid}{(loss is null ? "" : $" and Loss.{nameof(Loss.BinaryCrossEntropy)}")}", "Softmax", activation, loss);
        }
    }

    private static void Offer(CodeFixContext context, Diagnostic diagnostic, string title, string key, params Edit?[] edits)
    {
        var all = edits.OfType<Edit>().ToList();
        if (all.Count > 0)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    title,
                    cancellation => Edits.ApplyAsync(context.Document.Project.Solution, all, cancellation),
                    equivalenceKey: nameof(FitLossCodeFix) + key),
                diagnostic);
        }
    }

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
            var last = attributes.LastOrDefault(KnownAttributes.IsDense);
            Loss = Argument(declared, "Loss");
            Output = Argument(last, "Activation") ?? Argument(declared, "Output");
            Outputs = last is not null ? last.ConstructorArguments.FirstOrDefault().Value as int?
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
