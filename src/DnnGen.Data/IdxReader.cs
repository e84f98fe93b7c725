using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen.Data;

/// <summary>An open IDX file, read in ranges of examples; see <see cref="IdxFile.Open"/>.</summary>
/// <remarks>
/// A gzip file is decompressed while it is read: ranges in rising order cost one pass over the file, and going back starts
/// again at its beginning. One reader is used by one thread at a time.
/// </remarks>
public sealed class IdxReader : IDisposable
{
    /// <summary>Bytes that are read and converted at a time; a multiple of every size of number.</summary>
    private const int BlockBytes = 1 << 16;

    private readonly DataSource source;
    private readonly int headerLength;
    private readonly int elementSize;
    private readonly byte[] block = new byte[BlockBytes];

    /// <summary>The converted numbers of a block, kept for the next range: a T[].</summary>
    private Array? converted;

    /// <summary>What each byte stood for in the last range, a T[], and whether that was scaled.</summary>
    private (Array? Values, bool IsScaled) lastTable;

    internal IdxReader(string path)
    {
        source = DataSource.Open(path, "an IDX file such as train-images-idx3-ubyte.gz");
        try
        {
            Span<byte> magic = stackalloc byte[4];
            var type = source.Read(magic) == magic.Length ? (IdxElementType)magic[2] : IdxElementType.None;
            if (magic[0] != 0 || magic[1] != 0 || magic[3] == 0 || type is IdxElementType.None || !Enum.IsDefined(type))
            {
                throw new DataFileException(
                    $"{path} is not an IDX file: it does not begin with 0, 0, a type code from 8 to 14 and the number of dimensions; give a file in the format of MNIST, plain or gzip.");
            }

            ElementType = type;
            elementSize = type switch
            {
                IdxElementType.UInt8 or IdxElementType.Int8 => 1,
                IdxElementType.Int16 => 2,
                IdxElementType.Float64 => 8,
                _ => 4,
            };
            headerLength = 4 + (4 * magic[3]);
            byte[] sizeBytes = new byte[4 * magic[3]];
            source.ReadExactly(sizeBytes, headerLength);
            uint[] sizes = new uint[magic[3]];
            for (int i = 0; i < sizes.Length; i++)
            {
                sizes[i] = BinaryPrimitives.ReadUInt32BigEndian(sizeBytes.AsSpan(4 * i));
            }

            Sizes = CheckSizes(sizes);
            Examples = Sizes[0];
            Features = Sizes.Skip(1).Aggregate(1, (product, size) => product * size);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The type of the numbers in the file.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The size of each dimension, as the file says; the first one counts the examples.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The number of examples: the columns of the whole file's matrix.</summary>
    public int Examples { get; }

    /// <summary>The numbers in one example: the product of all sizes but the first, 1 for labels.</summary>
    public int Features { get; }

    /// <summary>The sizes as they are written in messages.</summary>
    internal string Shape => string.Join(", ", Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    private long Length => headerLength + ((long)Examples * Features * elementSize);

    /// <summary>Reads neighbouring examples into a matrix of their own.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="start">The first example, counted from 0.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="scaled">Whether each number is divided by 255; for unsigned bytes alone.</param>
    /// <returns>A (<see cref="Features"/> × <paramref name="count"/>) matrix.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the file, or is too large for one matrix.</exception>
    /// <exception cref="ArgumentException">The numbers are to be scaled and are no unsigned bytes.</exception>
    /// <exception cref="DataFileException">The file is damaged.</exception>
    [return: Shape("Features", "count")]
    public Matrix<T> Read<T>(int start, int count, bool scaled = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckRange(start, count);
        if ((long)count * Features > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(count), string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path}: {count} examples of {Features} numbers are more than one matrix holds ({Array.MaxLength} numbers); read fewer at a time."));
        }

        return ReadNew<T>(start, count, scaled);
    }

    /// <summary>Reads as many neighbouring examples as a matrix has columns; once a first range was read, nothing is allocated.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="start">The first example, counted from 0.</param>
    /// <param name="destination">Receives the examples: (<see cref="Features"/> × count).</param>
    /// <param name="scaled">Whether each number is divided by 255; for unsigned bytes alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the file.</exception>
    /// <exception cref="ArgumentException">The numbers are to be scaled and are no unsigned bytes.</exception>
    /// <exception cref="ShapeMismatchException">The matrix has another number of rows.</exception>
    /// <exception cref="DataFileException">The file is damaged; columns that were read before the damage are overwritten.</exception>
    public void ReadInto<T>(int start, [Shape("Features", "_")] Matrix<T> destination, bool scaled = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (destination.Rows != Features)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"IdxReader.ReadInto: destination is ({destination.Rows} × {destination.Columns}); the examples of {source.Path} have {Features} numbers (rows)."));
        }

        CheckRange(start, destination.Columns);
        var table = Table<T>(scaled);
        MoveTo(start);
        if (Features > BlockBytes)
        {
            // A column at a time would still be too much for a block: an example of its own.
            var example = Converted<T>(Features);
            for (int j = 0; j < destination.Columns; j++)
            {
                ReadNumbers<T>(example, table);
                destination.Column(j).CopyFrom(Matrix<T>.FromExamples(example, Features, 1));
            }
        }
        else
        {
            int most = Math.Max(1, Math.Min(BlockBytes / Features, destination.Columns));
            var examples = Converted<T>(most * Features);
            for (int j = 0; j < destination.Columns; j += most)
            {
                int count = Math.Min(most, destination.Columns - j);
                ReadNumbers(examples.AsSpan(0, count * Features), table);
                destination.SliceColumns(j, count).CopyFrom(Matrix<T>.FromExamples(examples, Features, most).SliceColumns(0, count));
            }
        }

