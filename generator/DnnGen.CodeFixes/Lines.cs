using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.CodeFixes;

/// <summary>How text is inserted before other text.</summary>
internal static class Lines
{
    /// <summary>A new line with the same indentation where the token begins its line, and a space where it does not.</summary>
    public static string To(SourceText text, SyntaxToken token)
    {
        var line = text.Lines.GetLineFromPosition(token.SpanStart);
        string before = text.ToString(TextSpan.FromBounds(line.Start, token.SpanStart));
        return before.Trim().Length > 0 ? " "
            : line.End == line.EndIncludingLineBreak ? "\n" + before
            : text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) + before;
    }
}
