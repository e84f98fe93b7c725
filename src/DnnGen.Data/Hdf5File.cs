using System.Globalization;
using System.Numerics;

using PureHDF;
using PureHDF.VOL.Native;

namespace DnnGen.Data;

/// <summary>Reads images and labels from HDF5 files (<c>.h5</c>), as they are used for training.</summary>
/// <remarks>
/// The format is read by PureHDF. Nothing behind the end of a damaged file is read, its headers cannot lead in circles, and links to
/// other names or files are not followed; a single length in a header may still ask for an array of up to 2 GiB before the file is found
/// too short for it. Data sets that claim more than their file can hold are refused before.
/// </remarks>
public static class Hdf5File
{
    /// <summary>
    /// More than deflate, the strongest filter in common use, can shrink: a data set that claims to be larger than its
    /// file times this was damaged or made to exhaust memory.
    /// </summary>
    private const int MostCompression = 1100;

    /// <summary>How often a reader comes back to the bytes of a file: to those of a chunk for each part of it, and to headers.</summary>
    private const int MostReads = 16;

    /// <summary>What it reads besides, however small the file.</summary>
    private const int MostHeaders = 1 << 20;

    /// <summary>
    /// Reads a data set of images, unsigned bytes of the shape (examples, height, width, channels) or, for grey images,
    /// (examples, height, width), as one column per image.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The HDF5 file.</param>
    /// <param name="dataset">The name of the data set, such as <c>train_set_x</c>.</param>
    /// <param name="shape">The size that every image must have; any size when not given.</param>
    /// <returns>
    /// A (height·width·channels × examples) matrix: each pixel divided by 255, in the order height, width, channel.
    /// </returns>
    /// <exception cref="DataFileException">The file or the data set is missing, damaged or of another shape or type.</exception>
    public static Matrix<T> ReadImages<T>(string path, string dataset, ImageShape? shape = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Read(path, dataset, source =>
        {
            int[] sizes = CheckSizes(path, dataset, source);
            if (sizes.Length is not (3 or 4))
            {
                throw Unfit(path, dataset, $"has the shape ({Join(sizes)}); images are (examples, height, width, channels) or (examples, height, width)");
            }

            if (source.Type.Class != H5DataTypeClass.FixedPoint || source.Type.Size != 1 || source.Type.FixedPoint.IsSigned)
            {
                throw Unfit(path, dataset, $"holds {Describe(source.Type)}; the pixels of images are uint8, from 0 to 255");
            }

            var found = new ImageShape(sizes[1], sizes[2], sizes.Length == 4 ? sizes[3] : 1);
            if (shape is { } expected && found != expected)
            {
                throw Unfit(path, dataset, $"holds images of {found}; images of {expected} (height × width × channels) are needed");
            }

            byte[] pixels = source.Read<byte[]>();
            CheckLength(path, dataset, pixels.Length, sizes);
            T[] values = PixelValues.Table<T>();
            return Matrix<T>.FromExamples(Array.ConvertAll(pixels, pixel => values[pixel]), found.Features, sizes[0]);
        });

    /// <summary>Reads a data set of labels: one whole or floating-point number for each example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The HDF5 file.</param>
    /// <param name="dataset">The name of the data set, such as <c>train_set_y</c>; its shape is (m), (1, m) or (m, 1).</param>
    /// <param name="examples">How many labels there must be; any number when not given.</param>
    /// <returns>A (1 × m) matrix.</returns>
    /// <exception cref="DataFileException">The file or the data set is missing, damaged or of another shape or type.</exception>
    public static Matrix<T> ReadLabels<T>(string path, string dataset, int? examples = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Read(path, dataset, source =>
        {
            int[] sizes = CheckSizes(path, dataset, source);
            if (!(sizes.Length == 1 || (sizes.Length == 2 && (sizes[0] == 1 || sizes[1] == 1))))
            {
                throw Unfit(path, dataset, $"has the shape ({Join(sizes)}); labels are one number per example, (m), (1, m) or (m, 1)");
            }

            int count = sizes.Length == 1 ? sizes[0] : sizes[0] * sizes[1];
            if (examples is { } expected && count != expected)
            {
                throw Unfit(path, dataset, $"holds {count} labels; {expected} are needed, one for each example");
            }

            T[] labels = ReadNumbers<T>(path, dataset, source);
            CheckLength(path, dataset, labels.Length, sizes);
            int odd = Array.FindIndex(labels, label => !T.IsFinite(label));
            if (odd >= 0)
            {
                throw Unfit(path, dataset, $"holds {labels[odd]} as label {odd} (counted from 0); labels are finite numbers");
            }

            return Matrix<T>.FromExamples(labels, 1, labels.Length);
        });

    private static T[] ReadNumbers<T>(string path, string dataset, IH5Dataset source)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool signed = source.Type.Class == H5DataTypeClass.FixedPoint && source.Type.FixedPoint.IsSigned;
        return (source.Type.Class, source.Type.Size, signed) switch
        {
            (H5DataTypeClass.FixedPoint, 1, false) => Convert<byte>(),
            (H5DataTypeClass.FixedPoint, 2, false) => Convert<ushort>(),
            (H5DataTypeClass.FixedPoint, 4, false) => Convert<uint>(),
            (H5DataTypeClass.FixedPoint, 8, false) => Convert<ulong>(),
            (H5DataTypeClass.FixedPoint, 1, true) => Convert<sbyte>(),
            (H5DataTypeClass.FixedPoint, 2, true) => Convert<short>(),
            (H5DataTypeClass.FixedPoint, 4, true) => Convert<int>(),
            (H5DataTypeClass.FixedPoint, 8, true) => Convert<long>(),
            (H5DataTypeClass.FloatingPoint, 4, _) => Convert<float>(),
            (H5DataTypeClass.FloatingPoint, 8, _) => Convert<double>(),
            _ => throw Unfit(path, dataset, $"holds {Describe(source.Type)}; labels are whole numbers (int8 to uint64), float32 or float64"),
        };

        T[] Convert<TStored>()
            where TStored : unmanaged, INumber<TStored> =>
            Array.ConvertAll(source.Read<TStored[]>(), T.CreateChecked);
    }

    /// <summary>Opens the file, finds the data set, and turns whatever fails on the way into one sentence.</summary>
    private static TResult Read<TResult>(string path, string dataset, Func<IH5Dataset, TResult> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        FileChecks.RequireFile(path, "an HDF5 file (.h5)");
        CheckSignature(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Hdf5Links.Check(path, stream, dataset);
            stream.Position = 0;
            using var file = H5File.Open(new WholeReads(stream, (stream.Length * MostReads) + MostHeaders));
            return read(Find(file, path, dataset));
        }
        catch (Exception failure) when (failure is not DataFileException)
        {
            // The reader reports damage by whichever exception its parsing runs into; all of them mean the same here.
            throw new DataFileException(
                $"{path}: the data set '{dataset}' cannot be read ({FileChecks.OneLine(failure.Message)}); the file is damaged or was cut short, so fetch or write it again.",
                failure);
        }
    }

    private static void CheckSignature(string path)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
        Span<byte> start = stackalloc byte[signature.Length];
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(signature))
            {
                return;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileChecks.Unreadable(path, failure);
        }

