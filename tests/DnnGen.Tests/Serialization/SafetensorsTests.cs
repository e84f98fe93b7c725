using System.Buffers.Binary;
using System.Text;

using CsCheck;

namespace DnnGen.Tests.Serialization;

public sealed class SafetensorsTests : IDisposable
{
    /// <summary>The header of the network (2, 3, 1): W1 (3 × 2), b1 (3 × 1), W2 (1 × 3), b2 (1 × 1), 13 floats.</summary>
    private const string Good =
        """{"W1":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},"b1":{"dtype":"F32","shape":[3,1],"data_offsets":[24,36]},"W2":{"dtype":"F32","shape":[1,3],"data_offsets":[36,48]},"b2":{"dtype":"F32","shape":[1,1],"data_offsets":[48,52]}}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-safetensors-");

    private string FilePath => Path.Combine(folder.FullName, "network.safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string, string> Hostile()
    {
        string deep = new('[', 100);
        return new()
        {
            // what the header says · in its place · part of the sentence
            { "\"W1\":{\"dtype\":\"F32\"", "\"W1\":{\"dtype\":\"F64\"", "the tensor 'W1' has the number type 'F64'; Small takes 'F32'" },
            { "\"W1\":{\"dtype\":\"F32\"", "\"W1\":{\"dtype\":32", "the tensor 'W1' has the number type 'a number'" },
            { "[3,2]", "[2,3]", "the tensor 'W1' is (2 × 3); Small takes (3 × 2)" },
            { "[3,2]", "[6]", "the tensor 'W1' is (6); Small takes (3 × 2)" },
            { "[3,2]", "[3,2,1]", "the tensor 'W1' is (3 × 2 × 1)" },
            { "[3,2]", "[-3,-2]", "the tensor 'W1' is no list of sizes" },
            { "[3,2]", "[1152921504606846976,1152921504606846976]", "the tensor 'W1' is (1152921504606846976 × 1152921504606846976)" },
            { "[3,2]", "[3e0,2]", "the tensor 'W1' is no list of sizes" },
            { "[3,2]", "[99999999999999999999,2]", "the tensor 'W1' is no list of sizes" },
            { "[3,2]", "\"3x2\"", "the tensor 'W1' is no list of sizes" },
            { "[3,2]", "[1,1,1,1,1,1,1,1,6]", "the tensor 'W1' is no list of sizes" },
            { "[3,2]", "NaN", "not the JSON object" },
            { "[3,2]", deep, "not the JSON object" },
            { "[0,24]", "[24,0]", "the tensor 'W1' (3 × 2) takes 24 bytes, but its data_offsets are 24 and 0" },
            { "[0,24]", "[-24,0]", "the tensor 'W1' no data_offsets of two whole numbers" },
            { "[0,24]", "[0]", "the tensor 'W1' no data_offsets of two whole numbers" },
            { "[0,24]", "[0,9223372036854775807]", "takes 24 bytes, but its data_offsets are 0 and 9223372036854775807" },
            { "[0,24]", "[9223372036854775783,9223372036854775807]", "ends at byte 9223372036854775807 of the data, of which the file holds 52" },
            { "[24,36]", "[20,32]", "its tensors overlap in the data between bytes 20 and 24" },
            { "[24,36]", "[40,52]", "its tensors leave a gap in the data between bytes 24 and 36" },
            { "[24,36]", "[0,12]", "its tensors overlap" },
            { "\"b2\":{", "\"b3\":{", "the tensor 'b3', which Small does not have" },
            { "\"b2\":{", "\"W2\":{", "the header names the tensor 'W2' twice" },
            { "\"b2\":{", "\"\\ud800\":{", "not the JSON object" },
            { "\"b2\":{", "\"b\\u0000\\n2\":{", "the tensor 'b??2', which Small does not have" },
            { ",\"b2\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[48,52]}", "", "the tensor 'b2' (1 × 1) of Small is not in the file" },
            { "{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[48,52]}", "[48,52]", "describes the tensor 'b2' by an array instead of an object" },
            { "\"dtype\":\"F32\",\"shape\":[1,1],", "\"shape\":[1,1],", "does not give the tensor 'b2' all of dtype, shape and data_offsets" },
            { "\"shape\":[1,1],", "\"shape\":[1,1],\"shape\":[1,1],", "gives shape of the tensor 'b2' twice" },
            { "\"shape\":[1,1],", "\"shape\":[1,1],\"stride\":1,", "by 'stride', which the format does not have" },
            { "{\"W1\"", "{\"__metadata__\":1,\"W1\"", "its __metadata__ is not an object of strings" },
            { "{\"W1\"", "{\"__metadata__\":{\"a\":1},\"W1\"", "its __metadata__ is not an object of strings" },
            { "{\"W1\"", "{\"__metadata__\":{},\"__metadata__\":{},\"W1\"", "names __metadata__ twice" },
            { "{\"W1\"", " {\"W1\"", "not the JSON object" },
            { "{\"W1\"", "[{\"W1\"", "not the JSON object" },
            { "[48,52]}}", "[48,52]}},", "not the JSON object" },
            { "[48,52]}}", "[48,52]}", "not the JSON object" },
            { "[48,52]}}", "[48,52]}}{}", "not the JSON object" },
        };
    }

    [Fact]
    public void What_was_saved_is_loaded_bit_for_bit_in_both_number_types()
    {
        RoundTrip<float>();
        RoundTrip<double>();

        void RoundTrip<T>()
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            var saved = TestParameters<T>.Dense(Activation.ReLU, 5, 4, 3);
            Initializer.Normal(1).Initialize(saved, new SeededRandom(1));
            saved.AsSpan()[0] = T.NaN;
            saved.AsSpan()[1] = T.NegativeInfinity;
            saved.AsSpan()[2] = T.NegativeZero;
            saved.AsSpan()[3] = T.Epsilon;
            Safetensors.Save(FilePath, saved, new Dictionary<string, string> { ["network"] = "Small", ["größe \"\n"] = "ΔW" });
            var loaded = TestParameters<T>.Dense(Activation.ReLU, 5, 4, 3);
            Safetensors.Load(FilePath, loaded, "Small");
            Assert.Equal(
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(saved.AsSpan()).ToArray(),
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(loaded.AsSpan()).ToArray());
        }
    }

    [Fact]
    public void The_file_is_laid_out_as_the_format_says()
    {
        var parameters = Numbered();
        Safetensors.Save(FilePath, parameters);
        byte[] file = File.ReadAllBytes(FilePath);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal(Good, Encoding.UTF8.GetString(file, 8, length).TrimEnd(' '));
        Assert.Equal(8 + length + 52, file.Length);
        for (int i = 0; i < 13; i++)
        {
            Assert.Equal(i + 1f, BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + (4 * i))));
        }
    }

    [Fact]
    public void Other_orders_vectors_as_biases_and_metadata_are_read()
    {
        // b1 first, and as a vector; its bytes first too.
        string header = Good
            .Replace("\"b1\":{\"dtype\":\"F32\",\"shape\":[3,1],\"data_offsets\":[24,36]},", "", StringComparison.Ordinal)
            .Replace("[0,24]", "[12,36]", StringComparison.Ordinal)
            .Replace("{\"W1\"", "{\"__metadata__\":{\"format\":\"pt\"},\"b1\":{\"shape\":[3],\"data_offsets\":[0,12],\"dtype\":\"F32\"},\"W1\"", StringComparison.Ordinal);
        WriteFile(header, Data());
        var parameters = Numbered();
        Safetensors.Load(FilePath, parameters, "Small");
        Assert.Equal([104f, 105f, 106f, 107f, 108f, 109f, 101f, 102f, 103f, 110f, 111f, 112f, 113f], parameters.AsSpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_wrong_header_is_told_in_a_sentence_and_changes_nothing(string part, string instead, string sentence)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        WriteFile(Replace(Good, part, instead), Data());
        string message = Refused();
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.StartsWith(FilePath + ": ", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        WriteFile(Good, Data());
        byte[] whole = File.ReadAllBytes(FilePath);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Refused();
        }
    }

    [Theory]
    [InlineData(1, "1 byte follows")]
    [InlineData(4, "4 bytes follow")]
    [InlineData(1000, "1000 bytes follow")]
    public void Bytes_after_the_last_tensor_are_refused(int count, string what)
    {
        WriteFile(Good, [.. Data(), .. new byte[count]]);
        Assert.Contains($"{what} the last tensor", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    [InlineData(1ul << 60)]
    [InlineData(100_000_001ul)]
    [InlineData(1ul << 31)]
    [InlineData(0ul)]
    public void A_header_length_that_cannot_be_is_refused_without_allocating_it(ulong length)
    {
        WriteFile(Good, Data());
        byte[] file = File.ReadAllBytes(FilePath);
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        File.WriteAllBytes(FilePath, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Invalid_utf8_in_the_header_is_refused()
    {
        WriteFile(Good, Data());
        byte[] file = File.ReadAllBytes(FilePath);
        file[10] = 0xff;
        File.WriteAllBytes(FilePath, file);
        Assert.Contains("not the JSON object", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Flipped_bytes_are_loaded_as_other_numbers_or_refused_but_never_crash()
    {
        WriteFile(Good, Data());
        byte[] whole = File.ReadAllBytes(FilePath);
        var flips =
            from places in Gen.Int[0, whole.Length - 1].Array[1, 4]
            from values in Gen.Byte.Array[4]
            select (places, values);
        int refused = 0;
        flips.Cases(3000, flip =>
        {
            byte[] file = [.. whole];
            for (int i = 0; i < flip.places.Length; i++)
            {
                file[flip.places[i]] = flip.values[i];
            }

            File.WriteAllBytes(FilePath, file);
            var parameters = Numbered();
            try
            {
                Safetensors.Load(FilePath, parameters, "Small");
            }
            catch (ModelFileException)
            {
                refused++;
                Assert.Equal(Numbered().AsSpan().ToArray(), parameters.AsSpan().ToArray());
            }
        });

        // Most of the bytes are header, and few changes leave a header right.
        Assert.InRange(refused, 1500, 3000);
    }

    [Fact]
    public void Random_headers_are_refused()
    {
        Gen.Byte.Array[0, 200].Cases(1000, bytes =>
        {
            byte[] file = new byte[8 + bytes.Length + 52];
            BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)bytes.Length);
            bytes.CopyTo(file, 8);
            File.WriteAllBytes(FilePath, file);
            Refused();
        });
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var exception = Assert.Throws<FileNotFoundException>(() => Safetensors.Load(FilePath, Numbered(), "Small"));
        Assert.Equal(FilePath, exception.FileName);
        Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Safetensors.Load(Path.Combine(folder.FullName, "no", "folder"), Numbered(), "Small"));
        Assert.Throws<FileNotFoundException>(() => Safetensors.Load(folder.FullName, Numbered(), "Small"));
    }

    [Fact]
    public void Saving_replaces_the_old_file_and_leaves_nothing_else()
    {
        File.WriteAllText(FilePath, "old");
        Safetensors.Save(FilePath, Numbered());
        Safetensors.Load(FilePath, Numbered(), "Small");
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_save_that_fails_leaves_nothing_behind()
    {
        // The target is a folder: the last step, the rename, cannot succeed.
        Directory.CreateDirectory(FilePath);
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(FilePath, Numbered()));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(folder.FullName));
        Assert.ThrowsAny<IOException>(() => Safetensors.Save(Path.Combine(folder.FullName, "no", "folder"), Numbered()));
    }

    private static TestParameters<float> Numbered()
    {
        var parameters = TestParameters<float>.Dense(Activation.ReLU, 2, 3, 1);
        for (int i = 0; i < parameters.AsSpan().Length; i++)
        {
            parameters.AsSpan()[i] = i + 1;
        }

        return parameters;
    }

    /// <summary>The numbers 101, 102, … that a good file would bring.</summary>
    private static byte[] Data()
    {
        byte[] data = new byte[52];
        for (int i = 0; i < 13; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), 101 + i);
        }

        return data;
    }

    /// <summary>Replaces the last occurrence: that of the tensor the case is about.</summary>
    private static string Replace(string text, string part, string instead)
    {
        int at = text.LastIndexOf(part, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), instead, text.AsSpan(at + part.Length));
    }

    private void WriteFile(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        File.WriteAllBytes(FilePath, [.. length, .. json, .. data]);
    }

    /// <summary>Loads, expects a refusal that leaves the parameters alone, and returns its sentence.</summary>
    private string Refused()
    {
        var parameters = Numbered();
        var exception = Assert.Throws<ModelFileException>(() => Safetensors.Load(FilePath, parameters, "Small"));
        Assert.Equal(Numbered().AsSpan().ToArray(), parameters.AsSpan().ToArray());
        return exception.Message;
    }
}
