using System.Globalization;

namespace DnnGen.Data;

/// <summary>
/// Passes on the bytes of a text and bounds what a parser may gather from them: the whole length after decompression, and
/// the length of one line.
/// </summary>
internal sealed class GuardedTextStream(DataSource source, long mostBytes) : Stream
{
    /// <summary>Bytes of the longest line: room for some hundred thousand columns.</summary>
    private const int LongestLine = 1 << 22;

    private long line = 1;
    private long lineLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => source.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        if (source.IsCompressed && source.Position > mostBytes)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} is larger than {mostBytes} bytes when it is decompressed; if that is right, raise CsvOptions.MostDecompressedBytes."));
        }

        ReadOnlySpan<byte> rest = buffer[..read];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            lineLength += end < 0 ? rest.Length : end;
            if (lineLength > LongestLine)
            {
                throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source.Path}, line {line}: the line is longer than {LongestLine} bytes; give a text file with a line for each example."));
            }

            if (end < 0)
            {
                break;
            }

            lineLength = 0;
            line += rest[end] == (byte)'\n' ? 1 : 0;
            rest = rest[(end + 1)..];
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
