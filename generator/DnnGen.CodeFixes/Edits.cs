using System.Globalization;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.CodeFixes;

/// <summary>An expression and what stands there after the mend.</summary>
internal sealed record Edit(SyntaxNode Before, SyntaxNode After)
{
    /// <summary>Puts a number in the place of an expression.</summary>
    public static Edit ToNumber(ExpressionSyntax before, int number) => new(
        before,
        SyntaxFactory.LiteralExpression(
            SyntaxKind.NumericLiteralExpression,
            SyntaxFactory.Literal(number.ToString(CultureInfo.InvariantCulture), number)).WithTriviaFrom(before));
}

/// <summary>What all mends need.</summary>
internal static class Edits
{
    /// <summary>The solution with the edits carried out, each in its own document.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellation)
    {
        foreach (var inTree in edits.GroupBy(edit => edit.Before.SyntaxTree))
        {
            if (solution.GetDocumentId(inTree.Key) is { } id)
            {
                var after = inTree.ToDictionary(edit => edit.Before, edit => edit.After);
                var root = await inTree.Key.GetRootAsync(cancellation).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(id, root.ReplaceNodes(after.Keys, (before, _) => after[before]));
            }
        }

        return solution;
    }

    /// <summary>Whether the user wrote a text: what is generated also belongs to the solution, and cannot be edited.</summary>
    public static bool IsWritten(Solution solution, SyntaxTree tree) => solution.GetDocument(tree) is not (null or SourceGeneratedDocument);

    /// <summary>A positive number that a diagnostic tells.</summary>
    public static int? Number(this Diagnostic diagnostic, string property) =>
        diagnostic.Properties.TryGetValue(property, out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number > 0
            ? number
            : null;

    /// <summary>Whether a diagnostic says that something is so.</summary>
    public static bool Says(this Diagnostic diagnostic, string property) => diagnostic.Properties.ContainsKey(property);
}
