namespace DnnGen;

/// <summary>Writes files that are there as a whole or not at all, whatever happens on the way.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file beside its place, forces it to the disk and moves it there: whoever reads it finds the old one or the new
    /// one, and never a part.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced. Where it is a symbolic link, the file that the link leads to is written, and the link stays.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            Write(path, $".{Guid.NewGuid():N}.tmp", previousEnding: null, write);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>Writes a file beside its place, forces it to the disk and moves it there.</summary>
    /// <param name="path">The file. Where it is a symbolic link, the file that the link leads to is written, and the link stays.</param>
    /// <param name="temporaryEnding">What the name ends in until the file is complete.</param>
    /// <param name="previousEnding">What the name of the file before ends in afterwards; <see langword="null"/> does not keep it.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; what was there before is unchanged.</exception>
    internal static void Write(string path, string temporaryEnding, string? previousEnding, Action<Stream> write)
    {
        // Beside the target, so that the last step is a rename within one file system: all or nothing.
        string target = Target(path);
        string temporary = target + temporaryEnding;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (previousEnding is not null && File.Exists(target))
            {
                // Between the two moves there is no newest file, but always a complete previous one.
                File.Move(target, target + previousEnding, overwrite: true);
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
                throw new IOException(failure.Message.Replace(temporary, target, StringComparison.Ordinal).TrimEnd('.'), failure);
            }

            throw;
        }
    }

    /// <summary>The place where a file lies in the end: a link is followed, and what is no file is refused.</summary>
    internal static string Target(string path)
    {
        string target = Path.GetFullPath(path);
        if (new FileInfo(target).LinkTarget is not null && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } final)
        {
            target = final.FullName;
        }

        if (Directory.Exists(target))
        {
            throw new IOException($"'{target}' is a folder");
        }

        if (!OperatingSystem.IsWindows() && File.Exists(target) && !IsRegular(target))
        {
            throw new IOException($"'{target}' is a device or a pipe and no file");
        }

        return target;
    }

    /// <summary>
    /// Whether what exists is a file that a rename may replace. .NET tells devices and pipes from files by nothing but what
    /// they refuse: to be made as long as they are.
    /// </summary>
    private static bool IsRegular(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.SetLength(handle, RandomAccess.GetLength(handle));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // What may not be written to may still be replaced, where its folder allows that. Folders of devices do not.
            return true;
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
