using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.CodeFixes;

/// <summary>DNN1010: writes the shapes that were inferred as <c>[Shape]</c>, so that every use is checked.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddShapeCodeFix)), Shared]
public sealed class AddShapeCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.AnnotationInferredId];

    private protected override async Task OfferAsync(Site site)
    {
        // Where the text does not parse, an attribute may end up at anything.
        if (site.Root.ContainsDiagnostics || Declaration(site.Node) is not { } declaration)
        {
            return;
        }

        var text = await site.Context.Document.GetTextAsync(site.Cancellation).ConfigureAwait(false);
        string attribute = AttributeName(site, declaration.SpanStart);
        var changes = new List<TextChange>();
        var parameters = declaration switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
            LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
            _ => default,
        };
        for (int i = 0; i < parameters.Count; i++)
        {
            if (Shape(site.Diagnostic, attribute, i.ToString(System.Globalization.CultureInfo.InvariantCulture)) is { } shape)
            {
                changes.Add(Insertion(After(parameters[i].AttributeLists, parameters[i]), $"[{shape}] "));
            }
        }

        if (Shape(site.Diagnostic, attribute, "") is { } result)
        {
            var (lists, target) = declaration switch
            {
                BaseMethodDeclarationSyntax method => (method.AttributeLists, "return: "),
                LocalFunctionStatementSyntax function => (function.AttributeLists, "return: "),
                _ => (((MemberDeclarationSyntax)declaration).AttributeLists, ""),
            };
            var first = After(lists, declaration);
            changes.Add(Insertion(first, $"[{target}{result}]{Lines.To(text, first)}"));
        }

        if (changes.Count > 0)
        {
            site.Offer(
                changes.Count == 1 ? "Add [Shape]" : "Add [Shape] to all that is known",
                "",
                _ => Task.FromResult(site.Context.Document.WithText(text.WithChanges(changes)).Project.Solution));
        }
    }

    private static SyntaxNode? Declaration(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(around =>
        around is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax);

    private static string? Shape(Diagnostic diagnostic, string attribute, string place) =>
        diagnostic.Properties.TryGetValue(MendProperties.InferredRows + place, out string? rows)
        && diagnostic.Properties.TryGetValue(MendProperties.InferredColumns + place, out string? columns)
            ? $"{attribute}(\"{rows}\", \"{columns}\")"
            : null;

    /// <summary>The short name, unless something else has it here.</summary>
    private static string AttributeName(Site site, int position)
    {
        var inSight = site.Model.LookupNamespacesAndTypes(position, name: "Shape")
            .Concat(site.Model.LookupNamespacesAndTypes(position, name: "ShapeAttribute"))
            .Where(symbol => symbol.Name == "ShapeAttribute" || (symbol is INamedTypeSymbol type && IsAttribute(type)))
            .ToList();
        return inSight is [INamedTypeSymbol { ContainingType: null, ContainingNamespace: { Name: "DnnGen", ContainingNamespace.IsGlobalNamespace: true } }] ? "Shape" : "global::DnnGen.Shape";
    }

    private static bool IsAttribute(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (level is { Name: nameof(Attribute), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What follows the attributes that are there already.</summary>
    private static SyntaxToken After(SyntaxList<AttributeListSyntax> lists, SyntaxNode declaration) =>
        lists.Count == 0 ? declaration.GetFirstToken() : lists.Last().GetLastToken().GetNextToken();

    private static TextChange Insertion(SyntaxToken before, string text) => new(new TextSpan(before.SpanStart, 0), text);
}
