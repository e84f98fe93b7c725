namespace DnnGen.Reporting;

/// <summary>Files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; one that was there before is replaced only when the new one is complete on the disk.</summary>
    /// <exception cref="IOException">The file cannot be written; the message says in one sentence what to do.</exception>
    public static void Write(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(content));
        }
        catch (IOException failure)
        {
            throw new IOException(
                $"{path} could not be written ({OneLine(failure.Message)}); choose a folder that is there, may be written to and has room. A file that was there before is unchanged.",
                failure);
        }
    }

    /// <summary>Makes sure that a folder is there and takes files.</summary>
    /// <exception cref="IOException">It does not; the message says in one sentence what to do.</exception>
    public static void RequireFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new IOException($"{folder} is a file; give the path of a folder for the report.");
        }

        try
        {
            Directory.CreateDirectory(folder);

            // Only a try tells whether the folder takes files.
            using var probe = new FileStream(
                Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{folder} cannot take a report ({OneLine(failure.Message)}); choose a folder that may be written to.", failure);
        }
    }

    /// <summary>A message of another library as part of a sentence: on one line, without its full stop.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
