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
        // Beside the target, so that the last step is a rename within one file system: all or nothing.
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception failure)
        {
            // Where even this fails there is nothing to delete, and the first failure is the one to tell.
            try
            {
                File.Delete(temporary);
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
            }

            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new IOException(
                    $"{path} could not be written ({OneLine(failure.Message.Replace(temporary, target, StringComparison.Ordinal))}); choose a folder that is there, may be written to and has room. A file that was there before is unchanged.",
                    failure);
            }

            throw;
        }
    }

    /// <summary>A message of another library as part of a sentence: on one line, without its full stop.</summary>
    public static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
