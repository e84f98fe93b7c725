using System.Globalization;
using System.IO.Compression;
using System.Text;

using CsCheck;

using DnnGen.Data;

namespace DnnGen.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_array_that_is_written_through_a_link_replaces_what_the_link_leads_to()
    {
        string target = folder.PathOf("target.npy"), link = folder.PathOf("link.npy");
        File.WriteAllText(target, "before");
        File.CreateSymbolicLink(link, target);

        NpyFile.Write(link, Matrix<double>.FromRows(new[,] { { 1.0, 2 } }));

        Assert.Equal(target, File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName);
        Assert.Equal(new[,] { { 1.0, 2 } }, NpyFile.Read<double>(target).ToArray());
    }

    [SkippableFact]
    public void A_device_is_not_replaced_by_a_file()
    {
        Skip.IfNot(File.Exists("/dev/full"), "This system has no device that is always full.");

        var refusal = Assert.Throws<IOException>(() => NpyFile.Write("/dev/full", Matrix<double>.Zeros(1, 1)));

        Assert.Equal(
            "/dev/full could not be written ('/dev/full' is a device or a pipe and no file); choose a folder that is there, may be written to and has room. A file that was there before is unchanged.",
            refusal.Message);
    }

    [Fact]
    public void A_written_file_is_byte_for_byte_what_NumPy_writes()
    {
        // np.save of np.array([[1, 2, 3], [4, 5, 6]], dtype=np.float32): the header is padded with spaces to 128 bytes.
        string path = folder.PathOf("a.npy");
        var matrix = Matrix<float>.FromRows(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        NpyFile.Write(path, matrix);

        byte[] expected = Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", [.. new float[] { 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)]);
        Assert.Equal(128 + 24, expected.Length);
        Assert.Equal(expected, File.ReadAllBytes(path));
        NpyFile.Write(path, matrix, new NpyFormat { IsFortranOrder = true, Type = NpyType.UInt8 });
        Assert.Equal(Npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", [1, 4, 2, 5, 3, 6]), File.ReadAllBytes(path));
        NpyFile.Write(path, matrix.Row(1), new NpyFormat { IsVector = true, Type = NpyType.Int64 });
        Assert.Equal(Npy("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }", [.. new long[] { 4, 5, 6 }.SelectMany(BitConverter.GetBytes)]), File.ReadAllBytes(path));
        Assert.Equal(["a.npy"], Directory.GetFiles(folder.PathOf("")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(NpyType.Boolean, "|b1")]
    [InlineData(NpyType.UInt8, "|u1")]
    [InlineData(NpyType.UInt16, "<u2")]
    [InlineData(NpyType.UInt32, "<u4")]
    [InlineData(NpyType.UInt64, "<u8")]
    [InlineData(NpyType.Int8, "|i1")]
    [InlineData(NpyType.Int16, "<i2")]
    [InlineData(NpyType.Int32, "<i4")]
    [InlineData(NpyType.Int64, "<i8")]
    [InlineData(NpyType.Float16, "<f2")]
    [InlineData(NpyType.Float32, "<f4")]
    [InlineData(NpyType.Float64, "<f8")]
    public void Every_type_and_order_comes_back(NpyType type, string descr)
    {
        var matrix = Matrix<float>.FromRows(new float[,] { { 1, 0, 1 }, { 0, 1, 1 } });
        foreach (bool fortran in new[] { false, true })
        {
            string path = folder.PathOf("a.npy");
            NpyFile.Write(path, matrix, new NpyFormat { Type = type, IsFortranOrder = fortran });
            Assert.Contains($"'{descr}'", Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
            var info = NpyFile.Describe(path);
            Assert.Equal((type, fortran), (info.Type, info.IsFortranOrder));
            Assert.Equal([2, 3], info.Sizes);
            Assert.Equal(matrix.ToArray(), NpyFile.Read<float>(path).ToArray());
            Assert.Equal(new double[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } }, NpyFile.ReadExamples<double>(path).ToArray());

            // A file from a machine that puts the most significant byte first.
            byte[] bytes = File.ReadAllBytes(path);
            int size = (bytes.Length - 128) / 6;
            for (int i = 128; i < bytes.Length; i += size)
            {
                Array.Reverse(bytes, i, size);
            }

            bytes[bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(descr))] = (byte)'>';
            File.WriteAllBytes(path, bytes);
            Assert.Equal(matrix.ToArray(), NpyFile.Read<float>(path).ToArray());
        }
    }

    [Fact]
    public void Matrices_of_every_shape_and_view_come_back_bit_for_bit() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Bool, Gen.Bool, Gen.Int[0, 1000]).Cases(300, drawn =>
        {
            var (rows, columns, fortran, transposed, seed) = drawn;
            var random = new NumPyRandom((uint)seed);
            var matrix = transposed ? random.RandN(columns, rows).Transpose() : random.RandN(rows, columns);
            string path = folder.PathOf("a.npy");
            NpyFile.Write(path, matrix, new NpyFormat { IsFortranOrder = fortran });
            Assert.Equal(matrix.ToArray(), NpyFile.Read<double>(path).ToArray());
        });

    [Fact]
    public void An_array_of_images_becomes_a_column_for_each()
    {
        byte[] c = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        string path = Write("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 4), }", c);
        var x = NpyFile.ReadExamples<float>(path);
        var scaled = NpyFile.ReadExamples<double>(path, scaled: true);
        Assert.Equal((12, 2), (x.Rows, x.Columns));
        for (int i = 0; i < 24; i++)
        {
            Assert.Equal((float)i, x[i % 12, i / 12]);
            Assert.Equal(i / 255.0, scaled[i % 12, i / 12]);
        }

        // The same array in Fortran order: element (e, i, j) at e + 2·(i + 3·j).
        byte[] fortran = new byte[24];
        for (int e = 0; e < 2; e++)
        {
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    fortran[e + (2 * (i + (3 * j)))] = c[(((e * 3) + i) * 4) + j];
                }
            }
        }

        Assert.Equal(x.ToArray(), NpyFile.ReadExamples<float>(Write("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }", fortran)).ToArray());
        path = Write("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 4), }", c);
        Assert.Equal($"{path} holds an array of the shape (2, 3, 4); a matrix has one or two dimensions, so reshape it, or read it by ReadExamples.", ErrorOf(path));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{\"shape\": (2L,), 'fortran_order':True,'descr':\"=f8\"}")]
    [InlineData("  { 'shape' : ( 2 , ) , 'descr' : '<f8' , 'fortran_order' : False , }  ")]
    public void Headers_of_every_writer_are_read(string header)
    {
        foreach (byte version in new byte[] { 1, 2, 3 })
        {
            Assert.Equal(new double[,] { { 1, -2 } }, NpyFile.Read<double>(Write(header, [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(-2.0)], version)).ToArray());
        }
    }

    [Theory]
    [InlineData("", "'{' is missing")]
    [InlineData("{}", "descr is missing")]
    [InlineData("{'descr': '<f8', 'fortran_order': False}", "shape is missing")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", "fortran_order is neither True nor False")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "a size in the shape is not a whole number")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}", "a size in the shape is not a whole number")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "or stands twice")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x", "something follows")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'order': 'C'}", "'order' is none of")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,)}", "claims Float64 numbers of the shape (1152921504606846976), more than its 136 bytes can hold")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 1152921504606846976)}", "claims Float64 numbers of the shape (0, 1152921504606846976)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296, 4294967296)}", "more than its")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': ()}", "holds an array of the shape (); a matrix has one or two dimensions")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "holds values of the type '|O'")]
    [InlineData("{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}", "holds values of the type '<c16'")]
    [InlineData("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}", "holds records of several fields")]
    public void Headers_that_lie_or_are_broken_are_refused(string header, string saying)
    {
        string path = Write(header, new byte[8]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = ErrorOf(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(saying, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_another_kind_or_length_are_refused()
    {
        string path = folder.PathOf("a.npy");
        File.WriteAllText(path, "PK no array");
        Assert.Equal($"{path} is not an NPY array: it does not begin with 93 hex and NUMPY; give an array that NumPy's save or savez wrote.", ErrorOf(path));
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, 0xFF, 0xFF]);
        Assert.Equal($"{path}: the header claims to be 65535 bytes long, more than 10; the file is damaged, so fetch or write it again.", ErrorOf(path));
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 9, 0, 0, 0]);
        Assert.Equal($"{path} is an NPY array of version 9.0; versions 1, 2 and 3 are read, so write it with one of those.", ErrorOf(path));
        Write("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", [1, 2, 3]);
        Assert.Equal($"{path} is 131 bytes long; with UInt8 numbers of the shape (2) it should be 130, so fetch or write it again.", ErrorOf(path));
        Write("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8]);
        Assert.Equal($"{path} holds Float32 numbers; only UInt8 numbers are scaled by 1/255, so read it with scaled: false.", Assert.Throws<DataFileException>(() => NpyFile.ReadExamples<float>(path, scaled: true)).Message);
    }

    [Theory]
    [InlineData("(0, 2147483591)", 0, 2147483591)]
    [InlineData("(2147483591, 0)", 2147483591, 0)]
    [InlineData("(0,)", 1, 0)]
    public void An_empty_array_is_an_empty_matrix_and_holds_no_example(string shape, int rows, int columns)
    {
        foreach (string fortran in new[] { "True", "False" })
        {
            string path = Write($"{{'descr': '<f4', 'fortran_order': {fortran}, 'shape': {shape}}}", []);
            var empty = NpyFile.Read<float>(path);
            Assert.Equal((rows, columns), (empty.Rows, empty.Columns));
            Assert.Contains("is empty: its shape is", Assert.Throws<DataFileException>(() => NpyFile.ReadExamples<float>(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(NpyType.UInt8, 256f, "whole numbers from 0 to 255")]
    [InlineData(NpyType.Int8, -129f, "whole numbers from -128 to 127")]
    [InlineData(NpyType.Int32, 2147483648f, "whole numbers from -2147483648 to 2147483647")]
    [InlineData(NpyType.Int64, 9223372036854775808f, "to 9223372036854775807")]
    [InlineData(NpyType.UInt64, 18446744073709551616f, "whole numbers from 0 to 18446744073709551615")]
    [InlineData(NpyType.Boolean, 2f, "whole numbers from 0 to 1")]
    [InlineData(NpyType.Int16, 0.5f, "whole numbers")]
    [InlineData(NpyType.Int16, float.NaN, "whole numbers")]
    public void A_number_that_does_not_fit_the_type_is_not_written(NpyType type, float number, string saying)
    {
        string path = folder.PathOf("a.npy");
        var matrix = Matrix<float>.FromRows(new float[,] { { 0, 1 }, { 1, number } });

        string message = Assert.Throws<ArgumentException>(() => NpyFile.Write(path, matrix, new NpyFormat { Type = type })).Message;

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"matrix: the element [1, 1] is {number}; {type} holds "), message, StringComparison.Ordinal);
        Assert.Contains(saying, message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.PathOf("")));
    }

    [SkippableFact]
    public void An_archive_from_NumPy_is_read()
    {
        string path = SharedData.Require("data/onnx/tract-keras-example.io.npz");

        foreach (var array in NpzFile.Describe(path))
        {
            var x = NpzFile.ReadExamples<float>(path, array.Name);
            Assert.Equal((array.Sizes[0], array.Sizes.Skip(1).Aggregate(1L, (product, size) => product * size)), (x.Columns, x.Rows));
            Assert.All(x.ToArray().Cast<float>(), number => Assert.True(float.IsFinite(number)));
        }

        Assert.NotEmpty(NpzFile.Describe(path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Archives_come_back_by_name(bool compressed)
    {
        string path = folder.PathOf("a.npz");
        var x = Matrix<double>.FromRows(new double[,] { { 1, 2.5, 3 }, { 4, 5, 6 } });
        var y = Matrix<double>.FromRows(new double[,] { { 0, 1, 1 } });

        NpzFile.Write(path, new Dictionary<string, Matrix<double>> { ["x"] = x, ["y"] = y }, compressed: compressed);
        byte[] first = File.ReadAllBytes(path);
        NpzFile.Write(path, new Dictionary<string, Matrix<double>> { ["x"] = x, ["y"] = y }, compressed: compressed);

        Assert.Equal(first, File.ReadAllBytes(path));
        Assert.Equal(["x", "y"], NpzFile.Describe(path).Select(array => array.Name));
        Assert.Equal(x.ToArray(), NpzFile.Read<double>(path, "x").ToArray());
        Assert.Equal(new float[,] { { 0 }, { 1 }, { 1 } }, NpzFile.ReadExamples<float>(path, "y").ToArray());
        Assert.Equal($"{path}: there is no array 'z' in this file; it has 'x', 'y'.", Assert.Throws<DataFileException>(() => NpzFile.Read<double>(path, "z")).Message);
        Assert.Throws<ArgumentException>(() => NpzFile.Write(path, new Dictionary<string, Matrix<double>> { [""] = x }));
    }

    [Fact]
    public void An_archive_that_claims_more_than_it_holds_takes_no_memory()
    {
        // 50 MB are claimed; a few bytes are there.
        string path = folder.PathOf("a.npz");
        File.WriteAllBytes(path, Zip(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (50000000,), }", new byte[100])));
        Assert.Contains("more than its", NpzErrorOf(path), StringComparison.Ordinal);

        byte[] lying = Zip(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (100,), }", new byte[100]));
        int central = lying.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(0x7FFFFFFF).CopyTo(lying, central + 24);
        File.WriteAllBytes(path, lying);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims 2147483647 bytes in", NpzErrorOf(path), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);

        File.WriteAllText(path, "no archive");
        Assert.StartsWith($"{path} cannot be read as an NPZ file, a ZIP archive of arrays (", NpzErrorOf(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_give_a_sentence_or_numbers()
    {
        FileFuzz.Check(folder.PathOf("damaged"), Valid, [content => content, FileFuzz.GZip], path =>
        {
            NpyFile.ReadExamples<double>(path);
            NpyFile.Read<float>(path);
        });
    }

    [Fact]
    public void Damaged_archives_give_a_sentence_or_numbers()
    {
        string path = folder.PathOf("written.npz");
        var small = new Dictionary<string, Matrix<float>> { ["x"] = Matrix<float>.Zeros(3, 4), ["y"] = Matrix<float>.Zeros(1, 4) };
        NpzFile.Write(path, small);
        byte[] compressed = File.ReadAllBytes(path);
        NpzFile.Write(path, small, compressed: false);
        byte[] stored = File.ReadAllBytes(path);

        // A damaged archive, and an archive of a damaged array.
        FileFuzz.Check(folder.PathOf("damaged"), [compressed, stored, .. Valid], [content => content.AsSpan().StartsWith("PK"u8) ? content : Zip(content)], damaged =>
        {
            foreach (var array in NpzFile.Describe(damaged))
            {
                NpzFile.ReadExamples<float>(damaged, array.Name);
            }
        });
    }

    private static byte[][] Valid =>
    [
        Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", new byte[48]),
        Npy("{'descr': '|u1', 'fortran_order': True, 'shape': (4, 5), }", new byte[20]),
        Npy("{'descr': '>i4', 'fortran_order': False, 'shape': (7,), }", new byte[28]),
        Npy("{'descr': '|b1', 'fortran_order': False, 'shape': (2, 2), }", new byte[4], version: 2),
    ];

    private static byte[] Npy(string header, byte[] data, byte version = 1)
    {
        int lengthSize = version == 1 ? 2 : 4;
        int length = (8 + lengthSize + header.Length + 64) / 64 * 64;
        string padded = header.PadRight(length - 8 - lengthSize - 1) + "\n";
        return [0x93, .. "NUMPY"u8, version, 0, .. BitConverter.GetBytes(padded.Length)[..lengthSize], .. Encoding.ASCII.GetBytes(padded), .. data];
    }

    private static byte[] Zip(byte[] array)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            entry.Write(array);
        }

        return bytes.ToArray();
    }

    private static string ErrorOf(string path) => Assert.Throws<DataFileException>(() => NpyFile.Read<double>(path)).Message;

    private static string NpzErrorOf(string path) => Assert.Throws<DataFileException>(() => NpzFile.Read<double>(path, "x")).Message;

    private string Write(string header, byte[] data, byte version = 1)
    {
        string path = folder.PathOf("a.npy");
        File.WriteAllBytes(path, Npy(header, data, version));
        return path;
    }
}
