namespace DnnGen.Data;

/// <summary>What every reader checks before it looks inside a file.</summary>
internal static class FileChecks
{
    public static void RequireFile(string path, string kind)
    {
        if (Directory.Exists(path))
        {
            throw new DataFileException($"{path} is a folder; give the path of {kind}.");
        }

        if (!File.Exists(path))
        {
            throw new DataFileException($"{path} does not exist; give the path of {kind}.");
        }
    }

    public static DataFileException Unreadable(string path, Exception failure) =>
        new($"{path} cannot be opened ({OneLine(failure.Message)}); check that the file may be read.", failure);

    /// <summary>A message of another library as part of a sentence: on one line, without its full stop.</summary>
    public static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
