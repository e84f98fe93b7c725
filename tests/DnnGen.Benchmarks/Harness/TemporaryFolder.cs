namespace DnnGen.Benchmarks.Harness;

/// <summary>A folder that goes away again.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Name { get; } = Directory.CreateTempSubdirectory("dnngen-benchmarks-").FullName;

    public string File(string name) => Path.Combine(Name, name);

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
