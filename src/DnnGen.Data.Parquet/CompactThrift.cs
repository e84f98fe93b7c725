namespace DnnGen.Data;

/// <summary>
/// Goes through a structure in Thrift's compact protocol, in which Parquet describes its files and pages, without making room for
/// anything in it: no text and no list may be longer than the bytes that are left.
/// </summary>
/// <remarks>
/// The protocol: github.com/apache/thrift, doc/specs/thrift-compact-protocol.md; the structures: github.com/apache/parquet-format,
/// parquet.thrift.
/// </remarks>
internal ref struct CompactThrift(ReadOnlySpan<byte> bytes)
{
    /// <summary>Structures inside of structures; those of Parquet reach half as deep.</summary>
    private const int MostDepth = 32;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The bytes that have been gone through.</summary>
    public int Place { get; private set; }

    /// <summary>Receives a whole number: its field, and the field of the structure that it lies in, 0 for the outermost.</summary>
    public delegate void Number(int outerField, int field, long value);

    /// <summary>Goes through one structure.</summary>
    /// <param name="number">Receives the whole numbers of the structure and of those directly inside.</param>
    /// <exception cref="InvalidDataException">The bytes are no such structure.</exception>
    /// <exception cref="EndOfStreamException">They end before it does.</exception>
    public void Struct(Number? number) => Struct(number, outerField: 0, depth: 0);

    private void Struct(Number? number, int outerField, int depth)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDataException("structures inside of structures without end");
        }

        int field = 0;
        while (true)
        {
            int head = Byte();
            int type = head & 15;
            if (type == 0)
            {
                return;
            }

            field = head >> 4 == 0 ? (short)ZigZag() : field + (head >> 4);
            switch (type)
            {
                case 4 or 5 or 6:
                    long value = ZigZag();
                    if (depth <= 1)
                    {
                        number?.Invoke(outerField, field, value);
                    }

                    break;
                case 12:
                    Struct(depth == 0 ? number : null, field, depth + 1);
                    break;
                case 1 or 2:
                    // Truth values lie in the head.
                    break;
                default:
                    Value(type, depth);
                    break;
            }
        }
    }

    private void Value(int type, int depth)
    {
        switch (type)
        {
            case 1 or 2 or 3:
                Skip(1);
                break;
            case 4 or 5 or 6:
                VarInt();
                break;
            case 7:
                Skip(8);
                break;
            case 8:
                Skip(VarInt());
                break;
            case 9 or 10:
                int head = Byte();
                Elements(head >> 4 == 15 ? VarInt() : (ulong)(head >> 4), head & 15, 0, depth);
                break;
            case 11:
                ulong pairs = VarInt();
                if (pairs > 0)
                {
                    int types = Byte();
                    Elements(pairs, types >> 4, types & 15, depth);
                }

                break;
            case 12:
                Struct(null, 0, depth + 1);
                break;
            default:
                throw new InvalidDataException($"there is no type {type}");
        }
    }

    private void Elements(ulong count, int type, int second, int depth)
    {
        // Each takes a byte at least.
        if (depth > MostDepth || count > (ulong)(bytes.Length - Place))
        {
            throw new EndOfStreamException();
        }

        for (ulong i = 0; i < count; i++)
        {
            Value(type, depth + 1);
            if (second != 0)
            {
                Value(second, depth + 1);
            }
        }
    }

    private int Byte()
    {
        Skip(1);
        return bytes[Place - 1];
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)(bytes.Length - Place))
        {
            throw new EndOfStreamException();
        }

        Place += (int)count;
    }

    private ulong VarInt()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            int next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number of more than 64 bits");
    }

    private long ZigZag()
    {
        ulong value = VarInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
