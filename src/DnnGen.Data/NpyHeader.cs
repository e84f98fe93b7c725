using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DnnGen.Data;

/// <summary>
/// The header of an NPY array (NumPy, NEP 1 and <c>numpy.lib.format</c>): the bytes 93 hex, <c>NUMPY</c>; the version; the
/// length of what follows, in 2 or 4 bytes; a Python dictionary with <c>descr</c>, <c>fortran_order</c> and <c>shape</c>.
/// </summary>
internal sealed class NpyHeader
{
    /// <summary>NumPy itself takes headers of up to 10,000 characters.</summary>
    private const int LongestText = 1 << 16;

    /// <summary>NumPy's own bound.</summary>
    private const int MostDimensions = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private NpyHeader(NpyType type, bool isBigEndian, bool isFortranOrder, long[] sizes, long count, int length)
    {
        Type = type;
        IsBigEndian = isBigEndian;
        IsFortranOrder = isFortranOrder;
        Sizes = sizes;
        Count = count;
        Length = length;
    }

    public NpyType Type { get; }

    public bool IsBigEndian { get; }

    public bool IsFortranOrder { get; }

    public long[] Sizes { get; }

    /// <summary>The numbers of the whole array.</summary>
    public long Count { get; }

    /// <summary>The bytes before the first number.</summary>
    public int Length { get; }

    public int ElementSize => SizeOf(Type);

    /// <summary>The bytes of the whole file.</summary>
    public long FileLength => Length + (Count * ElementSize);

    /// <summary>The sizes as they are written in messages.</summary>
    public string Shape => Join(Sizes);