        throw new DataFileException($"{path} is not an HDF5 file: it does not begin with the HDF5 signature; give a file that an HDF5 library wrote (.h5).");
    }

    private static IH5Dataset Find(NativeFile file, string path, string dataset)
    {
        if (file.LinkExists(dataset) && file.Get(dataset) is IH5Dataset found)
        {
            return found;
        }

        string[] names = [.. file.Children().OfType<IH5Dataset>().Select(child => child.Name).Order(StringComparer.Ordinal)];
        string there = names.Length == 0 ? "it has none at its top level" : $"it has {string.Join(", ", names.Select(name => $"'{FileChecks.OneLine(name)}'"))}";
        throw new DataFileException($"{path}: there is no data set '{dataset}' in this file; {there}.");
    }

    /// <summary>The sizes as <see cref="int"/>, none of them 0, and all together no more than the file can hold.</summary>
    private static int[] CheckSizes(string path, string dataset, IH5Dataset source)
    {
        ulong[] sizes = source.Space.Dimensions;
        UInt128 count = 1;
        foreach (ulong size in sizes)
        {
            // 2^64 sizes of 2^64 would overflow even this; beyond an array's length the exact product no longer matters.
            count = UInt128.Min(count * size, ulong.MaxValue);
        }

        if (count == 0)
        {
            throw Unfit(path, dataset, $"is empty: its shape is ({Join(sizes)}); at least one example is needed");
        }

        long length = new FileInfo(path).Length;
        if (count > (UInt128)Array.MaxLength || count * (UInt128)source.Type.Size > (UInt128)length * MostCompression)
        {
            throw Unfit(path, dataset, $"claims the shape ({Join(sizes)}), more than this file of {length} bytes can hold; the file is damaged");
        }

        return Array.ConvertAll(sizes, size => (int)size);
    }

    private static void CheckLength(string path, string dataset, int length, int[] sizes)
    {
        int expected = sizes.Aggregate(1, (product, size) => product * size);
        if (length != expected)
        {
            throw Unfit(path, dataset, $"gave {length} of the {expected} numbers of its shape ({Join(sizes)}); the file is damaged or was cut short");
        }
    }

    private static string Describe(IH5DataType type) => type.Class switch
    {
        H5DataTypeClass.FixedPoint => string.Create(CultureInfo.InvariantCulture, $"{(type.FixedPoint.IsSigned ? "int" : "uint")}{type.Size * 8}"),
        H5DataTypeClass.FloatingPoint => string.Create(CultureInfo.InvariantCulture, $"float{type.Size * 8}"),
        H5DataTypeClass.String or H5DataTypeClass.VariableLength => "text",
        var other => $"values of the HDF5 class {other}",
    };

    private static string Join<TSize>(TSize[] sizes)
        where TSize : IFormattable =>
        string.Join(", ", sizes.Select(size => size.ToString(null, CultureInfo.InvariantCulture)));

    private static DataFileException Unfit(string path, string dataset, FormattableString finding) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}: the data set '{dataset}' {FormattableString.Invariant(finding)}."));
}
