using System.Buffers;
using System.Text;

namespace DnnGen.Benchmarks.Peers;

/// <summary>The wire format of Protocol Buffers, as far as a model of dense layers needs it.</summary>
internal sealed class ProtobufWriter
{
    private const int VariableLength = 0, LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> buffer = new();

    public ProtobufWriter Number(int field, long value)
    {
        Variable(((ulong)field << 3) | VariableLength);
        Variable((ulong)value);
        return this;
    }

    public ProtobufWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.buffer.WrittenSpan);

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Variable(((ulong)field << 3) | LengthDelimited);
        Variable((ulong)bytes.Length);
        buffer.Write(bytes);
        return this;
    }

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    /// <summary>Seven bits to a byte, the lowest first; the eighth says that more follow.</summary>
    private void Variable(ulong value)
    {
        while (value > 0x7F)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }
}
