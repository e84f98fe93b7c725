using System.Text;

namespace DnnGen.Samples.Characters;

/// <summary>The 96 characters that the networks know: a new line and the printable ones of ASCII.</summary>
internal static class Alphabet
{
    public const int Size = 96;

    /// <summary>The token of a new line, with which every text is taken to begin.</summary>
    public const byte NewLine = 0;

    private const byte Unknown = (byte)('?' - ' ' + 1);

    /// <summary>The tokens of a text; tabs become spaces, and what is not known a question mark.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unknown">How many characters are not known.</param>
    public static byte[] Encode(string text, out int unknown)
    {
        unknown = 0;
        var tokens = new List<byte>(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            int code = rune.Value == '\t' ? ' ' : rune.Value;
            if (code is '\n' or (>= ' ' and <= '~'))
            {
                tokens.Add(code == '\n' ? NewLine : (byte)(code - ' ' + 1));
                continue;
            }

            tokens.Add(Unknown);
            unknown++;
        }

        return [.. tokens];
    }

    /// <summary>The characters of tokens.</summary>
    public static string Decode(IEnumerable<byte> tokens)
    {
        var text = new StringBuilder();
        foreach (byte token in tokens)
        {
            text.Append(token == NewLine ? '\n' : (char)(token + ' ' - 1));
        }

        return text.ToString();
    }
}
