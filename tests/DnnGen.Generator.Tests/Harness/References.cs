extern alias runtime;

using System.Collections.Immutable;
using System.Reflection;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>What a user's project refers to: the framework, as the SDK has it, and the runtime of this build.</summary>
internal static class References
{
    public static MetadataReference Runtime { get; } =
        MetadataReference.CreateFromFile(typeof(runtime::DnnGen.NetworkAttribute).Assembly.Location);

    public static ImmutableArray<MetadataReference> Framework { get; } =
        [.. Directory.GetFiles(Metadata("TargetingPack"), "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];

    public static ImmutableArray<MetadataReference> All { get; } = [.. Framework, Runtime];

    /// <summary>A value that the project file wrote into this assembly.</summary>
    public static string Metadata(string key) => typeof(References).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
