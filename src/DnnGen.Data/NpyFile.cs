using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Data;

/// <summary>Reads and writes NPY files (<c>.npy</c>): one array of numbers, as NumPy's <c>load</c> and <c>save</c> do.</summary>
public static class NpyFile
{
    private const string Kind = "an NPY file (.npy)";

    /// <summary>Numbers that are read or written at a time.</summary>
    private const int Block = 1 << 13;

    /// <summary>Says what a file holds, without reading its numbers.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Type and sizes of the array.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged or no NPY file.</exception>
    public static NpyArrayInfo Describe(string path)
    {
        using var source = DataSource.Open(path, Kind);
        return Describe("", Header(source));
    }

    /// <summary>Reads an array of one or two dimensions as it is written.</summary>
    /// <typeparam name="T">The number type; numbers of another type are rounded to it.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>A (rows × columns) matrix; an array of one dimension, (n), is one row, (1 × n).</returns>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds an array of another kind.</exception>
    public static Matrix<T> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var source = DataSource.Open(path, Kind);
        return Read<T>(source, Header(source));
    }

    /// <summary>Reads an array whose first dimension counts the examples, such as (examples, height, width).</summary>
    /// <typeparam name="T">The number type; numbers of another type are rounded to it.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="scaled">Whether each number is divided by 255; for uint8 alone.</param>
    /// <returns>A (features × examples) matrix, the last dimension fastest; an array (n) is one feature of n examples.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged, or holds an array of another kind.</exception>
    public static Matrix<T> ReadExamples<T>(string path, bool scaled = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var source = DataSource.Open(path, Kind);
        return ReadExamples<T>(source, Header(source), scaled);
    }

    /// <summary>Writes a matrix; an existing file is replaced only when the new one is complete on the disk.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
    /// <param name="path">The file to write.</param>
    /// <param name="matrix">The matrix, (rows × columns).</param>
    /// <param name="format">Type, order and dimensions; the type of the matrix, C order and two dimensions when not given.</param>
    /// <exception cref="ArgumentException">A number does not fit the type, or a matrix of several rows and columns should be a vector.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, Matrix<T> matrix, NpyFormat? format = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.Write(path, stream => Write(stream, "matrix", matrix, format ?? new()));
    }

    internal static NpyArrayInfo Describe(string name, NpyHeader header) => new(name, header.Type, header.Sizes, header.IsFortranOrder);

    /// <summary>The header, compared with the length of the file where that is known.</summary>
    internal static NpyHeader Header(DataSource source)
    {
        var header = NpyHeader.Read(source);
        return source.IsCompressed || header.FileLength == source.MostBytes ? header : throw WrongLength(source, header, source.MostBytes);
    }

    internal static DataFileException WrongLength(DataSource source, NpyHeader header, long length) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{source.Path} is {length} bytes long; with {header.Type} numbers of the shape ({header.Shape}) it should be {header.FileLength}, so fetch or write it again."));

    internal static Matrix<T> Read<T>(DataSource source, NpyHeader header)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (header.Sizes.Length is not (1 or 2))
        {
            throw new DataFileException(
                $"{source.Path} holds an array of the shape ({header.Shape}); a matrix has one or two dimensions, so reshape it{(header.Sizes.Length == 0 ? "" : ", or read it by ReadExamples")}.");
        }

        int rows = header.Sizes.Length == 1 ? 1 : (int)header.Sizes[0], columns = (int)header.Sizes[^1];
        if (header.Count == 0)
        {
            return Matrix<T>.Zeros(rows, columns);
        }

        var numbers = Numbers<T>(source, header);
        return header.IsFortranOrder || rows == 1
            ? Matrix<T>.FromExamples(numbers, rows, columns)
            : Matrix<T>.FromExamples(numbers, columns, rows).Transpose().Copy();
    }

    internal static Matrix<T> ReadExamples<T>(DataSource source, NpyHeader header, bool scaled)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (header.Sizes.Length == 0)
        {
            throw new DataFileException($"{source.Path} holds a single number; the first dimension of an array counts its examples, so reshape it.");
        }

        if (scaled && header.Type != NpyType.UInt8)
        {
            throw new DataFileException($"{source.Path} holds {header.Type} numbers; only UInt8 numbers are scaled by 1/255, so read it with scaled: false.");
        }

        if (header.Count == 0)
        {
            throw new DataFileException($"{source.Path} is empty: its shape is ({header.Shape}); at least one example is needed.");
        }

        int examples = (int)header.Sizes[0];
        int features = (int)Math.Min(header.Count / examples, int.MaxValue);
        var numbers = Numbers<T>(source, header);
        if (scaled)
        {
            foreach (ref var number in numbers.AsSpan())
            {
                number /= T.CreateChecked(255);
            }
        }

        if (!header.IsFortranOrder || header.Sizes.Length == 1)
        {
            return Matrix<T>.FromExamples(numbers, features, examples);
        }

        // Fortran order: example e of feature (i, j, …) lies at e + n₀·(i + n₁·(j + …)); each feature is a row of examples.
        var x = Matrix<T>.Zeros(features, examples);
        int[] index = new int[header.Sizes.Length - 1];
        for (int stored = 0; stored < features; stored++)
        {
            int feature = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                feature = (feature * (int)header.Sizes[axis + 1]) + index[axis];
            }

            for (int example = 0; example < examples; example++)
            {
                x[feature, example] = numbers[(stored * examples) + example];
            }

            for (int axis = 0; axis < index.Length && ++index[axis] == header.Sizes[axis + 1]; axis++)
            {
                index[axis] = 0;
            }
        }

        return x;
    }

    internal static void Write<T>(Stream stream, string name, Matrix<T> matrix, NpyFormat format)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var type = format.Type ?? (default(T) switch
        {
            float => NpyType.Float32,
            double => NpyType.Float64,
            Half => NpyType.Float16,
            _ => throw new NotSupportedException($"Numbers of type {typeof(T).Name} have no type of their own in the NPY format; choose one by NpyFormat.Type."),
        });
        if (format.IsVector && matrix.Rows != 1 && matrix.Columns != 1)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is ({matrix.Rows} × {matrix.Columns}); only a matrix of one row or one column is written as a vector, so leave NpyFormat.IsVector false."), nameof(format));
        }

        stream.Write(format.IsVector
            ? NpyHeader.Write(type, false, Math.Max(matrix.Rows, matrix.Columns) * (matrix.Rows == 0 || matrix.Columns == 0 ? 0 : 1))
            : NpyHeader.Write(type, format.IsFortranOrder, matrix.Rows, matrix.Columns));
        switch (type)
        {
            case NpyType.Boolean:
                Write<T, byte>(stream, name, matrix, format, type);
                break;
            case NpyType.UInt8:
                Write<T, byte>(stream, name, matrix, format, type);
                break;
            case NpyType.UInt16:
                Write<T, ushort>(stream, name, matrix, format, type);
                break;
            case NpyType.UInt32:
                Write<T, uint>(stream, name, matrix, format, type);
                break;
            case NpyType.UInt64:
                Write<T, ulong>(stream, name, matrix, format, type);
                break;
            case NpyType.Int8:
                Write<T, sbyte>(stream, name, matrix, format, type);
                break;
            case NpyType.Int16:
                Write<T, short>(stream, name, matrix, format, type);
                break;
            case NpyType.Int32:
                Write<T, int>(stream, name, matrix, format, type);
                break;
            case NpyType.Int64:
                Write<T, long>(stream, name, matrix, format, type);
                break;
            case NpyType.Float16:
                Write<T, Half>(stream, name, matrix, format, type);
                break;
            case NpyType.Float32:
                Write<T, float>(stream, name, matrix, format, type);
                break;
            default:
                Write<T, double>(stream, name, matrix, format, type);
                break;
        }
    }

    /// <summary>Writes the numbers; whole numbers of the file must be whole numbers of the matrix.</summary>
    private static void Write<T, TStored>(Stream stream, string name, Matrix<T> matrix, NpyFormat format, NpyType type)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStored : unmanaged, INumber<TStored>
    {
        // Whole numbers go from least to one less than end; both are powers of two and exact as double.
        bool isWhole = type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64);
        bool isSigned = type is NpyType.Int8 or NpyType.Int16 or NpyType.Int32 or NpyType.Int64;
        double end = type == NpyType.Boolean ? 2 : Math.ScaleB(1, (8 * NpyHeader.SizeOf(type)) - (isSigned ? 1 : 0));
        double least = isSigned ? -end : 0;

        var stored = new TStored[Block];
        int filled = 0;
        int outer = format.IsFortranOrder ? matrix.Columns : matrix.Rows, inner = format.IsFortranOrder ? matrix.Rows : matrix.Columns;
        for (int i = 0; i < outer; i++)
        {
            for (int j = 0; j < inner; j++)
            {
                var (row, column) = format.IsFortranOrder ? (j, i) : (i, j);
                T number = matrix[row, column];
                if (isWhole)
                {
                    double value = double.CreateChecked(number);
                    if (!double.IsInteger(value) || value < least || value >= end)
                    {
                        throw new ArgumentException(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{name}: the element [{row}, {column}] is {number}; {type} holds whole numbers from {least} to {(Int128)end - 1}, so round it or choose another type."), nameof(matrix));
                    }
                }

                stored[filled++] = TStored.CreateSaturating(number);
                if (filled == stored.Length)
                {
                    Flush<TStored>(stream, stored);
                    filled = 0;
                }
            }
        }

        Flush(stream, stored.AsSpan(0, filled));
    }

    private static void Flush<TStored>(Stream stream, Span<TStored> numbers)
        where TStored : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(numbers);
        if (!BitConverter.IsLittleEndian)
        {
            SwapBytes(bytes, Unsafe.SizeOf<TStored>());
        }

        stream.Write(bytes);
    }

    private static T[] Numbers<T>(DataSource source, NpyHeader header)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (header.Count > Array.MaxLength)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} holds {header.Count} numbers, more than one matrix ({Array.MaxLength}); save it in parts."));
        }

        var numbers = header.Type switch
        {
            NpyType.Boolean => Numbers<T, byte>(source, header, value => value == 0 ? T.Zero : T.One),
            NpyType.UInt8 => Numbers<T, byte>(source, header, T.CreateChecked),
            NpyType.UInt16 => Numbers<T, ushort>(source, header, T.CreateChecked),
            NpyType.UInt32 => Numbers<T, uint>(source, header, T.CreateChecked),
            NpyType.UInt64 => Numbers<T, ulong>(source, header, T.CreateChecked),
            NpyType.Int8 => Numbers<T, sbyte>(source, header, T.CreateChecked),
            NpyType.Int16 => Numbers<T, short>(source, header, T.CreateChecked),
            NpyType.Int32 => Numbers<T, int>(source, header, T.CreateChecked),
            NpyType.Int64 => Numbers<T, long>(source, header, T.CreateChecked),
            NpyType.Float16 => Numbers<T, Half>(source, header, T.CreateChecked),
            NpyType.Float32 => Numbers<T, float>(source, header, T.CreateChecked),
            _ => Numbers<T, double>(source, header, T.CreateChecked),
        };
        return !source.IsCompressed || source.AtEnd()
            ? numbers
            : throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Path} goes on after the {header.FileLength} bytes of its shape ({header.Shape}); the file is damaged, so fetch or write it again."));
    }

    private static T[] Numbers<T, TStored>(DataSource source, NpyHeader header, Func<TStored, T> convert)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStored : unmanaged
    {
        int total = (int)header.Count;
        var numbers = new T[source.FirstRoom(total, Unsafe.SizeOf<T>())];
        var block = new TStored[Math.Min(total, Block)];
        for (int read = 0; read < total;)
        {
            var part = block.AsSpan(0, Math.Min(block.Length, total - read));
            var bytes = MemoryMarshal.AsBytes(part);
            source.ReadExactly(bytes, header.FileLength);
            if (header.IsBigEndian == BitConverter.IsLittleEndian)
            {
                SwapBytes(bytes, Unsafe.SizeOf<TStored>());
            }

            if (numbers.Length < read + part.Length)
            {
                Array.Resize(ref numbers, (int)Math.Min(total, 2L * (read + part.Length)));
            }

            if (typeof(T) == typeof(TStored))
            {
                MemoryMarshal.Cast<TStored, T>(part).CopyTo(numbers.AsSpan(read));
            }
            else
            {
                for (int i = 0; i < part.Length; i++)
                {
                    numbers[read + i] = convert(part[i]);
                }
            }

            read += part.Length;
        }

        return numbers;
    }

    private static void SwapBytes(Span<byte> bytes, int size)
    {
        for (int start = 0; start < bytes.Length; start += size)
        {
            bytes.Slice(start, size).Reverse();
        }
    }
}
