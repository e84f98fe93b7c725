using System.Buffers.Binary;

using DnnGen.Data;

namespace DnnGen.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("mnist", "train", 60000, new int[] { 5, 0, 4, 1, 9, 2, 1, 3, 1, 4 }, 0.1306604762738429)]
    [InlineData("mnist", "t10k", 10000, new int[] { 7, 2, 1, 0, 4, 1, 4, 9, 5, 9 }, 0.13251460696903547)]
    [InlineData("fashion-mnist", "train", 60000, new int[] { 9, 0, 0, 3, 0, 2, 7, 2, 5, 5 }, 0.2860405969887955)]
    [InlineData("fashion-mnist", "t10k", 10000, new int[] { 9, 2, 1, 1, 6, 1, 4, 6, 5, 7 }, 0.2868492126464844)]
    public void The_digits_and_clothes_are_read_as_they_are(string set, string part, int examples, int[] firstLabels, double mean)
    {
        string images = SharedData.Require($"data/{set}/{part}-images-idx3-ubyte.gz");
        string labels = SharedData.Require($"data/{set}/{part}-labels-idx1-ubyte.gz");

        var x = IdxFile.ReadImages<float>(images);
        var y = IdxFile.ReadLabels<float>(labels);
        var oneHot = IdxFile.ReadOneHot<float>(labels, 10);

        Assert.Equal((784, examples), (x.Rows, x.Columns));
        Assert.Equal((1, examples), (y.Rows, y.Columns));
        Assert.Equal((10, examples), (oneHot.Rows, oneHot.Columns));
        Assert.Equal(firstLabels, y.SliceColumns(0, 10).ToArray().Cast<float>().Select(label => (int)label));
        Assert.Equal(firstLabels, OneHot.Decode(oneHot.SliceColumns(0, 10)));
        double sum = 0;
        foreach (float value in x.ToArray())
        {
            sum += value;
        }

        Assert.Equal(mean, sum / (784.0 * examples), 1e-6);
    }

    [SkippableFact]
    public void Mini_batches_of_a_compressed_file_are_those_of_the_whole_without_its_memory()
    {
        string images = SharedData.Require("data/mnist/t10k-images-idx3-ubyte.gz");
        var whole = IdxFile.ReadImages<float>(images);
        using var reader = IdxFile.Open(images);
        var batch = Matrix<float>.Zeros(784, 128);
        reader.ReadInto(0, batch, scaled: true);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int different = 0;
        for (int start = 0; start + 128 <= reader.Examples; start += 128)
        {
            reader.ReadInto(start, batch, scaled: true);
            for (int j = 0; j < 128; j++)
            {
                for (int i = 0; i < 784; i++)
                {
                    different += whole[i, start + j] == batch[i, j] ? 0 : 1;
                }
            }
        }

        Assert.Equal(0, different);

        // The first of the 78 ranges goes back to the beginning and takes a new decompressor; the others take nothing.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Examples_are_columns_with_the_last_dimension_fastest(bool compressed)
    {
        byte[] pixels = [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))];
        string path = Write(Idx(0x08, [2, 3, 4], pixels), compressed);

        var scaled = IdxFile.ReadImages<double>(path);
        var plain = IdxFile.ReadImages<float>(path, scaled: false);

        Assert.Equal((12, 2), (scaled.Rows, scaled.Columns));
        for (int i = 0; i < 24; i++)
        {
            Assert.Equal(pixels[i] / 255.0, scaled[i % 12, i / 12]);
            Assert.Equal(pixels[i], plain[i % 12, i / 12]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ranges_are_read_in_any_order(bool compressed)
    {
        byte[] values = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        using var reader = IdxFile.Open(Write(Idx(0x08, [100, 2], values), compressed));

        Assert.Equal((100, 2, IdxElementType.UInt8), (reader.Examples, reader.Features, reader.ElementType));
        Assert.Equal([100, 2], reader.Sizes);
        foreach (var (start, count) in new[] { (90, 10), (0, 3), (50, 1), (50, 1), (0, 100), (100, 0), (10, 20) })
        {
            var read = reader.Read<float>(start, count);
            var into = Matrix<float>.Zeros(count, 2).Transpose();
            reader.ReadInto(start, into);
            for (int j = 0; j < count; j++)
            {
                Assert.Equal((2f * (start + j), (2f * (start + j)) + 1), (read[0, j], read[1, j]));
                Assert.Equal((read[0, j], read[1, j]), (into[0, j], into[1, j]));
            }
        }
    }

    [Fact]
    public void Examples_longer_than_a_block_are_read_in_several()
    {
        byte[] values = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251))];
        using var reader = IdxFile.Open(Write(Idx(0x08, [3, 100_000], values)));
        var read = Matrix<float>.Zeros(100_000, 2);

        reader.ReadInto(1, read);

        Assert.Equal(Enumerable.Range(100_000, 200_000).Select(i => (float)(i % 251)), Enumerable.Range(0, 200_000).Select(i => read[i % 100_000, i / 100_000]));
    }

    [Fact]
    public void Numbers_of_every_type_are_read_most_significant_byte_first()
    {
        Assert.Equal([-2, 127], Read(0x09, [0xFE, 0x7F]));
        Assert.Equal([-2, 256], Read(0x0B, [0xFF, 0xFE, 1, 0]));
        Assert.Equal([-2, 65536], Read(0x0C, [0xFF, 0xFF, 0xFF, 0xFE, 0, 1, 0, 0]));
        Assert.Equal([1, -2.5], Read(0x0D, [0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0]));
        Assert.Equal([1, -2.5], Read(0x0E, [0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0x04, 0, 0, 0, 0, 0, 0]));

        IEnumerable<double> Read(byte type, byte[] data)
        {
            using var reader = IdxFile.Open(Write(Idx(type, [2], data)));
            return reader.Read<double>(0, 2).ToArray().Cast<double>();
        }
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        string missing = folder.PathOf("missing");
        Assert.Equal($"{missing} does not exist; give the path of an IDX file such as train-images-idx3-ubyte.gz.", ErrorOf(missing));
        foreach (byte[] content in (byte[][])[[], [0, 0], [0, 0, 8, 0], [0, 0, 7, 1], [0, 0, 10, 1], [1, 0, 8, 1], [.. "text, not numbers"u8]])
        {
            string path = Write(content);
            Assert.Equal($"{path} is not an IDX file: it does not begin with 0, 0, a type code from 8 to 14 and the number of dimensions; give a file in the format of MNIST, plain or gzip.", ErrorOf(path));
        }
    }

    [Fact]
    public void Labels_are_no_images_and_images_no_labels()
    {
        string images = Write(Idx(0x08, [1, 2, 2], new byte[4]));
        Assert.Equal($"{images} holds UInt8 numbers of the shape (1, 2, 2); labels are whole numbers of the shape (examples), so give a file of labels.", Assert.Throws<DataFileException>(() => IdxFile.ReadLabels<float>(images)).Message);
        string labels = Write(Idx(0x08, [4], [0, 1, 2, 3]));
        Assert.Equal($"{labels} holds UInt8 numbers of the shape (4); images are UInt8 of the shape (examples, height, width), so give a file of images or read it by IdxFile.Open.", ErrorOf(labels));
        Assert.Equal($"{labels}: label 3 (counted from 0) is 3; with 3 classes labels go from 0 to 2, so give the number of classes that the file has.", Assert.Throws<DataFileException>(() => IdxFile.ReadOneHot<float>(labels, 3)).Message);
    }

    [Fact]
    public void A_plain_file_whose_length_is_not_that_of_its_header_is_refused()
    {
        string path = Write(Idx(0x08, [2, 2, 2], new byte[9]));
        Assert.Equal($"{path} is 25 bytes long; with UInt8 numbers of the shape (2, 2, 2) it should be 24, so fetch or write it again.", ErrorOf(path));
        Write(Idx(0x08, [2, 2, 2], new byte[7]));
        Assert.Equal($"{path} claims UInt8 numbers of the shape (2, 2, 2), more than this file of 23 bytes can hold; the file is damaged or was cut short, so fetch or write it again.", ErrorOf(path));
        Write(Idx(0x08, [0, 2, 2], []));
        Assert.Equal($"{path} is empty: its shape is (0, 2, 2); at least one example is needed.", ErrorOf(path));
    }

    [Fact]
    public void A_compressed_file_that_ends_early_or_late_is_refused()
    {
        string path = Write(Idx(0x08, [2, 2, 2], new byte[9]), compressed: true);
        Assert.Equal($"{path} goes on after the 24 bytes (decompressed) of its shape (2, 2, 2); the file is damaged, so fetch or write it again.", ErrorOf(path));
        Write(Idx(0x08, [2, 2, 2], new byte[7]), compressed: true);
        Assert.Equal($"{path} ends after 23 of 24 bytes (decompressed); the file was cut short, so fetch or write it again.", ErrorOf(path));
        byte[] whole = FileFuzz.GZip(Idx(0x08, [50, 2, 2], new byte[200]));
        File.WriteAllBytes(path, whole[..^12]);
        Assert.StartsWith(path, ErrorOf(path), StringComparison.Ordinal);
        whole[^5] ^= 1;
        File.WriteAllBytes(path, whole);
        Assert.StartsWith($"{path} cannot be decompressed", ErrorOf(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sizes_that_no_file_can_hold_take_no_memory(bool compressed)
    {
        foreach (uint[] sizes in (uint[][])[[uint.MaxValue], [0x80000000, 28, 28], [1 << 30, 1 << 30], [.. Enumerable.Repeat(uint.MaxValue, 255)], [1, int.MaxValue, 4]])
        {
            string path = Write(Idx(0x08, sizes, new byte[100]), compressed);
            long before = GC.GetAllocatedBytesForCurrentThread();

            string message = ErrorOf(path);

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Contains("more than this file of", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_compressed_file_gets_memory_as_its_numbers_arrive()
    {
        // 100 kB that end early could hold 100 MB, as the header claims.
        byte[] noise = new byte[100_000];
        new System.Random(1).NextBytes(noise);
        string path = Write(Idx(0x08, [100_000_000], noise), compressed: true);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<DataFileException>(() => IdxFile.ReadLabels<double>(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void A_range_outside_the_file_and_a_matrix_of_another_height_are_refused()
    {
        string path = Write(Idx(0x08, [3, 2], new byte[6]));
        using var reader = IdxFile.Open(path);

        Assert.StartsWith($"{path} holds the examples 0 to 2; 2 from 2 on reach outside.", Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read<float>(2, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read<float>(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read<float>(int.MaxValue, int.MaxValue));
        Assert.Equal($"IdxReader.ReadInto: destination is (3 × 1); the examples of {path} have 2 numbers (rows).", Assert.Throws<ShapeMismatchException>(() => reader.ReadInto(0, Matrix<float>.Zeros(3, 1))).Message);
    }

    [Fact]
    public void Damaged_files_give_a_sentence_or_numbers()
    {
        byte[][] valid = [Idx(0x08, [3, 4, 4], new byte[48]), Idx(0x08, [20], new byte[20]), Idx(0x0C, [3, 2], new byte[24]), Idx(0x0E, [3, 2], new byte[48])];
        FileFuzz.Check(folder.PathOf("damaged"), [.. valid, .. valid.Select(FileFuzz.GZip)], [content => content, FileFuzz.GZip], path =>
        {
            using var reader = IdxFile.Open(path);
            if (reader.Sizes.Count == 1)
            {
                reader.Read<double>(0, reader.Examples);
            }
            else
            {
                reader.Read<float>(reader.Examples / 2, 1);
                IdxFile.ReadImages<float>(path);
            }
        });
    }

    /// <summary>An IDX file: two zeros, type, number of sizes, the sizes, the numbers.</summary>
    internal static byte[] Idx(byte type, uint[] sizes, byte[] data)
    {
        byte[] content = [0, 0, type, (byte)sizes.Length, .. new byte[4 * sizes.Length], .. data];
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return content;
    }

    private static string ErrorOf(string path) => Assert.Throws<DataFileException>(() => IdxFile.ReadImages<float>(path)).Message;

    private string Write(byte[] content, bool compressed = false)
    {
        string path = folder.PathOf("file");
        File.WriteAllBytes(path, compressed ? FileFuzz.GZip(content) : content);
        return path;
    }
}
