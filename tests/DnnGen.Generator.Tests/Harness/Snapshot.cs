using System.Runtime.CompilerServices;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>
/// Compares text with a file beside the tests, under Verify's conventions: <c>Class.Method#Hint.g.verified.cs</c> is what
/// was agreed on, <c>….received.cs</c> is written where the text differs and deleted where it agrees again.
/// </summary>
internal static class Snapshot
{
    /// <summary>Compares the generated files of a project that end in one of these names; all of them where none is given.</summary>
    public static void Verify(GeneratedProject project, string[] endings, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string folder = References.Metadata("Snapshots");
        string test = $"{Path.GetFileNameWithoutExtension(file)}.{method}";
        var chosen = project.Files.Where(generated => endings.Length == 0 || endings.Any(ending => generated.HintName.EndsWith(ending, StringComparison.Ordinal)));
        var received = chosen.ToDictionary(
            generated => $"{test}#{generated.HintName[..^".cs".Length]}",
            generated => generated.SourceText.ToString());
        var differing = new List<string>();

        foreach (var (name, text) in received.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string verifiedPath = Path.Combine(folder, name + ".verified.cs");
            string receivedPath = Path.Combine(folder, name + ".received.cs");
            if (File.Exists(verifiedPath) && File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") == text)
            {
                File.Delete(receivedPath);
                continue;
            }

            Directory.CreateDirectory(folder);
            File.WriteAllText(receivedPath, text);
            differing.Add(name);
        }

        var verified = Directory.GetFiles(folder, $"{test}#*.verified.cs").Select(path => Path.GetFileName(path)[..^".verified.cs".Length]);
        string[] gone = [.. verified.Except(received.Keys)];
        Assert.True(
            differing.Count == 0 && gone.Length == 0,
            $"Generated code differs from its snapshots in {folder}; where the received file is right, rename it to .verified.cs.\n"
                + $"Differing: {string.Join(", ", differing)}\nNo longer generated: {string.Join(", ", gone)}");
    }
}
