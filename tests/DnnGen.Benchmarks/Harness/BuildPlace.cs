using System.Reflection;

namespace DnnGen.Benchmarks.Harness;

/// <summary>What the build of this program knew: where the repository, the compiler and the generator are.</summary>
internal static class BuildPlace
{
    public static string Root => Metadata("Root");

    public static string Dotnet => Path.Combine(Metadata("Dotnet"), OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>The C# compiler of the SDK.</summary>
    public static string Compiler => Metadata("Compiler");

    /// <summary>The generator and the analyzers, as they were built with this program.</summary>
    public static string Generator => Path.Combine(Root, Metadata("Generator"));

    /// <summary>The reference assemblies of the framework, and the runtime of this library with what it needs.</summary>
    public static IEnumerable<string> References =>
    [
        .. Directory.GetFiles(Metadata("TargetingPack"), "*.dll").Order(StringComparer.Ordinal),
        typeof(Matrix).Assembly.Location,
    ];

    private static string Metadata(string key) => typeof(BuildPlace).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value ?? "";
}
