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

    /// <summary>Writes a file; one that was there before is replaced only when the new one is complete on the disk.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (IOException failure)
        {
            throw new IOException(
                $"{path} could not be written ({OneLine(failure.Message)}); choose a folder that is there, may be written to and has room. A file that was there before is unchanged.",
                failure);
        }
    }

    /// <summary>A message of another library as part of a sentence: on one line, without its full stop.</summary>
    public static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
