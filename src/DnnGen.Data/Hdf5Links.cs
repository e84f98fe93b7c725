using System.Buffers.Binary;
using System.Text;

namespace DnnGen.Data;

/// <summary>
/// Looks at the links on the way to a data set before PureHDF follows them: one that names itself would be followed until the stack
/// ends, one to another file would open whatever that is, and a name of any length would be given memory.
/// </summary>
/// <remarks>
/// It reads what "HDF5 File Format Specification Version 3.0" says in II (superblock), IV.A.1 (object headers) and IV.A.2.g (link
/// messages). Groups whose links lie in B-trees and heaps are left to PureHDF, which reads those each time, and so comes to the bounds of
/// <see cref="WholeReads"/>.
/// </remarks>
internal sealed class Hdf5Links
{
    private const int ContinuationMessage = 0x10;
    private const int LinkMessage = 0x06;

    // More blocks than these has no header of a group that people make.
    private const int MostBlocks = 1000;

    private readonly string path;
    private readonly Stream file;
    private readonly int addressSize;
    private readonly int lengthSize;
    private readonly long start;

    private Hdf5Links(string path, Stream file)
    {
        (this.path, this.file) = (path, file);
        byte[] head = Bytes(0, 16);
        bool isNew = head[8] is 2 or 3;
        if (!isNew && head[8] is not (0 or 1))
        {
            throw Damaged($"its superblock has the version {head[8]}");
        }

        (addressSize, lengthSize) = isNew ? (head[9], head[10]) : (head[13], head[14]);
        if (addressSize is not (2 or 4 or 8) || lengthSize is not (2 or 4 or 8))
        {
            throw Damaged($"its addresses have {addressSize} bytes and its lengths {lengthSize}");
        }

        // Of the old superblocks the base address stands behind the sizes of trees, and the root behind four addresses and the name of its entry.
        int place = isNew ? 12 : head[8] == 0 ? 24 : 28;
        start = Address(Bytes(place, addressSize));
        place += (isNew ? 3 : 5) * addressSize;
        Root = start + Address(Bytes(place, addressSize));
    }

    private long Root { get; }

    /// <summary>Checks the groups on the way to a data set.</summary>
    /// <param name="path">Where the file is, for the sentence.</param>
    /// <param name="file">The file.</param>
    /// <param name="dataset">The name of the data set, with those of its groups before it.</param>
    /// <exception cref="InvalidDataException">A header is damaged.</exception>
    /// <exception cref="DataFileException">A group has a link that is not followed.</exception>
    public static void Check(string path, Stream file, string dataset)
    {
        var links = new Hdf5Links(path, file);
        long? header = links.Root;
        foreach (string name in dataset.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            header = header is { } group && links.LinksOf(group).TryGetValue(name, out long next) ? next : null;
        }
    }

    /// <summary>The links that a group has in its header itself, with where they lead.</summary>
    private Dictionary<string, long> LinksOf(long header)
    {
        var links = new Dictionary<string, long>(StringComparer.Ordinal);
        var blocks = new Queue<(long Place, long Length)>();
        byte[] head = Bytes(header, 16);
        bool isNew = head.AsSpan().StartsWith("OHDR"u8);
        int flags = isNew ? head[5] : 0;
        if (isNew)
        {
            int place = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0), size = 1 << (flags & 3);
            blocks.Enqueue((header + place + size, (long)Math.Min(Number(Bytes(header + place, size)), long.MaxValue)));
        }
        else if (head[0] == 1)
        {
            blocks.Enqueue((header + 16, BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8))));
        }
        else
        {
            throw Damaged("the header of a group has neither version 1 nor 2");
        }

        for (int block = 0; blocks.TryDequeue(out var next); block++)
        {
            if (block == MostBlocks)
            {
                throw Damaged("the header of a group leads in circles");
            }

            foreach (var (type, data) in Messages(Bytes(next.Place, next.Length), isNew, (flags & 4) != 0))
            {
                if (type == LinkMessage)
                {
                    AddLink(data, links);
                }
                else if (type == ContinuationMessage && data.Length >= addressSize + lengthSize)
                {
                    // The blocks of new headers have a signature before and a checksum behind their messages.
                    long place = start + Address(data.AsSpan(0, addressSize)), length = Address(data.AsSpan(addressSize, lengthSize));
                    blocks.Enqueue(isNew ? (place + 4, length - 8) : (place, length));
                }
            }
        }

        return links;
    }

    private static List<(int Type, byte[] Data)> Messages(byte[] block, bool isNew, bool hasOrder)
    {
        var messages = new List<(int Type, byte[] Data)>();
        int head = !isNew ? 8 : hasOrder ? 6 : 4;
        for (int at = 0; at + head <= block.Length;)
        {
            int type = isNew ? block[at] : BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at));
            int size = BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at + (isNew ? 1 : 2)));
            at += head;
            if (size > block.Length - at)
            {
                throw Damaged($"a message of {size} bytes stands in the last {block.Length - at} bytes of a header");
            }

            messages.Add((type, block[at..(at + size)]));
            at += size;
        }

        return messages;
    }

    private void AddLink(byte[] message, Dictionary<string, long> links)
    {
        int flags = message.Length > 1 ? message[1] : 0;
        int at = 2 + ((flags & 8) != 0 ? 1 : 0), size = 1 << (flags & 3);
        int type = (flags & 8) == 0 || message.Length < 3 ? 0 : message[2];
        at += ((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0);
        ulong length = at + size <= message.Length ? Number(message.AsSpan(at, size)) : ulong.MaxValue;
        at += size;
        if (length > (ulong)Math.Max(0, message.Length - at))
        {
            throw Damaged("the name of a link is longer than what holds it");
        }

        string name = Encoding.UTF8.GetString(message, at, (int)length);
        at += (int)length;
        if (type != 0)
        {
            throw new DataFileException($"{path}: '{FileChecks.OneLine(name)}' is a link to another name or file, which is not followed; write the data set itself into the file.");
        }

        if (at + addressSize > message.Length)
        {
            throw Damaged($"the link '{FileChecks.OneLine(name)}' leads nowhere");
        }

        links[name] = start + Address(message.AsSpan(at, addressSize));
    }

    private byte[] Bytes(long place, long length)
    {
        if (place < 0 || length < 0 || length > file.Length || place > file.Length - length)
        {
            throw Damaged("its headers lead behind its end");
        }

        byte[] bytes = new byte[length];
        file.Position = place;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            number = (number << 8) | bytes[i];
        }

        return number;
    }

    private static long Address(ReadOnlySpan<byte> bytes) => Number(bytes) is var number && number < long.MaxValue / 4 ? (long)number : throw Damaged("its headers lead behind its end");

    private static InvalidDataException Damaged(string why) => new(why);
}