    public static NpyHeader Read(DataSource source)
    {
        Span<byte> start = stackalloc byte[12];
        if (source.Read(start[..8]) < 8 || !start[..6].SequenceEqual(Magic))
        {
            throw new DataFileException($"{source.Path} is not an NPY array: it does not begin with 93 hex and NUMPY; give an array that NumPy's save or savez wrote.");
        }

        if (start[6] is not (1 or 2 or 3))
        {
            throw new DataFileException(string.Create(CultureInfo.InvariantCulture, $"{source.Path} is an NPY array of version {start[6]}.{start[7]}; versions 1, 2 and 3 are read, so write it with one of those."));
        }

        int lengthSize = start[6] == 1 ? 2 : 4;
        source.ReadExactly(start.Slice(8, lengthSize), 8 + lengthSize);
        long textLength = lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (textLength > Math.Min(LongestText, source.MostBytes))
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path}: the header claims to be {textLength} bytes long, more than {Math.Min(LongestText, source.MostBytes)}; the file is damaged, so fetch or write it again."));
        }

        byte[] text = new byte[textLength];
        int length = 8 + lengthSize + text.Length;
        source.ReadExactly(text, length);
        var (descr, fortranOrder, sizes) = new Parser(source.Path, Encoding.Latin1.GetString(text)).Parse();
        var (type, isBigEndian) = TypeOf(source.Path, descr);
        return new(type, isBigEndian, fortranOrder, sizes, CheckSizes(source, type, sizes, length), length);
    }

    /// <summary>The header that NumPy would write: version 1.0, padded so that the numbers begin at a multiple of 64.</summary>
    public static byte[] Write(NpyType type, bool isFortranOrder, params ReadOnlySpan<int> sizes)
    {
        string shape = sizes.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"({sizes[0]},)")
            : string.Create(CultureInfo.InvariantCulture, $"({sizes[0]}, {sizes[1]})");
        string text = $"{{'descr': '{Descr(type)}', 'fortran_order': {(isFortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        int length = (10 + text.Length + 1 + 63) / 64 * 64;
        byte[] header = new byte[length];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - 10));
        header.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        return header;
    }

    public static int SizeOf(NpyType type) => type switch
    {
        NpyType.Boolean or NpyType.UInt8 or NpyType.Int8 => 1,
        NpyType.UInt16 or NpyType.Int16 or NpyType.Float16 => 2,
        NpyType.UInt32 or NpyType.Int32 or NpyType.Float32 => 4,
        _ => 8,
    };

    private static string Descr(NpyType type) => type switch
    {
        NpyType.Boolean => "|b1",
        NpyType.UInt8 => "|u1",
        NpyType.UInt16 => "<u2",
        NpyType.UInt32 => "<u4",
        NpyType.UInt64 => "<u8",
        NpyType.Int8 => "|i1",
        NpyType.Int16 => "<i2",
        NpyType.Int32 => "<i4",
        NpyType.Int64 => "<i8",
        NpyType.Float16 => "<f2",
        NpyType.Float32 => "<f4",
        NpyType.Float64 => "<f8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type of numbers in the NPY format; choose one of NpyType."),
    };

    private static (NpyType Type, bool IsBigEndian) TypeOf(string path, string descr)
    {
        // A byte order, a kind, a size: '<f4'; '|' and '=' stand where there is no order or it is that of the machine that wrote.
        if (descr.Length == 3 && descr[0] is '<' or '>' or '|' or '=')
        {
            foreach (var type in Enum.GetValues<NpyType>())
            {
                if (descr.AsSpan(1).SequenceEqual(Descr(type).AsSpan(1)))
                {
                    return (type, descr[0] == '>');
                }
            }
        }

        string shown = descr.Length <= 40 ? descr : $"{descr[..40]}…";
        throw new DataFileException($"{path} holds values of the type '{shown}'; arrays of bool, int8 to int64, uint8 to uint64 and float16 to float64 are read, so convert it by NumPy's astype.");
    }

    private static long CheckSizes(DataSource source, NpyType type, long[] sizes, int length)
    {
        var count = sizes.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (UInt128)size, ulong.MaxValue));
        var needed = (count * (UInt128)SizeOf(type)) + (UInt128)length;
        if (needed > (UInt128)source.MostBytes || sizes.Any(size => size > Array.MaxLength))
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} claims {type} numbers of the shape ({Join(sizes)}), more than its {source.FileLength} bytes can hold; the file is damaged or was cut short, so fetch or write it again."));
        }

        return (long)count;
    }

    private static string Join(long[] sizes) => string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads the dictionary: three known keys in any order, each once.</summary>
    private ref struct Parser(string path, string text)
    {
        private int place;

        public (string Descr, bool FortranOrder, long[] Sizes) Parse()
        {
            string? descr = null;
            bool? fortranOrder = null;
            long[]? sizes = null;
            Expect('{');
            while (!Accept('}'))
            {
                string key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr" when descr is null:
                        descr = Next() is '[' ? throw new DataFileException($"{path} holds records of several fields; an array of numbers is needed, so save each field by itself.") : Quoted();
                        break;
                    case "fortran_order" when fortranOrder is null:
                        fortranOrder = Boolean();
                        break;
                    case "shape" when sizes is null:
                        sizes = Tuple();
                        break;
                    default:
                        throw Wrong($"the key '{(key.Length <= 40 ? key : $"{key[..40]}…")}' is none of descr, fortran_order and shape, or stands twice");
                }

                if (!Accept(','))
                {
                    Expect('}');
                    break;
                }
            }

            if (Next() != '\0')
            {
                throw Wrong("something follows the dictionary");
            }

            return (descr ?? throw Wrong("descr is missing"), fortranOrder ?? throw Wrong("fortran_order is missing"), sizes ?? throw Wrong("shape is missing"));
        }

        private char Next()
        {
            while (place < text.Length && text[place] is ' ' or '\n' or '\r' or '\t')
            {
                place++;
            }

            return place < text.Length ? text[place] : '\0';
        }

        private bool Accept(char expected)
        {
            bool found = Next() == expected;
            place += found ? 1 : 0;
            return found;
        }

        private void Expect(char expected)
        {
            if (!Accept(expected))
            {
                throw Wrong($"'{expected}' is missing");
            }
        }

        private string Quoted()
        {
            char quote = Next();
            int end = quote is '\'' or '"' ? text.IndexOf(quote, place + 1) : -1;
            if (end < 0)
            {
                throw Wrong("a word in quotation marks is missing");
            }

            string word = text[(place + 1)..end];
            if (word.Any(character => character is < ' ' or > '~' or '\\'))
            {
                throw Wrong("a word holds characters that do not belong there");
            }

            place = end + 1;
            return word;
        }

        private bool Boolean()
        {
            foreach (bool value in (ReadOnlySpan<bool>)[true, false])
            {
                string word = value ? "True" : "False";
                if (Next() == word[0] && text.AsSpan(place).StartsWith(word, StringComparison.Ordinal))
                {
                    place += word.Length;
                    return value;
                }
            }

            throw Wrong("fortran_order is neither True nor False");
        }

        private long[] Tuple()
        {
            var sizes = new List<long>();
            Expect('(');
            while (!Accept(')'))
            {
                Next();
                int start = place;
                while (place < text.Length && char.IsAsciiDigit(text[place]))
                {
                    place++;
                }

                if (!long.TryParse(text.AsSpan(start, place - start), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                {
                    throw Wrong("a size in the shape is not a whole number from 0 to 2⁶³ − 1");
                }

                if (sizes.Count == MostDimensions)
                {
                    throw Wrong("the shape has more than 64 sizes");
                }

                sizes.Add(size);

                // Python 2 wrote an L behind long numbers.
                Accept('L');
                if (!Accept(','))
                {
                    Expect(')');
                    break;
                }
            }

            return [.. sizes];
        }

        private readonly DataFileException Wrong(string reason) => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: the header of the NPY array cannot be read at character {place} ({reason}); the file is damaged, so fetch or write it again."));
    }
}
