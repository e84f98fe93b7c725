using System.IO.Compression;

using CsCheck;

using DnnGen.Data;

namespace DnnGen.Tests.Data;

/// <summary>
/// Damaged files by the ten thousand, the same in every run; with <c>DNNGEN_FUZZ=long</c> in the environment a million of each
/// format.
/// </summary>
internal static class FileFuzz
{
    /// <summary>What a reader may allocate for a damaged file of a few hundred bytes: its buffers, and no size that a header claims.</summary>
    private const long MostMemory = 2 << 20;

    private const int ShortCount = 20_000;

    private static readonly ulong[] OddNumbers = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1ul << 60, ulong.MaxValue];

    private static int Count => Environment.GetEnvironmentVariable("DNNGEN_FUZZ") == "long" ? 1_000_000 : ShortCount;

    private static Gen<Damage> AnyDamage => Gen.Select(Gen.Int[0, 6], Gen.Double[0, 1], Gen.Int[0, 255], Gen.Int[1, 40], (kind, place, value, length) => new Damage(kind, place, value, length));

    /// <summary>
    /// Damages valid files and has them read: each gives numbers, or one <see cref="DataFileException"/> of one line that
    /// begins with the path, and takes no more memory than such files can ask for.
    /// </summary>
    /// <param name="path">Where the damaged files are written.</param>
    /// <param name="valid">The contents of valid files.</param>
    /// <param name="wrap">What can be put around a damaged content, such as compression.</param>
    /// <param name="read">Reads the file.</param>
    /// <param name="mostMemory">What reading may allocate, where that is more than a few buffers.</param>
    /// <param name="slowness">How many times fewer files are read in the short run, where one takes long.</param>
    public static void Check(
        string path, IReadOnlyList<byte[]> valid, IReadOnlyList<Func<byte[], byte[]>> wrap, Action<string> read, long mostMemory = MostMemory, int slowness = 1)
    {
        int count = Count == ShortCount ? Count / slowness : Count;
        int refused = 0, accepted = 0;
        Gen.Select(Gen.Int[0, valid.Count - 1], AnyDamage.Array[1, 4], Gen.Int[0, wrap.Count - 1]).Cases(count, drawn =>
        {
            var (file, damages, wrapping) = drawn;
            byte[] bytes = wrap[wrapping](damages.Aggregate(valid[file], (content, damage) => damage.To(content)));
            File.WriteAllBytes(path, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(path);
                accepted++;
            }
            catch (DataFileException error)
            {
                refused++;
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
                Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
                Assert.InRange(error.Message.Length, 1, 4000);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mostMemory);
        });

        // A check that refuses or accepts everything has read nothing.
        Assert.InRange(refused, count / 100, count);
        Assert.InRange(accepted, 1, count);
    }

    public static byte[] GZip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            stream.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>One thing that happens to a file.</summary>
    private readonly record struct Damage(int Kind, double Place, int Value, int Length)
    {
        public byte[] To(byte[] content)
        {
            // The square brings most damage to the front, where the headers are.
            int place = (int)(Place * Place * content.Length);
            int end = Math.Min(content.Length, place + Length);
            byte[] changed = [.. content];
            switch (Kind)
            {
                case 0 when place < content.Length:
                    changed[place] = (byte)Value;
                    return changed;
                case 1 when place < content.Length:
                    changed[place] ^= (byte)(1 << (Value % 8));
                    return changed;
                case 2:
                    return content[..place];
                case 3:
                    return [.. content[..place], .. content[end..]];
                case 4:
                    return [.. content[..end], .. content[place..end], .. content[end..]];
                case 5:
                    byte[] number = BitConverter.GetBytes(OddNumbers[Value % OddNumbers.Length]);
                    if (Value >= 128)
                    {
                        Array.Reverse(number);
                    }

                    int size = 1 << (Length % 4);
                    (Value >= 128 ? number[^size..] : number[..size]).AsSpan(0, Math.Min(size, content.Length - place)).CopyTo(changed.AsSpan(place));
                    return changed;
                default:
                    return [.. content[..place], .. Enumerable.Repeat((byte)Value, Length), .. content[place..]];
            }
        }
    }
}
