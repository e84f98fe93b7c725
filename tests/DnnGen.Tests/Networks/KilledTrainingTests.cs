using System.Diagnostics;
using System.Globalization;

using DnnGen.TrainingHost;

namespace DnnGen.Tests.Networks;

/// <summary>
/// A program that trains is killed at random moments, again and again. <c>DNNGEN_KILLS=50</c> in the environment kills it as
/// often.
/// </summary>
public sealed class KilledTrainingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-killed-");

    private string Checkpoint => Path.Combine(folder.FullName, "training.checkpoint");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_training_that_is_killed_again_and_again_ends_with_the_bits_of_one_that_never_was()
    {
        int wanted = int.TryParse(Environment.GetEnvironmentVariable("DNNGEN_KILLS"), CultureInfo.InvariantCulture, out int asked) ? asked : 8;
        string uninterrupted = Path.Combine(folder.FullName, "uninterrupted.safetensors");
        var history = HostTraining.Run(HostTraining.Options, uninterrupted);
        Assert.True(history.Costs[^1] < 0.8 * history.Costs[0]);

        var random = new SeededRandom(11);
        int kills = 0;
        while (kills < wanted)
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

    /// <summary>What is left is whole; only a file that is being written may be not, and nobody reads that.</summary>
    private void EveryFileIsWhole()
    {
        foreach (string path in folder.GetFiles("training.checkpoint*").Select(file => file.FullName).Where(path => !path.EndsWith(".writing", StringComparison.Ordinal)))
        {
            using var file = CheckpointFile.Open(path);
            Assert.Equal(16 * 6, file.Read<float>("W1").Length);
        }
    }

    /// <summary>Runs the program; false when it was done before it could be killed.</summary>
    private bool Killed(TimeSpan after)
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
        bool done = program.WaitForExit(after);
        if (!done)
        {
            program.Kill();
        }

        program.WaitForExit();
        string said = output.Result;
        if (said.StartsWith("done", StringComparison.Ordinal))
        {
            return false;
        }

        Assert.False(done, $"The program ended by itself: {said}{errors.Result}");
        Assert.Equal(("", ""), (said, errors.Result));
        return true;
    }
}
