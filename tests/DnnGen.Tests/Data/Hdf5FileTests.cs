using System.Buffers.Binary;
using System.Text;

using DnnGen.Data;

using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace DnnGen.Tests.Data;

public sealed class Hdf5FileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("train", 209, 264542077L, 72)]
    [InlineData("test", 50, 65969547L, 33)]
    public void The_cat_images_are_read_as_they_are(string part, int examples, long pixelSum, int cats)
    {
        string path = SharedData.Require($"data/cat/{part}_catvnoncat.h5");

        var x = Hdf5File.ReadImages<double>(path, $"{part}_set_x", new ImageShape(64, 64, 3));
        var y = Hdf5File.ReadLabels<double>(path, $"{part}_set_y", examples);

        Assert.Equal((12288, examples), (x.Rows, x.Columns));
        Assert.Equal((1, examples), (y.Rows, y.Columns));
        Assert.Equal(cats, y.ToArray().Cast<double>().Sum());
        long sum = 0;
        foreach (double value in x.ToArray())
        {
            double pixel = Math.Round(value * 255);
            Assert.Equal(pixel / 255.0, value);
            sum += (long)pixel;
        }

        Assert.Equal(pixelSum, sum);
    }

    [SkippableFact]
    public void The_first_cat_labels_stand_in_file_order()
    {
        string path = SharedData.Require("data/cat/train_catvnoncat.h5");

        var y = Hdf5File.ReadLabels<float>(path, "train_set_y");

        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0, 0], y.SliceColumns(0, 10).ToArray().Cast<float>());
    }

    [Fact]
    public void Each_image_is_one_column_in_height_width_channel_order()
    {
        var pixels = new byte[2, 2, 3, 3];
        byte next = 0;
        for (int image = 0; image < 2; image++)
        {
            for (int feature = 0; feature < 18; feature++)
            {
                pixels[image, feature / 9, feature / 3 % 3, feature % 3] = next;
                next += 7;
            }
        }

        string path = Write(("images", pixels));

        var doubles = Hdf5File.ReadImages<double>(path, "images");
        var floats = Hdf5File.ReadImages<float>(path, "images", new ImageShape(2, 3, 3));

        Assert.Equal((18, 2), (doubles.Rows, doubles.Columns));
        for (int i = 0; i < 36; i++)
        {
            Assert.Equal((byte)(7 * i) / 255.0, doubles[i % 18, i / 18]);
            Assert.Equal((byte)(7 * i) / 255f, floats[i % 18, i / 18]);
        }
    }

    [Fact]
    public void Grey_images_have_one_channel()
    {
        string path = Write(("images", new byte[3, 4, 5]));

        var x = Hdf5File.ReadImages<float>(path, "images", new ImageShape(4, 5, 1));

        Assert.Equal((20, 3), (x.Rows, x.Columns));
    }

    public static TheoryData<Array> Labels => new(
        new byte[] { 0, 1, 1 },
        new sbyte[] { 0, 1, 1 },
        new short[] { 0, 1, 1 },
        new ushort[] { 0, 1, 1 },
        new int[] { 0, 1, 1 },
        new uint[] { 0, 1, 1 },
        new long[] { 0, 1, 1 },
        new ulong[] { 0, 1, 1 },
        new float[] { 0, 1, 1 },
        new double[] { 0, 1, 1 },
        new double[,] { { 0, 1, 1 } },
        new int[,] { { 0 }, { 1 }, { 1 } });

    [Theory]
    [MemberData(nameof(Labels))]
    public void Labels_of_every_number_type_are_read(Array labels)
    {
        string path = Write(("labels", labels));

        var y = Hdf5File.ReadLabels<float>(path, "labels", 3);

        Assert.Equal((1, 3), (y.Rows, y.Columns));
        Assert.Equal([0, 1, 1], y.ToArray().Cast<float>());
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        string missing = folder.PathOf("missing.h5");

        Assert.Equal($"{missing} does not exist; give the path of an HDF5 file (.h5).", ErrorOf(missing, "x"));
        Assert.Equal($"{folder.PathOf("")} is a folder; give the path of an HDF5 file (.h5).", ErrorOf(folder.PathOf(""), "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no HDF5")]
    [InlineData("this is a text file and not what was asked for")]
    public void A_file_of_another_kind_is_refused(string content)
    {
        string path = folder.PathOf("text.h5");
        File.WriteAllText(path, content);

        Assert.StartsWith($"{path} is not an HDF5 file", ErrorOf(path, "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_data_set_is_answered_with_the_names_that_are_there()
    {
        string path = Write(("b", new byte[1, 1, 1]), ("a", new int[1]));

        Assert.Equal($"{path}: there is no data set 'x' in this file; it has 'a', 'b'.", ErrorOf(path, "x"));
    }

    [Fact]
    public void A_group_is_not_a_data_set()
    {
        string path = folder.PathOf("group.h5");
        new H5File { ["images"] = new H5Group() }.Write(path);

        Assert.Equal($"{path}: there is no data set 'images' in this file; it has none at its top level.", ErrorOf(path, "images"));
    }

    [Fact]
    public void Images_of_another_rank_type_or_size_are_refused()
    {
        string path = Write(("flat", new byte[2, 12]), ("signed", new sbyte[2, 2, 2, 3]), ("floats", new float[2, 2, 2, 3]), ("small", new byte[2, 2, 2, 3]));

        Assert.Equal($"{path}: the data set 'flat' has the shape (2, 12); images are (examples, height, width, channels) or (examples, height, width).", ErrorOf(path, "flat"));
        Assert.Equal($"{path}: the data set 'signed' holds int8; the pixels of images are uint8, from 0 to 255.", ErrorOf(path, "signed"));
        Assert.Equal($"{path}: the data set 'floats' holds float32; the pixels of images are uint8, from 0 to 255.", ErrorOf(path, "floats"));
        var error = Assert.Throws<DataFileException>(() => Hdf5File.ReadImages<float>(path, "small", new ImageShape(64, 64, 3)));
        Assert.Equal($"{path}: the data set 'small' holds images of 2 × 2 × 3; images of 64 × 64 × 3 (height × width × channels) are needed.", error.Message);
    }

    [Fact]
    public void Labels_of_another_rank_type_count_or_value_are_refused()
    {
        string path = Write(("square", new int[2, 2]), ("text", new[] { "cat", "dog" }), ("two", new int[2]), ("nan", new[] { 0, double.NaN }));

        Assert.Equal($"{path}: the data set 'square' has the shape (2, 2); labels are one number per example, (m), (1, m) or (m, 1).", LabelErrorOf(path, "square"));
        Assert.Equal($"{path}: the data set 'text' holds text; labels are whole numbers (int8 to uint64), float32 or float64.", LabelErrorOf(path, "text"));
        Assert.Equal($"{path}: the data set 'two' holds 2 labels; 3 are needed, one for each example.", LabelErrorOf(path, "two", 3));
        Assert.Equal($"{path}: the data set 'nan' holds NaN as label 1 (counted from 0); labels are finite numbers.", LabelErrorOf(path, "nan"));
    }

    [Fact]
    public void A_file_that_was_cut_short_is_refused_wherever_it_was_cut()
    {
        string whole = Write(("images", new byte[4, 8, 8, 3]), ("labels", new int[4]));
        byte[] bytes = File.ReadAllBytes(whole);
        string path = folder.PathOf("cut.h5");
        for (int length = 0; length < bytes.Length; length += 13)
        {
            File.WriteAllBytes(path, bytes[..length]);
            ReadsOrSays(path, bytes.Length);
        }
    }

    [Fact]
    public void Damaged_bytes_give_a_sentence_or_numbers_but_no_crash()
    {
        string whole = Write(("images", new byte[1, 4, 4, 3]), ("labels", new int[1]));
        byte[] bytes = File.ReadAllBytes(whole);
        string path = folder.PathOf("damaged.h5");
        for (int place = 8; place < bytes.Length; place++)
        {
            foreach (byte damage in (byte[])[0x00, 0x7F, 0xFF])
            {
                byte kept = bytes[place];
                bytes[place] = damage;
                File.WriteAllBytes(path, bytes);
                ReadsOrSays(path, bytes.Length);
                bytes[place] = kept;
            }
        }
    }

    [Fact]
    public void Damaged_files_of_every_layout_give_a_sentence_or_numbers()
    {
        byte[,,,] images = new byte[3, 4, 4, 3];
        var compressed = new H5DatasetCreation(Filters: [DeflateFilter.Id]);
        Fuzz(
            File.ReadAllBytes(Write(("images", images), ("labels", new int[3]))),
            File.ReadAllBytes(Write(("images", new H5Dataset(images, chunks: [2, 4, 4, 3])), ("labels", new H5Dataset(new float[1, 3], chunks: [1, 2])))),
            File.ReadAllBytes(Write(
                ("images", new H5Dataset(images, chunks: [1, 2, 2, 3], datasetCreation: compressed)),
                ("labels", new H5Dataset(new long[3, 1], chunks: [2, 1], datasetCreation: compressed)))));
    }

    [Theory]
    [InlineData(1, "loops")]
    [InlineData(64, "other")]
    public void A_link_to_another_name_or_file_is_refused_and_not_followed(byte type, string target)
    {
        byte[] bytes = File.ReadAllBytes(Write(("images", new byte[1, 2, 2, 3]), ("loops", new int[1])));

        // The message of the link: version, flags, character set, length of the name in four bytes, name, address of the data set.
        int place = bytes.AsSpan().IndexOf("loops"u8) - 7;
        Assert.Equal([1, 0x12, 1, 5, 0, 0, 0], bytes[place..(place + 7)]);
        byte[] link = [1, 0x1A, type, 1, 5, 0, 0, 0, .. "loops"u8, 5, 0, .. Encoding.ASCII.GetBytes(target)];
        link.CopyTo(bytes, place);
        string path = folder.PathOf("links.h5");
        File.WriteAllBytes(path, bytes);

        Assert.Equal(
            $"{path}: 'loops' is a link to another name or file, which is not followed; write the data set itself into the file.",
            Assert.Throws<DataFileException>(() => Hdf5File.ReadLabels<float>(path, "loops")).Message);
    }

    [Fact]
    public void A_data_set_in_groups_is_found_by_its_path()
    {
        string path = folder.PathOf("groups.h5");
        new H5File { ["outer"] = new H5Group { ["inner"] = new H5Group { ["labels"] = new[] { 3, 1, 2 } } } }.Write(path);

        Assert.Equal([3f, 1f, 2f], Hdf5File.ReadLabels<float>(path, "outer/inner/labels").ToArray().Cast<float>());
    }

    [SkippableFact]
    public void Damaged_files_of_the_oldest_layout_give_a_sentence_or_numbers() =>
        Fuzz(OfOneImage(File.ReadAllBytes(SharedData.Require("data/cat/test_catvnoncat.h5"))));

    private void Fuzz(params byte[][] valid)
    {
        string path = folder.PathOf("damaged.h5");
        foreach (byte[] content in valid)
        {
            File.WriteAllBytes(path, content);
            Read(path);
        }

        // The bound that the documentation of Hdf5File states: an array as long as a damaged header says, before the file is found too short for it.
        FileFuzz.Check(path, valid, [content => content], Read, mostMemory: (2L << 30) + (64 << 20), slowness: 4);

        static void Read(string path)
        {
            Hdf5File.ReadImages<float>(path, "images");
            Hdf5File.ReadLabels<float>(path, "labels");
        }
    }

    /// <summary>The file of cat images, in the oldest layout of the format, with one image of 4 × 4 pixels: a few kilobytes, nearly all of it headers.</summary>
    private static byte[] OfOneImage(byte[] cats)
    {
        const int sizes = 832, mostSizes = 864, place = 946, length = 954, left = 4 * 4 * 3, data = 50 * 64 * 64 * 3;
        int start = (int)BinaryPrimitives.ReadInt64LittleEndian(cats.AsSpan(place));
        ulong[] shape = [1, 4, 4, 3];
        for (int i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(cats.AsSpan(sizes + (8 * i)), shape[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(cats.AsSpan(mostSizes + (8 * i)), shape[i]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(cats.AsSpan(length), left);
        byte[] small = [.. cats[..(start + left)], .. cats[(start + data)..]];

        // Places behind the pixels that are left out come forward.
        for (int i = 0; i + 8 <= small.Length; i++)
        {
            ulong number = BinaryPrimitives.ReadUInt64LittleEndian(small.AsSpan(i));
            if (!(i > start - 8 && i < start + left) && number >= (ulong)(start + data) && number <= (ulong)cats.Length)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(small.AsSpan(i), number - (data - left));
            }
        }

        foreach (var (name, other) in (ReadOnlySpan<(string, string)>)[("list_classes", "classes"), ("test_set_x", "images"), ("test_set_y", "labels")])
        {
            var found = small.AsSpan(small.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name)), name.Length);
            found.Clear();
            Encoding.ASCII.GetBytes(other, found);
        }

        return small;
    }

    private static void ReadsOrSays(string path, int length)
    {
        try
        {
            Hdf5File.ReadImages<float>(path, "images");
            Hdf5File.ReadLabels<float>(path, "labels");
        }
        catch (DataFileException error)
        {
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void A_size_that_the_file_cannot_hold_is_refused_before_memory_is_taken()
    {
        string path = Write(("images", new byte[5, 7, 11, 3]));
        byte[] bytes = File.ReadAllBytes(path);
        byte[] sizes = [5, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0];
        int place = bytes.AsSpan().IndexOf(sizes);
        Assert.True(place > 0, "the sizes stand in the file as 8 little-endian bytes each");
        bytes[place + 3] = 0x10;
        File.WriteAllBytes(path, bytes);

        string message = ErrorOf(path, "images");

        Assert.StartsWith(path, message, StringComparison.Ordinal);
    }

    private static string ErrorOf(string path, string dataset) =>
        Assert.Throws<DataFileException>(() => Hdf5File.ReadImages<float>(path, dataset)).Message;

    private static string LabelErrorOf(string path, string dataset, int? examples = null) =>
        Assert.Throws<DataFileException>(() => Hdf5File.ReadLabels<float>(path, dataset, examples)).Message;

    private string Write(params (string Name, object Data)[] datasets)
    {
        string path = folder.PathOf("written.h5");
        var file = new H5File();
        foreach (var (name, data) in datasets)
        {
            file[name] = data;
        }

        file.Write(path);
        return path;
    }
}
