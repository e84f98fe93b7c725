using System.Globalization;
using System.Text;

using DnnGen.Reporting;

namespace DnnGen.Samples;

/// <summary>What the output can show: a terminal gets colours and a display that is rewritten, a pipe or file gets plain lines.</summary>
internal sealed class Terminal
{
    private TrainingConsole? live;

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
        if (live is null)
        {
            Console.WriteLine(text);
        }
        else
        {
            live.WriteLine(text);
        }
    }

    /// <summary>Shows a training while it runs, where somebody watches; lines that are written meanwhile stand above.</summary>
    /// <param name="title">What is trained.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="record">What is recorded of it, to be shown too.</param>
    /// <param name="told">The options that let the display follow.</param>
    /// <returns>Ends the display.</returns>
    public IDisposable Follow(string title, TrainingOptions options, TrainingRecord? record, out TrainingOptions told)
    {
        var console = new TrainingConsole(new TrainingConsoleSettings { Title = title });
        if (console.IsLive)
        {
            live = console;
            told = console.Attach(options, record);
        }
        else
        {
            // A pipe or a file gets the lines of the sample alone.
            told = options;
        }

        return new Following(this, console);
    }

    /// <summary>Two pixels in one character: the upper one in the colour of ▀, the lower one in that of its background.</summary>
    public static void AppendHalfBlock(StringBuilder text, (byte Red, byte Green, byte Blue) upper, (byte Red, byte Green, byte Blue) lower) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"\e[38;2;{upper.Red};{upper.Green};{upper.Blue}m\e[48;2;{lower.Red};{lower.Green};{lower.Blue}m▀");

    /// <summary>Ends the colours of the characters before.</summary>
    public static void AppendReset(StringBuilder text) => text.Append("\e[0m");

    private sealed class Following(Terminal terminal, TrainingConsole console) : IDisposable
    {
        public void Dispose()
        {
            console.Dispose();
            terminal.live = null;
        }
    }
}
