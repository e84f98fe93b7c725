using System.Globalization;
using System.IO.Compression;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>Reads and writes NPZ files (<c>.npz</c>): several named arrays, as NumPy's <c>load</c>, <c>savez</c> and <c>savez_compressed</c> do.</summary>
/// <remarks>The archive is read in place and nothing is extracted; what an entry claims to hold is compared with what it takes in the file before memory is given to it.</remarks>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>Says which arrays a file holds, without reading their numbers.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Name, type and sizes of each array, in the order of the file.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged or no NPZ file.</exception>
    public static IReadOnlyList<NpyArrayInfo> Describe(string path) => Use(path, archive =>
    {
        var arrays = new List<NpyArrayInfo>();
        foreach (var entry in archive.Entries.Where(IsArray))
        {
            using var source = Open(path, entry);
            arrays.Add(NpyFile.Describe(NameOf(entry), Header(source, entry)));
        }

        return arrays;
    });

    /// <summary>Reads one array of one or two dimensions as it is written.</summary>
    /// <typeparam name="T">The number type; numbers of another type are rounded to it.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the array, such as <c>x_train</c>.</param>
    /// <returns>A (rows × columns) matrix; an array of one dimension, (n), is one row, (1 × n).</returns>
    /// <exception cref="DataFileException">The file or the array is missing, damaged, or of another kind.</exception>
    public static Matrix<T> Read<T>(string path, string name)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Use(path, archive =>
        {
            var entry = Find(path, archive, name);
            using var source = Open(path, entry);
            return NpyFile.Read<T>(source, Header(source, entry));
        });

    /// <summary>Reads one array whose first dimension counts the examples, such as (examples, height, width).</summary>
    /// <typeparam name="T">The number type; numbers of another type are rounded to it.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the array, such as <c>x_train</c>.</param>
    /// <param name="scaled">Whether each number is divided by 255; for uint8 alone.</param>
    /// <returns>A (features × examples) matrix, the last dimension fastest; an array (n) is one feature of n examples.</returns>
    /// <exception cref="DataFileException">The file or the array is missing, damaged, or of another kind.</exception>
    public static Matrix<T> ReadExamples<T>(string path, string name, bool scaled = false)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Use(path, archive =>
        {
            var entry = Find(path, archive, name);
            using var source = Open(path, entry);
            return NpyFile.ReadExamples<T>(source, Header(source, entry), scaled);
        });

    /// <summary>Writes matrices under their names; an existing file is replaced only when the new one is complete on the disk.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
    /// <param name="path">The file to write.</param>
    /// <param name="arrays">The matrices by their names.</param>
    /// <param name="format">Type, order and dimensions of all of them; the type of the matrices, C order and two dimensions when not given.</param>
    /// <param name="compressed">Whether the arrays are compressed, as by <c>savez_compressed</c>.</param>
    /// <exception cref="ArgumentException">A name is empty, a number does not fit the type, or a matrix of several rows and columns should be a vector.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, IReadOnlyDictionary<string, Matrix<T>> arrays, NpyFormat? format = null, bool compressed = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.ContainsKey(""))
        {
            throw new ArgumentException("An array in an NPZ file has a name; give one that is not empty.", nameof(arrays));
        }

        FileChecks.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, matrix) in arrays)
            {
                var entry = archive.CreateEntry(name + Extension, compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression);

                // The first time that the format knows, as NumPy writes: the same arrays give the same file.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var target = entry.Open();
                NpyFile.Write(target, $"the array '{name}'", matrix, format ?? new());
            }
        });
    }

    private static bool IsArray(ZipArchiveEntry entry) => entry.FullName.EndsWith(Extension, StringComparison.Ordinal);

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName[..^Extension.Length];

    private static ZipArchiveEntry Find(string path, ZipArchive archive, string name)
    {
        ZipArchiveEntry[] found = [.. archive.Entries.Where(entry => entry.FullName == name + Extension)];
        if (found.Length == 1)
        {
            return found[0];
        }

        const int most = 20;
        string[] names = [.. archive.Entries.Where(IsArray).Select(entry => $"'{FileChecks.OneLine(NameOf(entry))}'").Take(most + 1)];
        string there = names.Length == 0 ? "it has none" : $"it has {string.Join(", ", names.Take(most))}{(names.Length > most ? ", …" : "")}";
        throw new DataFileException($"{path}: there is {(found.Length == 0 ? "no array" : "more than one array")} '{name}' in this file; {there}.");
    }

    private static DataSource Open(string path, ZipArchiveEntry entry)
    {
        string name = $"{path}, array '{FileChecks.OneLine(NameOf(entry))}',";
        if (entry.Length > entry.CompressedLength * DataSource.MostCompression)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} claims {entry.Length} bytes in {entry.CompressedLength} compressed ones, more than they can hold; the file is damaged, so fetch or write it again."));
        }

        return new(name, entry.Open(), entry.CompressedLength, entry.Length);
    }

    private static NpyHeader Header(DataSource source, ZipArchiveEntry entry)
    {
        var header = NpyFile.Header(source);
        return header.FileLength == entry.Length ? header : throw NpyFile.WrongLength(source, header, entry.Length);
    }

    /// <summary>Opens the archive, and turns whatever fails on the way into one sentence.</summary>
    private static TResult Use<TResult>(string path, Func<ZipArchive, TResult> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.RequireFile(path, "an NPZ file (.npz)");
        FileStream stream;
        try
        {
            stream = File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileChecks.Unreadable(path, failure);
        }

        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return read(archive);
        }
        catch (Exception failure) when (failure is InvalidDataException or NotSupportedException or ArgumentException or OverflowException or (IOException and not DataFileException))
        {
            throw new DataFileException(
                $"{path} cannot be read as an NPZ file, a ZIP archive of arrays ({FileChecks.OneLine(failure.Message)}); if it should be one it is damaged or was cut short, so fetch or write it again.",
                failure);
        }
        finally
        {
            stream.Dispose();
        }
    }
}
