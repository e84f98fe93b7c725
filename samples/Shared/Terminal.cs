using System.Globalization;
using System.Text;

namespace DnnGen.Samples;

/// <summary>What the output can show: a terminal gets colours and a line that is rewritten, a pipe or file gets plain lines.</summary>
internal sealed class Terminal
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100);

    private DateTime nextLive = DateTime.MinValue;
    private bool liveShown;

    /// <summary>Whether somebody watches and lines can be rewritten.</summary>
    public bool IsInteractive { get; } = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Whether colours are welcome; see no-color.org.</summary>
    public bool HasColour => IsInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Characters in one line.</summary>
    public int Width
    {
        get
        {
            // Some terminals do not tell, and answer 0.
            int width = IsInteractive ? Console.WindowWidth : 0;
            return width > 0 ? width : 80;
        }
    }

    /// <summary>Writes a line that stays, formatted the same in every culture.</summary>
    /// <remarks>There is no overload for <see cref="string"/>: the compiler would prefer it, and format in the user's culture.</remarks>
    public void Line(FormattableString text) => Block(FormattableString.Invariant(text));

    /// <summary>Writes lines that stay, as they are.</summary>
    public void Block(string text)
    {
        EndLive();
        Console.WriteLine(text);
    }

    /// <summary>Rewrites the line at the bottom, at most ten times a second, and only where somebody watches.</summary>
    /// <param name="text">Gives the line; it is only asked when the line is written.</param>
    public void Live(Func<string> text)
    {
        var now = DateTime.UtcNow;
        if (!IsInteractive || now < nextLive)
        {
            return;
        }

        nextLive = now + LiveInterval;
        string line = text();
        Console.Write("\r\e[K" + line[..Math.Min(line.Length, Width - 1)]);
        liveShown = true;
    }

    /// <summary>Removes the line at the bottom.</summary>
    public void EndLive()
    {
        if (liveShown)
        {
            Console.Write("\r\e[K");
            liveShown = false;
        }
    }

    /// <summary>Two pixels in one character: the upper one in the colour of ▀, the lower one in that of its background.</summary>
    public static void AppendHalfBlock(StringBuilder text, (byte Red, byte Green, byte Blue) upper, (byte Red, byte Green, byte Blue) lower) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"\e[38;2;{upper.Red};{upper.Green};{upper.Blue}m\e[48;2;{lower.Red};{lower.Green};{lower.Blue}m▀");

    /// <summary>Ends the colours of the characters before.</summary>
    public static void AppendReset(StringBuilder text) => text.Append("\e[0m");
}
