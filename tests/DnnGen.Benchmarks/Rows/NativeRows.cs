using System.Runtime.InteropServices;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Report;

namespace DnnGen.Benchmarks.Rows;

/// <summary>A native program that reads a trained 784-128-10 and predicts: how large it is and how fast it starts.</summary>
internal static class NativeRows
{
    private const string Group = "Native AOT";

    private const string SizeName = "784-128-10 with its parameters, program and file", SizeGoal = "≤ 5 MB";

    private const string StartName = "start to end of the first prediction", StartGoal = "≤ 20 ms";

    public static IEnumerable<Row> All =>
    [
        new($"{Group}: size and start", false, session =>
        {
            foreach (var figure in Measure())
            {
                session.Add(figure);
            }
        }),
    ];

    private static Figure[] Measure()
    {
        if (MissingTool() is { } missing)
        {
            return Skipped(missing);
        }

        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Native", "Program.cs"), folder.File("Program.cs"));
        File.WriteAllText(folder.File("Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{BuildPlace.Root}src/DnnGen/DnnGen.csproj" />
                <ProjectReference Include="{BuildPlace.Root}generator/DnnGen.Generator/DnnGen.Generator.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
              </ItemGroup>
            </Project>
            """);
        string published = folder.File("published"), model = folder.File("model.safetensors");
        var publish = Command.Sdk(folder.Name, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", published);
        if (publish.ExitCode != 0)
        {
            return Skipped($"it could not be published: {publish.LastLine}");
        }

        string program = Path.Combine(published, OperatingSystem.IsWindows() ? "Program.exe" : "Program");
        var created = Command.Run(program, folder.Name, "create", model);
        if (created.ExitCode != 0)
        {
            return Skipped($"the program failed: {created.LastLine}");
        }

        double megabytes = (new FileInfo(program).Length + new FileInfo(model).Length) / 1e6;
        var start = Spread.Of(Enumerable.Range(0, 40).Select(_ => Command.Run(program, folder.Name, "predict", model).Elapsed.TotalMilliseconds));
        return
        [
            new(Group, SizeName, FormattableString.Invariant($"{megabytes:F2} MB"), SizeGoal, megabytes <= 5) { Number = megabytes },
            new(Group, StartName, FormattableString.Invariant($"{start.Median:F1} ms"), StartGoal, start.Median <= 20)
            {
                Number = start.Median,
                Remark = "from the start of the process to its end, as another process sees it",
            },
        ];
    }

    private static Figure[] Skipped(string reason) =>
        [new(Group, SizeName, "skipped", SizeGoal, null) { Remark = reason }, new(Group, StartName, "skipped", StartGoal, null) { Remark = reason }];

    /// <summary>The native compiler hands its object file to the linker of the platform, which is no part of the SDK.</summary>
    private static string? MissingTool()
    {
        if (OperatingSystem.IsWindows())
        {
            string installer = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe");
            return File.Exists(installer) ? null : "native AOT needs the linker of Visual Studio's C++ tools, which are not on this machine";
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")))
            ? null
            : "native AOT needs clang or gcc to link, and neither is on this machine";
    }
}
