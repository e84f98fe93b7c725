using System.Diagnostics;
using System.Text;

namespace DnnGen.Package.Tests;

/// <summary>A program that ran to its end.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, TimeSpan Elapsed)
{
    /// <summary>Fails the test, with all that the program wrote, where it did not succeed.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"{Command}\nended with {ExitCode}:\n{Output}");
        return this;
    }
}

/// <summary>Starts programs for the tests: nothing of one run lives on into the next.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    /// <summary>Runs the SDK with no build server and no node that outlives it.</summary>
    public static CommandResult Dotnet(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", folder, environment, [.. arguments, "--disable-build-servers", "-p:UseSharedCompilation=false"]);

    public static CommandResult Run(string program, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The build that runs these tests says in its environment where it is at; a customer's build knows nothing of it.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        string command = $"{folder}> {Path.GetFileName(program)} {string.Join(' ', arguments)}";
        var output = new StringBuilder();
        var clock = Stopwatch.StartNew();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command}\ndid not end within {Limit.TotalMinutes} minutes; so far it wrote:\n{Written()}");
        }

        process.WaitForExit();
        return new(command, process.ExitCode, Written(), clock.Elapsed);

        void Append(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }

        string Written()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }
}
