using System.Globalization;

using Parquet.Meta;

namespace DnnGen.Data;

/// <summary>
/// What a file claims about its sizes, held against the bytes that are there: the library makes room for what a page or one of its
/// statistics claims before it reads it.
/// </summary>
internal static class PageHeaders
{
    /// <summary>Bytes in which most headers lie, and in which all must.</summary>
    private const int UsualHeader = 512, LongestHeader = 1 << 20;

    /// <summary>
    /// What a page of numbers takes when it is unpacked: 8 bytes for each at most, as much again for levels and for encodings that
    /// pad, and blocks of the widest encodings.
    /// </summary>
    private const long BytesOfAPage = 1 << 16, BytesOfANumber = 16;

    /// <summary>The window of a Zstandard frame that its RFC asks every reader to take.</summary>
    private const long MostWindow = 8 << 20;

    /// <summary>Goes through the description of the whole file, which ends 8 bytes before the file does.</summary>
    /// <param name="stream">The file; its place is left anywhere.</param>
    /// <param name="length">The length of the description, which fits into the file.</param>
    public static void CheckDescription(Stream stream, int length)
    {
        byte[] description = new byte[length];
        stream.Position = stream.Length - 8 - length;
        stream.ReadExactly(description);
        new CompactThrift(description).Struct(null);
    }

    /// <summary>Goes through the headers of the pages of a column of numbers in one row group.</summary>
    /// <param name="stream">The file; its place is left anywhere.</param>
    /// <param name="column">The column, as the description of the file has it.</param>
    /// <param name="rows">The rows of the row group.</param>
    /// <exception cref="InvalidDataException">A page claims more than the file or the row group has.</exception>
    public static void Check(Stream stream, ColumnMetaData column, long rows)
    {
        long place = column.DictionaryPageOffset is > 0 and var dictionary && dictionary < column.DataPageOffset ? dictionary : column.DataPageOffset;
        if (place < 0 || column.TotalCompressedSize < 0 || place > stream.Length - column.TotalCompressedSize)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"a column claims {column.TotalCompressedSize} bytes from byte {place} on, and the file has {stream.Length}"));
        }

        if (column.NumValues < 0 || column.NumValues > rows)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"a column claims {column.NumValues} values in a row group of {rows} rows"));
        }

        long end = place + column.TotalCompressedSize, values = 0;
        while (place < end && values < column.NumValues)
        {
            long packed = 0, unpacked = 0, here = 0, levels = 0;
            bool hasValues = false;
            place += Read(stream, place, end, (outer, field, value) =>
            {
                switch (outer, field)
                {
                    case (0, 2):
                        unpacked = value;
                        break;
                    case (0, 3):
                        packed = value;
                        break;
                    case (5 or 8, 1):
                        (here, hasValues) = (value, true);
                        break;
                    case (7, 1):
                        here = value;
                        break;
                    case (8, 5 or 6):
                        // The levels of a page of the second kind lie before the rest, as they are.
                        levels += value;
                        break;
                }
            });
            if (packed < 0 || packed > end - place || here < 0 || here > rows || unpacked < 0 || unpacked > BytesOfAPage + (BytesOfANumber * here))
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"a page claims {here} values in {unpacked} bytes, packed into {packed}, where the row group has {rows} rows and {end - place} bytes"));
            }

            if (levels < 0 || levels > packed)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"a page claims levels of {levels} bytes, and all of it has {packed}"));
            }

            CheckBody(stream, column.Codec, place + levels, packed - levels, unpacked);
            place += packed;
            values += hasValues ? here : 0;
        }
    }

    /// <summary>What a packed page claims itself about its length when it is unpacked.</summary>
    private static void CheckBody(Stream stream, CompressionCodec codec, long place, long length, long unpacked)
    {
        if (codec is not (CompressionCodec.SNAPPY or CompressionCodec.ZSTD))
        {
            return;
        }

        Span<byte> head = stackalloc byte[14];
        head = head[..(int)Math.Min(head.Length, length)];
        stream.Position = place;
        stream.ReadExactly(head);
        long claimed = codec == CompressionCodec.SNAPPY ? SnappyLength(head) : ZstandardMemory(head);
        if (claimed > Math.Max(unpacked, codec == CompressionCodec.SNAPPY ? 0 : MostWindow))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"a packed page claims {claimed} bytes, and its header {unpacked}"));
        }
    }

    /// <summary>The length before a Snappy block: github.com/google/snappy, format_description.txt.</summary>
    private static long SnappyLength(ReadOnlySpan<byte> head)
    {
        long value = 0;
        for (int i = 0; i < head.Length && i < 5; i++)
        {
            value |= (long)(head[i] & 127) << (7 * i);
            if (head[i] < 128)
            {
                return value;
            }
        }

        return head.IsEmpty ? 0 : long.MaxValue;
    }

    /// <summary>The larger of content and window that the header of a Zstandard frame claims: RFC 8878, section 3.1.1.1.</summary>
    private static long ZstandardMemory(ReadOnlySpan<byte> head)
    {
        if (head.Length < 6 || BitConverter.ToUInt32(head) != 0xFD2FB528)
        {
            // No frame, which the library refuses, or one that is skipped.
            return 0;
        }

        int descriptor = head[4], place = 5;
        bool isSingle = (descriptor & 32) != 0;
        long memory = 0;
        if (!isSingle)
        {
            long window = 1L << (10 + (head[place] >> 3));
            memory = window + (window / 8 * (head[place] & 7));
            place++;
        }

        place += (descriptor & 3) == 3 ? 4 : descriptor & 3;
        int size = (descriptor >> 6) switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        if (place + size > head.Length)
        {
            return memory;
        }

        long content = 0;
        for (int i = 0; i < size; i++)
        {
            content |= (long)head[place + i] << (8 * i);
        }

        return content < 0 ? long.MaxValue : Math.Max(memory, size == 2 ? content + 256 : content);
    }

    private static int Read(Stream stream, long place, long end, CompactThrift.Number number)
    {
        int length = (int)Math.Min(UsualHeader, end - place);
        while (true)
        {
            byte[] bytes = new byte[length];
            stream.Position = place;
            stream.ReadExactly(bytes);
            var header = new CompactThrift(bytes);
            try
            {
                header.Struct(number);
                return header.Place;
            }
            catch (EndOfStreamException) when (length < Math.Min(LongestHeader, end - place))
            {
                length = (int)Math.Min(LongestHeader, end - place);
            }
        }
    }
}
