using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>Puts a layer before another, in the way the user writes layers.</summary>
internal static class Insertion
{
    /// <summary>What stands before the names of the runtime where this layer is: <c>DnnGen.</c>, or nothing.</summary>
    public static string Qualifier(AttributeSyntax layer) => layer.Name switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left.WithoutTrivia()}.",
        AliasQualifiedNameSyntax alias => $"{alias.Alias.WithoutTrivia()}::",
        _ => "",
    };

    /// <summary>
    /// The edit that puts a layer before another, and the layer as the title of the mend shows it: in brackets where it gets a
    /// list of its own. Null where the other stands nowhere that is known.
    /// </summary>
    /// <param name="layer">The layer before which it is to stand.</param>
    /// <param name="text">What to write, without brackets.</param>
    public static (Edit Edit, string Shown)? Before(AttributeSyntax layer, string text)
    {
        if (layer.Parent is not AttributeListSyntax list
            || SyntaxFactory.ParseCompilationUnit($"[{Qualifier(layer)}{text}] class C;").Members.FirstOrDefault() is not TypeDeclarationSyntax { AttributeLists: [{ Attributes: [var parsed] }] })
        {
            return null;
        }

        int place = list.Attributes.IndexOf(layer);
        if (list.Attributes.Count > 1)
        {
            // [Input(1, 8, 8), Dense(10)]: one more in the same list.
            var separators = list.Attributes.GetSeparators().ToList();
            separators.Insert(place == 0 ? 0 : place - 1, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
            var attributes = list.Attributes.Insert(place, parsed.WithLeadingTrivia(layer.GetLeadingTrivia()));
            return (new Edit(list, list.WithAttributes(SyntaxFactory.SeparatedList(attributes, separators))), text);
        }

        if (list.Parent is not TypeDeclarationSyntax type)
        {
            return null;
        }

        // A list of its own, before that of the layer and indented like it; the comments that stand there stay before it.
        var own = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(parsed)).WithLeadingTrivia(list.GetLeadingTrivia()).WithTrailingTrivia(list.GetTrailingTrivia());
        var rest = list.WithLeadingTrivia(list.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        int index = type.AttributeLists.IndexOf(list);
        return (new Edit(type, type.WithAttributeLists(type.AttributeLists.Replace(list, rest).Insert(index, own))), $"[{text}]");
    }
}
