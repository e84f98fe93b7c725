using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;
using DnnGen.Generator.Shapes;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001 and DNN1005: gives the network the input or the output that the data have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerWidthCodeFix)), Shared]
public sealed class LayerWidthCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.FeaturesDifferId, Descriptors.LabelRowsDifferId];

    private protected override Task OfferAsync(Site site)
    {
        bool input = site.Diagnostic.Id == Descriptors.FeaturesDifferId;
        if (site.Expression is { } place
            && !site.Diagnostic.Says(MendProperties.TransposeFits)
            && !site.Diagnostic.Says(MendProperties.SwapFits)
            && site.Diagnostic.Number(MendProperties.ActualRows) is { } rows
            && site.Diagnostic.Number(MendProperties.ExpectedRows) is { } width
            && Network(site.OperationOf(place)) is { } network
            && Size(network, input, width, site.Cancellation) is { } size
            && IsValid(network, input, rows, site.Cancellation))
        {
            site.Offer($"Change the {(input ? "input" : "output")} of {network.Name} to {rows}", "", Edit.ToNumber(size, rows));
        }

        return Task.CompletedTask;
    }

    /// <summary>The network that a matrix is passed to.</summary>
    private static INamedTypeSymbol? Network(IOperation? argument)
    {
        while (argument is not (null or IArgumentOperation))
        {
            argument = argument.Parent;
        }

        return argument?.Parent is IInvocationOperation call && call.TargetMethod.ContainingType.GetAttributes().Any(KnownAttributes.IsNetwork)
            ? call.TargetMethod.ContainingType
            : null;
    }

    /// <summary>Whether the network may have that width: one output, say, allows no softmax.</summary>
    private static bool IsValid(INamedTypeSymbol network, bool input, int width, CancellationToken cancellation)
    {
        if (DeclarationReader.Read(network, cancellation).Declaration is not { } declaration)
        {
            return false;
        }

        var layers = declaration.Layers.ToList();
        int place = input ? 0 : layers.Count - 1;
        layers[place] = layers[place] switch
        {
            // Its width stands in a block, and the attributes of the network say another layer's.
            { Origin.Path.Count: > 0 } => null!,
            InputDeclaration { Shape.Kind: TensorKind.Vector } => new InputDeclaration(TensorShape.Vector(width)),
            DenseDeclaration dense => dense with { Units = width },
            _ => null!,
        };
        return layers[place] is not null && ShapeInference.Infer(declaration with { Layers = layers.ToEquatableArray() }).Shape is not null;
    }

    /// <summary>The literal that says the width of the first or of the last layer.</summary>
    private static LiteralExpressionSyntax? Size(INamedTypeSymbol network, bool input, int width, CancellationToken cancellation)
    {
        var attributes = network.GetAttributes();
        var layers = attributes.Where(KnownAttributes.IsLayer).ToList();
        var attribute = layers.Count == 0 ? attributes.First(KnownAttributes.IsNetwork)
            : input ? layers.FirstOrDefault(KnownAttributes.IsInput)
            : layers.LastOrDefault(KnownAttributes.IsDense);
        if (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            return null;
        }

        var sizes = arguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression).ToList();
        if (sizes is [var only])
        {
            sizes = only switch
            {
                ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
                ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
                CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
                _ => sizes,
            };
        }

        return (input ? sizes.FirstOrDefault() : sizes.LastOrDefault()) is LiteralExpressionSyntax { Token.Value: int value } literal
            && literal.IsKind(SyntaxKind.NumericLiteralExpression)
            && value == width
                ? literal
                : null;
    }
}
