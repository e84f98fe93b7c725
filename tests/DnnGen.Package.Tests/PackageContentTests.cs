using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace DnnGen.Package.Tests;

[Collection(PackageTests.Name)]
public sealed class PackageContentTests(PackedPackages packages, ITestOutputHelper log)
{
    [Fact]
    public void DnnGen_holds_the_runtime_the_generator_and_the_code_fixes_and_nothing_else()
    {
        Assert.Equal(
            [
                "DnnGen.nuspec",
                "README.md",
                "analyzers/dotnet/cs/DnnGen.CodeFixes.dll",
                "analyzers/dotnet/cs/DnnGen.Generator.dll",
                "lib/net10.0/DnnGen.dll",
                "lib/net10.0/DnnGen.xml",
            ],
            Entries("DnnGen", "nupkg"));
        Assert.Equal(["DnnGen.nuspec", "lib/net10.0/DnnGen.pdb"], Entries("DnnGen", "snupkg"));
    }

    [Fact]
    public void DnnGen_Data_holds_its_library()
    {
        Assert.Equal(
            ["DnnGen.Data.nuspec", "README.md", "lib/net10.0/DnnGen.Data.dll", "lib/net10.0/DnnGen.Data.xml"],
            Entries("DnnGen.Data", "nupkg"));
        Assert.Equal(["DnnGen.Data.nuspec", "lib/net10.0/DnnGen.Data.pdb"], Entries("DnnGen.Data", "snupkg"));
    }

    [Fact]
    public void DnnGen_Data_Parquet_holds_its_library()
    {
        Assert.Equal(
            ["DnnGen.Data.Parquet.nuspec", "README.md", "lib/net10.0/DnnGen.Data.Parquet.dll", "lib/net10.0/DnnGen.Data.Parquet.xml"],
            Entries("DnnGen.Data.Parquet", "nupkg"));
        Assert.Equal(["DnnGen.Data.Parquet.nuspec", "lib/net10.0/DnnGen.Data.Parquet.pdb"], Entries("DnnGen.Data.Parquet", "snupkg"));
    }

    [Fact]
    public void DnnGen_Reporting_holds_its_library_and_the_licence_of_its_font()
    {
        Assert.Equal(
            ["DnnGen.Reporting.nuspec", "Fonts/LICENSE.txt", "README.md", "lib/net10.0/DnnGen.Reporting.dll", "lib/net10.0/DnnGen.Reporting.xml"],
            Entries("DnnGen.Reporting", "nupkg"));
        Assert.Equal(["DnnGen.Reporting.nuspec", "lib/net10.0/DnnGen.Reporting.pdb"], Entries("DnnGen.Reporting", "snupkg"));
    }

    [Fact]
    public void DnnGen_depends_on_tensors_alone_and_is_licensed()
    {
        var metadata = Metadata("DnnGen");
        Assert.Equal(["System.Numerics.Tensors"], Dependencies(metadata).Select(dependency => (string?)dependency.Attribute("id")));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Null(Value(metadata, "developmentDependency"));
    }

    [Theory]
    [InlineData("DnnGen.Data")]
    [InlineData("DnnGen.Reporting")]
    public void The_packages_beside_it_let_the_generator_of_DnnGen_through(string package)
    {
        var dependency = Assert.Single(Dependencies(Metadata(package)), dependency => (string?)dependency.Attribute("id") == "DnnGen");
        Assert.Equal(packages.Version, (string?)dependency.Attribute("version"));
        Assert.Equal("All", (string?)dependency.Attribute("include"));
    }

    [Fact]
    public void DnnGen_is_at_most_one_megabyte()
    {
        long size = new FileInfo(Path.Combine(packages.Feed, $"DnnGen.{packages.Version}.nupkg")).Length;
        log.WriteLine($"The package has {size} bytes.");
        Assert.InRange(size, 1, 1_000_000);
    }

    [Fact]
    public void Packing_the_same_sources_in_another_folder_gives_the_same_bytes()
    {
        string sources = Path.Combine(packages.Folder, "another", "and deeper", "folder");
        string feed = Path.Combine(packages.Folder, "feed of another folder");
        Repository.CopyTo(sources, "src", "generator");
        packages.Pack(sources, "src/DnnGen", feed, ("CI", "true"));

        foreach (string kind in new[] { "nupkg", "snupkg" })
        {
            string file = $"DnnGen.{packages.Version}.{kind}";
            using var first = ZipFile.OpenRead(Path.Combine(packages.Feed, file));
            using var second = ZipFile.OpenRead(Path.Combine(feed, file));
            Assert.Equal(first.Entries.Select(entry => entry.FullName), second.Entries.Select(entry => entry.FullName));
            foreach (var entry in first.Entries)
            {
                Assert.True(Read(entry).SequenceEqual(Read(second.GetEntry(entry.FullName)!)), $"{entry.FullName} in {file} differs.");
            }

            Assert.True(File.ReadAllBytes(Path.Combine(packages.Feed, file)).SequenceEqual(File.ReadAllBytes(Path.Combine(feed, file))), $"{file} differs.");
        }
    }

    [Fact]
    public void No_path_of_this_machine_is_in_the_packages()
    {
        string[] paths = [packages.Folder, Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        foreach (string file in Directory.EnumerateFiles(packages.Feed))
        {
            using var package = ZipFile.OpenRead(file);
            foreach (var entry in package.Entries)
            {
                byte[] content = Read(entry);
                foreach (string path in paths.Where(path => path.Length > 1))
                {
                    Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path + Path.DirectorySeparatorChar)) < 0, $"{entry.FullName} in {Path.GetFileName(file)} names {path}.");
                    Assert.True(content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path + Path.DirectorySeparatorChar)) < 0, $"{entry.FullName} in {Path.GetFileName(file)} names {path}.");
                }
            }
        }
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static IEnumerable<XElement> Dependencies(XElement metadata) => metadata.Descendants().Where(element => element.Name.LocalName == "dependency");

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>The files of a package, without those of the container format.</summary>
    private string[] Entries(string id, string kind)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{id}.{packages.Version}.{kind}"));
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private XElement Metadata(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{id}.{packages.Version}.nupkg"));
        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
