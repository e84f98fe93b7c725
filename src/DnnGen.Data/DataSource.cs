using System.Globalization;
using System.IO.Compression;

namespace DnnGen.Data;

/// <summary>
/// A file that is read from front to back, as it is or, where it begins like one, as a gzip file: decompressed while it is
/// read. Whatever fails on the way becomes a <see cref="DataFileException"/>.
/// </summary>
internal sealed class DataSource : IDisposable
{
    /// <summary>
    /// More than deflate can shrink (1032 to 1): a gzip file that claims to hold more than its length times this lies.
    /// </summary>
    public const int MostCompression = 1100;

    /// <summary>Memory that is taken at once for each byte of a compressed file; beyond it, only as data arrive.</summary>
    private const int TrustedCompression = 64;

    /// <summary>The file itself; null for an entry of an archive, which is read once, from front to back.</summary>
    private readonly FileStream? file;
    private Stream stream;

    private DataSource(string path, FileStream file, bool isCompressed)
    {
        Path = path;
        this.file = file;
        IsCompressed = isCompressed;
        FileLength = file.Length;
        MostBytes = isCompressed ? FileLength * MostCompression : FileLength;
        stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    }

    /// <summary>An entry of an archive.</summary>
    /// <param name="name">How it is called in messages: the path of the archive and the name of the entry.</param>
    /// <param name="stream">Its contents, decompressed while they are read.</param>
    /// <param name="compressedLength">The bytes that it takes in the archive.</param>
    /// <param name="length">The bytes that it should hold.</param>
    public DataSource(string name, Stream stream, long compressedLength, long length)
    {
        Path = name;
        IsCompressed = true;
        FileLength = compressedLength;
        MostBytes = length;
        this.stream = stream;
    }

    /// <summary>The path of the file, as it is named in messages.</summary>
    public string Path { get; }

    public bool IsCompressed { get; }

    /// <summary>The bytes read so far, after decompression.</summary>
    public long Position { get; private set; }

    /// <summary>The most bytes that the file can give: its length, or what deflate could have made this small.</summary>
    public long MostBytes { get; }

    /// <summary>The length of the file on the disk.</summary>
    public long FileLength { get; }

    public static DataSource Open(string path, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.RequireFile(path, kind);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            Span<byte> start = stackalloc byte[2];
            bool isCompressed = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 2 && start[0] == 0x1F && start[1] == 0x8B;
            file.Position = 0;
            return new(path, file, isCompressed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw FileChecks.Unreadable(path, failure);
        }
    }

    /// <summary>Goes to a place: at once in a plain file; in a compressed one by reading, from the beginning where it lies behind.</summary>
    public void MoveTo(long position)
    {
        if (position == Position)
        {
            return;
        }

        if (!IsCompressed)
        {
            file!.Position = position;
            Position = position;
            return;
        }

        if (position < Position)
        {
            stream.Dispose();
            file!.Position = 0;
            Position = 0;
            stream = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        }

        Span<byte> skipped = stackalloc byte[1 << 12];
        while (Position < position)
        {
            ReadExactly(skipped[..(int)Math.Min(skipped.Length, position - Position)], position);
        }
    }

    /// <summary>Fills a span.</summary>
    /// <param name="bytes">The span.</param>
    /// <param name="needed">The bytes that the file should hold in all, for the sentence where it holds fewer.</param>
    public void ReadExactly(Span<byte> bytes, long needed)
    {
        int read = Read(bytes);
        if (read < bytes.Length)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path} ends after {Position} of {needed} bytes{(IsCompressed ? " (decompressed)" : "")}; the file was cut short, so fetch or write it again."));
        }
    }

    /// <summary>Fills a span as far as the file goes.</summary>
    /// <returns>The bytes read; fewer than the span is long only at the end of the file.</returns>
    public int Read(Span<byte> bytes)
    {
        try
        {
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            Position += read;
            return read;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw Damaged(Path, IsCompressed, failure);
        }
    }

    /// <summary>Whether the file ends here.</summary>
    public bool AtEnd()
    {
        Span<byte> next = stackalloc byte[1];
        int read = Read(next);
        return read == 0;
    }

    /// <summary>
    /// How many numbers to make room for at first where a file claims to hold <paramref name="count"/>: all of them when it
    /// is long enough to be believed, and otherwise few, so that memory grows with what it really holds.
    /// </summary>
    public int FirstRoom(int count, int numberSize)
    {
        long believed = Math.Max(FileLength * TrustedCompression, 1 << 16) / numberSize;
        return !IsCompressed ? count : (int)Math.Min(count, believed);
    }

    public static DataFileException Damaged(string path, bool isCompressed, Exception failure) => new(
        $"{path} cannot be {(isCompressed ? "decompressed" : "read")} ({FileChecks.OneLine(failure.Message)}); the file is damaged or was cut short, so fetch or write it again.",
        failure);

    public void Dispose()
    {
        stream.Dispose();
        file?.Dispose();
    }
}
