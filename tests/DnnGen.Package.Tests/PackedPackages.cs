using System.IO.Compression;

namespace DnnGen.Package.Tests;

/// <summary>The tests of this project build one after the other: each build takes the whole machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PackageTests : ICollectionFixture<PackedPackages>
{
    public const string Name = "Package";
}

/// <summary>The packages, packed once, under a version that no cache has met, into a folder that goes away again.</summary>
public sealed class PackedPackages : IDisposable
{
    public PackedPackages()
    {
        Repository.CopyTo(Path.Combine(Folder, "sources"), "src", "generator");
        Pack(Path.Combine(Folder, "sources"), "src/DnnGen", Feed);
        Pack(Path.Combine(Folder, "sources"), "src/DnnGen.Data", Feed);
        Pack(Path.Combine(Folder, "sources"), "src/DnnGen.Data.Parquet", Feed);
        Pack(Path.Combine(Folder, "sources"), "src/DnnGen.Reporting", Feed);
        ZipFile.ExtractToDirectory(Path.Combine(Feed, $"DnnGen.{Version}.nupkg"), Unpacked);
        ZipFile.ExtractToDirectory(Path.Combine(Feed, $"DnnGen.Data.{Version}.nupkg"), UnpackedData);
        ZipFile.ExtractToDirectory(Path.Combine(Feed, $"DnnGen.Data.Parquet.{Version}.nupkg"), UnpackedParquet);
        ZipFile.ExtractToDirectory(Path.Combine(Feed, $"DnnGen.Reporting.{Version}.nupkg"), UnpackedReporting);
    }

    /// <summary>A version that exists nowhere else.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

    /// <summary>The folder of this run.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("dnngen-package-").FullName;

    /// <summary>Where the packages lie.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>What is in the package DnnGen.</summary>
    public string Unpacked => Path.Combine(Folder, "unpacked");

    /// <summary>What is in the package DnnGen.Data.</summary>
    public string UnpackedData => Path.Combine(Folder, "unpacked-data");

    /// <summary>What is in the package DnnGen.Data.Parquet.</summary>
    public string UnpackedParquet => Path.Combine(Folder, "unpacked-parquet");

    /// <summary>What is in the package DnnGen.Reporting.</summary>
    public string UnpackedReporting => Path.Combine(Folder, "unpacked-reporting");

    /// <summary>
    /// Where the customers of these tests keep their packages: beside this project's other build outputs, so that the native
    /// compiler is downloaded once and nobody's own cache is written to.
    /// </summary>
    private static string PackagesFolder => Path.Combine(Repository.Root, "tests", "DnnGen.Package.Tests", "obj", "packages");

    /// <summary>The packages that this machine has anyway.</summary>
    private static string MachinePackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The environment of a customer's build.</summary>
    internal static IReadOnlyDictionary<string, string> CustomerEnvironment { get; } = new Dictionary<string, string> { ["NUGET_PACKAGES"] = PackagesFolder };

    /// <summary>What a customer's project says to find the packages: this feed beside the machine's usual sources.</summary>
    internal string[] RestoreArguments =>
    [
        $"-p:RestoreAdditionalProjectSources={Feed}",
        .. Directory.Exists(MachinePackages) ? [$"-p:RestoreFallbackFolders={MachinePackages}"] : Array.Empty<string>(),
    ];

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        foreach (string package in new[] { "dnngen", "dnngen.data", "dnngen.data.parquet", "dnngen.reporting" })
        {
            string restored = Path.Combine(PackagesFolder, package, Version);
            if (Directory.Exists(restored))
            {
                Directory.Delete(restored, recursive: true);
            }
        }
    }

    /// <summary>Packs one project of a copy of the sources.</summary>
    internal void Pack(string sources, string project, string feed, params (string Name, string Value)[] environment) =>
        CommandLine.Dotnet(sources, environment.ToDictionary(pair => pair.Name, pair => pair.Value), "pack", project, "-c", "Release", "-o", feed, $"-p:Version={Version}").Succeeded();
}