        CheckEnd(start, destination.Columns);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => source.Dispose();

    /// <summary>The whole file as one matrix.</summary>
    internal Matrix<T> ReadAll<T>(bool scaled)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if ((long)Examples * Features > Array.MaxLength)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} holds {Examples} examples of {Features} numbers, more than one matrix ({Array.MaxLength} numbers); read ranges of it by IdxFile.Open."));
        }

        return ReadNew<T>(0, Examples, scaled);
    }

    private Matrix<T> ReadNew<T>(int start, int count, bool scaled)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var table = Table<T>(scaled);
        MoveTo(start);
        int total = count * Features;
        var numbers = new T[source.FirstRoom(total, Unsafe.SizeOf<T>())];
        int read = 0;
        while (read < total)
        {
            if (read == numbers.Length)
            {
                Array.Resize(ref numbers, (int)Math.Min(total, 2L * numbers.Length));
            }

            ReadNumbers(numbers.AsSpan(read), table);
            read = numbers.Length;
        }

        CheckEnd(start, count);
        return Matrix<T>.FromExamples(numbers, Features, count);
    }

    private T[] Converted<T>(int length)
    {
        if (converted is not T[] numbers || numbers.Length != length)
        {
            converted = numbers = new T[length];
        }

        return numbers;
    }

    private void MoveTo(int example) => source.MoveTo(headerLength + ((long)example * Features * elementSize));

    /// <summary>Where the last example was read, the file must end too.</summary>
    private void CheckEnd(int start, int count)
    {
        if (source.IsCompressed && count > 0 && start + count == Examples && !source.AtEnd())
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} goes on after the {Length} bytes (decompressed) of its shape ({Shape}); the file is damaged, so fetch or write it again."));
        }
    }

    private void CheckRange(int start, int count)
    {
        if (start < 0 || count < 0 || start > Examples - count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} holds the examples 0 to {Examples - 1}; {count} from {start} on reach outside."));
        }
    }

    /// <summary>What each byte stands for, for unsigned bytes; null for other numbers.</summary>
    private T[]? Table<T>(bool scaled)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (ElementType != IdxElementType.UInt8)
        {
            return !scaled ? null : throw new ArgumentException(
                $"{source.Path} holds {ElementType} numbers; only UInt8 numbers are scaled by 1/255, so read them with scaled: false.", nameof(scaled));
        }

        if (lastTable.Values is not T[] table || lastTable.IsScaled != scaled)
        {
            table = PixelValues.Table<T>();
            for (int value = 0; !scaled && value < table.Length; value++)
            {
                table[value] = T.CreateChecked(value);
            }

            lastTable = (table, scaled);
        }

        return table;
    }

    private void ReadNumbers<T>(Span<T> numbers, T[]? table)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        while (!numbers.IsEmpty)
        {
            int count = Math.Min(numbers.Length, BlockBytes / elementSize);
            var bytes = block.AsSpan(0, count * elementSize);
            source.ReadExactly(bytes, Length);
            var part = numbers[..count];
            switch (ElementType)
            {
                case IdxElementType.UInt8:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = table![bytes[i]];
                    }

                    break;
                case IdxElementType.Int8:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = T.CreateChecked((sbyte)bytes[i]);
                    }

                    break;
                case IdxElementType.Int16:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = T.CreateChecked(BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]));
                    }

                    break;
                case IdxElementType.Int32:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = T.CreateChecked(BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * i)..]));
                    }

                    break;
                case IdxElementType.Float32:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = T.CreateChecked(BinaryPrimitives.ReadSingleBigEndian(bytes[(4 * i)..]));
                    }

                    break;
                default:
                    for (int i = 0; i < part.Length; i++)
                    {
                        part[i] = T.CreateChecked(BinaryPrimitives.ReadDoubleBigEndian(bytes[(8 * i)..]));
                    }

                    break;
            }

            numbers = numbers[count..];
        }
    }

    /// <summary>The sizes as <see cref="int"/>, none of them 0, and all together as many as the file has or, compressed, may have.</summary>
    private int[] CheckSizes(uint[] sizes)
    {
        string shape = string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        if (sizes.Contains(0u))
        {
            throw new DataFileException($"{source.Path} is empty: its shape is ({shape}); at least one example is needed.");
        }

        // 255 sizes of 2³² would overflow even this; beyond the length of any file the exact product no longer matters.
        var bytes = sizes.Aggregate((UInt128)elementSize, (product, size) => UInt128.Min(product * size, ulong.MaxValue));
        if (bytes + (UInt128)headerLength > (UInt128)source.MostBytes || sizes[0] > int.MaxValue
            || sizes.Skip(1).Aggregate((UInt128)1, (product, size) => UInt128.Min(product * size, ulong.MaxValue)) > (UInt128)Array.MaxLength)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} claims {ElementType} numbers of the shape ({shape}), more than this file of {source.FileLength} bytes can hold; the file is damaged or was cut short, so fetch or write it again."));
        }

        if (!source.IsCompressed && (long)bytes + headerLength != source.FileLength)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} is {source.FileLength} bytes long; with {ElementType} numbers of the shape ({shape}) it should be {(long)bytes + headerLength}, so fetch or write it again."));
        }

        return Array.ConvertAll(sizes, size => (int)size);
    }
}
