namespace DnnGen.Samples;

/// <summary>Ctrl-C as a cancellation token: the first one lets the step finish, a second one ends the program at once.</summary>
internal sealed class Interrupt : IDisposable
{
    /// <summary>What a shell reports for a program that Ctrl-C ended.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource source = new();

    public Interrupt()
    {
        Console.CancelKeyPress += Stop;
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        source.Dispose();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
