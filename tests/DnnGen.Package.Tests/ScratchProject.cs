using System.Globalization;

namespace DnnGen.Package.Tests;

/// <summary>A customer's console project, far from this repository, which knows the package and nothing else of us.</summary>
internal sealed class ScratchProject
{
    private readonly PackedPackages packages;

    public ScratchProject(PackedPackages packages, string name, string package = "DnnGen", string properties = "")
    {
        this.packages = packages;
        Folder = Path.Combine(packages.Folder, "customers", name);
        Directory.CreateDirectory(Folder);
        Write("Customer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
                <AnalysisLevel>latest-recommended</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
    }

    public string Folder { get; }

    /// <summary>The parameters that the program saves.</summary>
    public string ModelFile => Path.Combine(Folder, "model.safetensors");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>Takes the customer's program of these tests.</summary>
    public ScratchProject WithProgram()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Scratch"), "*.cs"))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        return this;
    }

    public CommandResult Dotnet(params string[] arguments) =>
        CommandLine.Dotnet(Folder, PackedPackages.CustomerEnvironment, [.. arguments, "-c", "Release", .. packages.RestoreArguments]);

    /// <summary>Runs what was built.</summary>
    public CommandResult Run(params string[] arguments) =>
        CommandLine.Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", Folder, null, [Path.Combine(Folder, "bin", "Release", "net10.0", "Customer.dll"), .. arguments]);

    /// <summary>Checks what the program wrote when it trained: it learnt, and the saved network is the network.</summary>
    public static void CheckTraining(string output)
    {
        string[] lines = output.Split('\n');
        double[] costs = Numbers(lines, "cost");
        Assert.Equal(2, costs.Length);
        Assert.InRange(costs[0], 0.6, 0.8);
        Assert.InRange(costs[1], 0, 0.01);

        string[] outputs = [.. lines.Where(line => line.StartsWith("output ", StringComparison.Ordinal))];
        Assert.All(outputs, line => Assert.EndsWith("as before", line, StringComparison.Ordinal));
        double[] values = [.. outputs.Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))];
        Assert.Equal([0, 1, 1, 0], values.Select(value => Math.Round(value, MidpointRounding.AwayFromZero)));

        Assert.Contains("gradients agree", output, StringComparison.Ordinal);
        Assert.Contains("Xor: 2 → 4 → 1, double, binary cross-entropy", output, StringComparison.Ordinal);
    }

    /// <summary>The numbers of the line that begins with a word.</summary>
    public static double[] Numbers(string[] lines, string word) =>
        [.. Assert.Single(lines, line => line.StartsWith(word + " ", StringComparison.Ordinal)).Split(' ').Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
