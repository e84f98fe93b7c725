using System.Runtime.CompilerServices;

namespace DnnGen.Data;

/// <summary>
/// A file for a reader of a format that trusts what headers say: what is read lies in the file, and all reads together are bounded, so that
/// neither zeros behind the end nor a structure that leads back into itself is read for ever.
/// </summary>
/// <param name="file">The file; its owner closes it.</param>
/// <param name="mostBytes">What may be read in all.</param>
internal sealed class WholeReads(FileStream file, long mostBytes) : Stream
{
    private long left = mostBytes;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override int Read(Span<byte> buffer)
    {
        // A reader that goes into a structure which holds itself comes here again and again, on a stack that ends.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        left -= buffer.Length;
        if (left < 0)
        {
            throw new InvalidDataException("its headers lead in circles");
        }

        file.ReadExactly(buffer);
        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
