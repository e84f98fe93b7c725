namespace DnnGen.Package.Tests;

/// <summary>The sources of this repository.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Copies sources without what was built from them, so that packing neither meets the build that runs these tests nor
    /// takes anything from it.
    /// </summary>
    public static void CopyTo(string target, params string[] folders)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(Root))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (string folder in folders)
        {
            Copy(Path.Combine(Root, folder), Path.Combine(target, folder));
        }
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.EnumerateDirectories(source))
        {
            if (Path.GetFileName(folder) is not ("bin" or "obj"))
            {
                Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DnnGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"DnnGen.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
