using System.Diagnostics;
using System.Globalization;

using DnnGen.TrainingHost;

namespace DnnGen.Tests.Networks;

/// <summary>
/// A program that trains is killed at random moments, again and again: 50 times, and with <c>DNNGEN_KILLS</c> in the environment
/// as often as it says.
/// </summary>
public sealed class KilledTrainingTests : IDisposable
{
    private static readonly int Wanted = int.TryParse(Environment.GetEnvironmentVariable("DNNGEN_KILLS"), CultureInfo.InvariantCulture, out int asked) ? asked : 50;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-killed-");

    private string Checkpoint => Path.Combine(folder.FullName, "training.checkpoint");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_training_that_is_killed_again_and_again_ends_with_the_bits_of_one_that_never_was()
    {
        string uninterrupted = Path.Combine(folder.FullName, "uninterrupted.safetensors");
        var history = HostTraining.Run(HostTraining.Options, uninterrupted);
        Assert.True(history.Costs[^1] < 0.8 * history.Costs[0]);

        var random = new SeededRandom(11);
        int kills = 0;
        while (kills < Wanted)
        {
            if (Killed(TimeSpan.FromMilliseconds(60 * random.NextUniform())))
            {
                kills++;
                EveryFileIsWhole();
            }
            else
            {
                // It was done before its time: the next one begins anew.
                SameBits();
                folder.GetFiles("training.checkpoint*").ToList().ForEach(file => file.Delete());
            }
        }

        Assert.False(Killed(TimeSpan.FromMinutes(5)));
        SameBits();

        void SameBits() => Assert.Equal(File.ReadAllBytes(uninterrupted), File.ReadAllBytes(Checkpoint + ".result"));
    }

    [SkippableFact]
    public void So_does_one_whose_disk_is_full_or_may_not_be_written_to_while_it_is_killed()
    {
        // A disk of its own, small enough to be filled, on which not even an administrator writes once it is read-only.
        Skip.IfNot(OperatingSystem.IsLinux() && Ran("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder.FullName), "Nothing may be mounted here, so that no disk can be filled.");
        try
        {
            string uninterrupted = Path.Combine(folder.FullName, "uninterrupted.safetensors"), filler = Path.Combine(folder.FullName, "filler");
            HostTraining.Run(HostTraining.Options, uninterrupted);
            var random = new SeededRandom(12);
            int kills = 0, full = 0, readOnly = 0;
            while (kills < Wanted)
            {
                bool fills = kills % 2 == 0;
                bool killed = Killed(
                    TimeSpan.FromMilliseconds(40 * random.NextUniform()),
                    hinder: () =>
                    {
                        Thread.Sleep(TimeSpan.FromMilliseconds(30 * random.NextUniform()));
                        if (fills)
                        {
                            Fill(filler);
                            full++;
                        }
                        else if (Ran("mount", "-o", "remount,ro", folder.FullName))
                        {
                            // Not where a file is open for writing at this very moment: then it is killed without.
                            readOnly++;
                        }
                    });
                EveryFileIsWhole();
                Assert.True(Ran("mount", "-o", "remount,rw", folder.FullName));
                File.Delete(filler);
                if (killed)
                {
                    kills++;
                }
                else
                {
                    folder.GetFiles("training.checkpoint*").ToList().ForEach(file => file.Delete());
                }
            }

            Assert.False(Killed(TimeSpan.FromMinutes(5)));
            Assert.Equal(File.ReadAllBytes(uninterrupted), File.ReadAllBytes(Checkpoint + ".result"));
            Assert.InRange(full, Wanted / 2, int.MaxValue);
            Assert.InRange(readOnly, Wanted / 10, int.MaxValue);
        }
        finally
        {
            Assert.True(Ran("umount", "--lazy", folder.FullName));
        }
    }

    private static void Fill(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                stream.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            // This is what it was for.
        }
    }

    private static bool Ran(string command, params string[] arguments)
    {
        try
        {
            using var program = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            program.WaitForExit();
            return program.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>What is left is whole; only a file that is being written may be not, and nobody reads that.</summary>
    private void EveryFileIsWhole()
    {
        foreach (string path in folder.GetFiles("training.checkpoint*").Select(file => file.FullName).Where(path => !path.EndsWith(".writing", StringComparison.Ordinal) && !path.Contains(".result", StringComparison.Ordinal)))
        {
            using var file = CheckpointFile.Open(path);
            Assert.Equal(16 * 6, file.Read<float>("W1").Length);
        }
    }

    /// <summary>Runs the program; false when it was done before it could be killed.</summary>
    /// <param name="after">When it is killed.</param>
    /// <param name="hinder">What happens to its disk before; it may then say that it could not write, and end for that at its first checkpoint or its result.</param>
    private bool Killed(TimeSpan after, Action? hinder = null)
    {
        using var program = Process.Start(new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
        {
            ArgumentList = { "exec", typeof(HostTraining).Assembly.Location, Checkpoint },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = program.StandardError.ReadToEndAsync();
        Assert.StartsWith("begins", program.StandardOutput.ReadLine(), StringComparison.Ordinal);
        var output = program.StandardOutput.ReadToEndAsync();
        hinder?.Invoke();
        bool done = program.WaitForExit(after);
        if (!done)
        {
            program.Kill();
        }

        program.WaitForExit();
        string said = output.Result;
        if (hinder is not null && errors.Result.Contains($"System.IO.IOException: {Checkpoint}", StringComparison.Ordinal))
        {
            return true;
        }

        if (said.Contains("done", StringComparison.Ordinal))
        {
            return false;
        }

        Assert.False(done, $"The program ended by itself: {said}{errors.Result}");
        Assert.Equal(("", ""), (said, errors.Result));
        return true;
    }
}
