namespace DnnGen.Benchmarks.Report;

/// <summary>Writes a file beside its place and moves it there: nobody ever reads half of one.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        string beside = path + ".part";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
    }
}
