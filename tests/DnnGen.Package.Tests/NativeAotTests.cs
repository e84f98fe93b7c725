using System.Runtime.InteropServices;

namespace DnnGen.Package.Tests;

[Collection(PackageTests.Name)]
public sealed class NativeAotTests(PackedPackages packages, ITestOutputHelper log)
{
    [SkippableFact]
    public void A_native_program_says_what_the_managed_one_says_and_starts_at_once()
    {
        RequireLinker();
        var project = new ScratchProject(
            packages,
            "native",
            properties: "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization><TrimmerSingleWarn>false</TrimmerSingleWarn><IlcTreatWarningsAsErrors>true</IlcTreatWarningsAsErrors>").WithProgram();
        string published = Path.Combine(project.Folder, "published");
        var publish = project.Dotnet("publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", published).Succeeded();
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);

        string program = Path.Combine(published, OperatingSystem.IsWindows() ? "Customer.exe" : "Customer");
        var native = CommandLine.Run(program, project.Folder, null, "train", project.ModelFile).Succeeded();
        ScratchProject.CheckTraining(native.Output);

        // The same program in the runtime: the numbers agree but for the order in which the machine adds.
        var managed = new ScratchProject(packages, "managed").WithProgram();
        managed.Dotnet("build").Succeeded();
        Compare(managed.Run("train", managed.ModelFile).Succeeded().Output, native.Output);

        managed.Run("create", project.ModelFile).Succeeded();
        var first = CommandLine.Run(program, project.Folder, null, "predict", project.ModelFile).Succeeded();
        Compare(managed.Run("predict", project.ModelFile).Succeeded().Output, first.Output);

        var start = Enumerable.Range(0, 10).Select(_ => CommandLine.Run(program, project.Folder, null, "predict", project.ModelFile).Elapsed).Min();
        long size = new FileInfo(program).Length + new FileInfo(project.ModelFile).Length;
        log.WriteLine($"The program and its parameters (784-128-10) have {size} bytes; from start to end of its first prediction it takes {start.TotalMilliseconds:F1} ms.");
        log.WriteLine($"One training step, microseconds: native {CommandLine.Run(program, project.Folder, null, "step").Output.Trim()}, managed {managed.Run("step").Output.Trim()}.");
        Assert.InRange(size, 1, 5_000_000);

        // Machines that share their cores are slow at times; a reflection scan or a warm-up would still show.
        Assert.InRange(start.TotalMilliseconds, 0, 500);
    }

    /// <summary>The native compiler hands its object file to the linker of the platform, which is no part of the SDK.</summary>
    private static void RequireLinker()
    {
        if (OperatingSystem.IsWindows())
        {
            string installer = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe");
            Skip.IfNot(File.Exists(installer), "Native AOT needs the linker of Visual Studio's C++ tools, which are not on this machine.");
            return;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        Skip.IfNot(
            folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc"))),
            "Native AOT needs clang or gcc to link, and neither is on this machine.");
    }

    /// <summary>Compares two outputs word by word; numbers may differ in their last digits.</summary>
    private static void Compare(string expected, string actual)
    {
        string[] expectedWords = expected.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        string[] actualWords = actual.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expectedWords.Length, actualWords.Length);
        foreach (var (expectedWord, actualWord) in expectedWords.Zip(actualWords))
        {
            if (double.TryParse(expectedWord, System.Globalization.CultureInfo.InvariantCulture, out double expectedNumber)
                && double.TryParse(actualWord, System.Globalization.CultureInfo.InvariantCulture, out double actualNumber))
            {
                Assert.Equal(expectedNumber, actualNumber, 1e-4);
            }
            else
            {
                Assert.Equal(expectedWord, actualWord);
            }
        }
    }
}
