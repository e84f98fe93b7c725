using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

using DnnGen.Generator.Tests.Harness;

using Xunit.Abstractions;

namespace DnnGen.Generator.Tests;

/// <summary>The deepest networks stay below the 60,000 bytes of IL up to which the JIT optimises a method.</summary>
public sealed class CodeSizeTests(ITestOutputHelper output)
{
    private const int MostBytes = 60_000;

    [Theory]
    [InlineData(100, "")]
    [InlineData(1000, ", Hidden = Activation.GELU")]
    [InlineData(5000, "")]
    public void No_generated_method_is_too_large_for_the_JIT(int layers, string arguments)
    {
        string sizes = string.Join(", ", Enumerable.Repeat(1, layers + 1));
        var project = new Consumer($"[Network({sizes}{arguments})] public partial class Deep;").Generate();
        using var assembly = new MemoryStream();
        Assert.True(project.Output.Emit(assembly).Success);
        assembly.Position = 0;
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        var methods = metadata.MethodDefinitions
            .Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0)
            .Select(method => (
                Name: $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)}",
                Bytes: file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!.Length))
            .OrderByDescending(method => method.Bytes)
            .ToList();
        foreach (var (name, bytes) in methods.Take(5))
        {
            output.WriteLine($"{layers} layers: {name} {bytes} bytes of IL");
        }

        // A static constructor runs once: whether it is optimised makes no difference.
        Assert.All(methods.Where(method => !method.Name.EndsWith("..cctor", StringComparison.Ordinal)), method => Assert.InRange(method.Bytes, 0, MostBytes));
    }
}
