using System.Collections.Immutable;
using System.Composition;
using System.Globalization;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>DNN0024 and DNN0025: groups that divide, the nearest to those that are written; the number that makes a <c>[Reshape]</c> fit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerNumberCodeFix)), Shared]
public sealed class LayerNumberCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.GroupsDoNotDivideId, Descriptors.ReshapeDiffersId];

    private protected override Task OfferAsync(Site site)
    {
        var properties = site.Diagnostic.Properties;
        if (properties.TryGetValue(MendProperties.FittingNumber, out string? groups) && groups is not null)
        {
            var argument = site.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>();
            Offer(site, argument?.Expression, groups);
        }
        else if (properties.TryGetValue(MendProperties.FittingLayer, out string? reshape)
            && reshape is not null
            && SyntaxFactory.ParseExpression(reshape) is InvocationExpressionSyntax { ArgumentList.Arguments: var sizes }
            && site.Node.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { } written })
        {
            // Arguments that have the names of their parameters may stand in another order.
            string[] parameters = ["channels", "height", "width"];
            var arguments = written.Arguments.Where(argument => argument.NameEquals is null).ToList();
            for (int i = 0; i < sizes.Count; i++)
            {
                var argument = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == (sizes.Count == 1 ? "features" : parameters[i]))
                    ?? (i < arguments.Count && arguments[i].NameColon is null ? arguments[i] : null);
                string size = sizes[i].ToString();
                if (argument is not null && site.Model.GetConstantValue(argument.Expression, site.Cancellation) is { HasValue: true, Value: int number } && number.ToString(CultureInfo.InvariantCulture) != size)
                {
                    Offer(site, argument.Expression, size);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static void Offer(Site site, ExpressionSyntax? before, string number)
    {
        if (before is not null && SyntaxFactory.ParseExpression(number) is LiteralExpressionSyntax after)
        {
            site.Offer($"Change {before.WithoutTrivia()} to {number}", "", new Edit(before, after.WithTriviaFrom(before)));
        }
    }
}
