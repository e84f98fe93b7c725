using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using DnnGen.Benchmarks;
using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Peers;
using DnnGen.Benchmarks.Report;
using DnnGen.Benchmarks.Rows;
using DnnGen.Samples;

Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var command = new RootCommand("Measures DnnGen beside its peers, each row in turns in one process, and writes a table, a page with a chart, and JSON.")
{
    Settings.Quick, Settings.Filter, Settings.Threads, Settings.Output, Settings.Readme, Settings.List,
};
command.SetAction(parsed => Run(
    parsed.GetValue(Settings.Quick),
    parsed.GetValue(Settings.Filter) ?? [],
    parsed.GetValue(Settings.Threads)!,
    parsed.GetValue(Settings.Output) ?? Path.Combine(BuildPlace.Root, "artifacts", "benchmarks"),
    parsed.GetValue(Settings.Readme),
    parsed.GetValue(Settings.List)));
return CheckedOption.Run(command, args);

static int Run(bool quick, string[] filter, int[] threads, string output, string? readme, bool list)
{
    var rows = Catalogue.Rows(threads)
        .Where(row => row.IsQuick || !quick)
        .Where(row => filter.Length == 0 || filter.Any(word => row.Title.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .ToList();
    if (list)
    {
        rows.ForEach(row => Console.WriteLine(row.Title));
        return 0;
    }

    if (rows.Count == 0)
    {
        Console.Error.WriteLine("No row has a title with these words; --list shows all titles.");
        return 2;
    }

    var clock = Stopwatch.StartNew();
    var missing = new[] { (Name: Torch.Name, Reason: Torch.Missing), (Name: Onnx.Name, Reason: Onnx.Missing) }
        .Where(peer => peer.Reason is not null)
        .ToDictionary(peer => peer.Name, peer => peer.Reason!);
    foreach (var (peer, reason) in missing)
    {
        Console.WriteLine($"{peer} is missing: {reason}.");
    }

    Console.WriteLine("Measuring what this machine can do at most …");
    var limits = MachineLimits.Measure(threads);
    foreach (var peak in limits.Peaks)
    {
        Console.WriteLine($"{peak.Threads} threads: {Units.Giga(peak.FlopPerSecond)} GFLOP/s, {peak.Precision}");
    }

    foreach (var bandwidth in limits.Bandwidths)
    {
        Console.WriteLine($"{bandwidth.Threads} threads: {Units.Giga(bandwidth.BytesPerSecond)} GB/s from {Units.Size(bandwidth.BufferBytes)}");
    }

    var session = new Session(quick ? Effort.Quick : Effort.Full, limits, Console.WriteLine);
    using var interrupt = new Interrupt();
    foreach (var row in rows.TakeWhile(_ => !interrupt.Token.IsCancellationRequested))
    {
        row.Measure(session);

        // After each row: what was measured is not lost with what comes.
        ReportFiles.Write(output, ResultsOf(session));
    }

    var results = ResultsOf(session);
    Console.WriteLine($"{results.Seconds:F0} s; the page is {Path.Combine(output, "results.md")}");
    if (interrupt.Token.IsCancellationRequested)
    {
        return Interrupt.ExitCode;
    }

    if (readme is not null && ReadmeTable.Write(readme, results) is { } problem)
    {
        Console.Error.WriteLine($"The table was not written: {problem}.");
        return 1;
    }

    // A goal that is missed is a figure; two sides that compute different numbers are a mistake.
    return results.Agree ? 0 : 1;

    Results ResultsOf(Session session) => new(
        new(Processor.Name, Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Processor.Vectors, quick ? "quick" : "full", DateTime.UtcNow)
        {
            OurThreads = Threads.OursCanBeSet ? "DnnGen uses the threads of each row" : "DnnGen uses one thread",
            MissingPeers = missing,
        },
        limits,
        session.Comparisons,
        session.Figures,
        clock.Elapsed.TotalSeconds);
}
