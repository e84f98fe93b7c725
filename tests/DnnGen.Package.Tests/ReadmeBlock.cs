namespace DnnGen.Package.Tests;

/// <summary>A fenced block of the README, and the comment above it that says what it is.</summary>
/// <param name="Mark">The words of the HTML comment directly above the fence; empty where there is none.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Text">What stands between the fences.</param>
/// <param name="FirstLine">The index of its first line in the file.</param>
internal sealed record ReadmeBlock(string Mark, string Language, string Text, int FirstLine)
{
    /// <summary>C# that belongs to the one program of the tour.</summary>
    public bool IsTour => Language == "csharp" && Mark.Length == 0;

    /// <summary>What the tour writes between the block of this kind before and this one.</summary>
    public bool IsOutput => Mark == "output";

    /// <summary>What the compiler says about the block before.</summary>
    public bool IsCompilerOutput => Mark == "the compiler says";

    /// <summary>The text behind the beginning of a mark; null where the mark is another.</summary>
    public string? After(string beginning) => Mark.StartsWith(beginning, StringComparison.Ordinal) ? Mark[beginning.Length..].Trim() : null;

    public static IReadOnlyList<ReadmeBlock> Read(string[] lines)
    {
        var blocks = new List<ReadmeBlock>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            string above = i > 0 ? lines[i - 1].Trim() : "";
            string mark = above.StartsWith("<!--", StringComparison.Ordinal) ? above["<!--".Length..^"-->".Length].Trim() : "";
            int end = Array.IndexOf(lines, "```", i + 1);
            Assert.True(end > i, $"The block that begins in line {i + 1} of the README has no end.");
            blocks.Add(new(mark, lines[i][3..].Trim(), string.Join('\n', lines[(i + 1)..end]), i + 1));
            i = end;
        }

        return blocks;
    }
}
