using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DnnGen;

/// <summary>A file that is no checkpoint, or no longer one; the message says why in half a sentence.</summary>
internal sealed class DamagedFileException(string message) : Exception(message);

/// <summary>A tensor to be written: its name, type and shape, and what writes its numbers.</summary>
internal sealed record CheckpointTensor(string Name, string Type, long[] Shape, long Bytes, Action<Stream> Write)
{
    public static CheckpointTensor Of<T>(string name, T[] numbers)
        where T : unmanaged => new(
            name,
            CheckpointFile.TypeOf<T>(),
            [numbers.Length],
            (long)numbers.Length * Unsafe.SizeOf<T>(),
            stream =>
            {
                foreach (var number in numbers)
                {
                    CheckpointFile.WriteNumber(stream, number);
                }
            });
}

/// <summary>
/// A safetensors file with metadata whose last tensor, <c>checksum</c>, is the SHA-256 of all bytes before it: a file that was
/// cut off or changed anywhere is told from a good one before a number of it is used.
/// </summary>
internal sealed class CheckpointFile : IDisposable
{
    private const string Checksum = "checksum";
    private const int LongestHeader = 100_000_000;

    private readonly FileStream stream;
    private readonly Dictionary<string, (string Type, long Count, long Begin, long End)> places = [];
    private readonly long dataStart;

    private CheckpointFile(FileStream stream)
    {
        this.stream = stream;
        VerifyChecksum();
        stream.Position = 0;
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader || length > (ulong)(stream.Length - 8))
        {
            throw NoCheckpoint();
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        dataStart = 8 + header.Length;
        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 4 });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    Metadata = property.Value.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "");
                    continue;
                }

                var offsets = property.Value.GetProperty("data_offsets");
                var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
                long count = 1;
                foreach (var size in property.Value.GetProperty("shape").EnumerateArray())
                {
                    count = checked(count * size.GetInt64());
                }

                if (begin < 0 || end < begin || end > stream.Length - dataStart)
                {
                    throw NoCheckpoint();
                }

                places.Add(property.Name, (property.Value.GetProperty("dtype").GetString() ?? "", count, begin, end));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw NoCheckpoint();
        }
    }

    /// <summary>The strings of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>Opens a file and verifies all of it.</summary>
    /// <exception cref="DamagedFileException">The file is no checkpoint, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return new CheckpointFile(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file of these tensors.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, string> metadata, IEnumerable<CheckpointTensor> content)
    {
        CheckpointTensor[] tensors = [.. content];
        using var sha = SHA256.Create();
        using var hashed = new CryptoStream(stream, sha, CryptoStreamMode.Write, leaveOpen: true);
        using var buffered = new BufferedStream(hashed, 1 << 16);
        buffered.Write(Header(metadata, tensors));
        foreach (var tensor in tensors)
        {
            tensor.Write(buffered);
        }

        buffered.Flush();
        hashed.FlushFinalBlock();
        stream.Write(sha.Hash!);
    }

    /// <summary>Whether a tensor is in the file.</summary>
    public bool Has(string name) => places.ContainsKey(name);

    /// <summary>How many numbers a tensor has.</summary>
    public long Count(string name) => places.TryGetValue(name, out var place) ? place.Count : throw Missing(name);

    /// <summary>The numbers of a tensor.</summary>
    public T[] Read<T>(string name)
        where T : unmanaged
    {
        var place = places.TryGetValue(name, out var found) ? found : throw Missing(name);
        if (place.Type != TypeOf<T>() || place.End - place.Begin != place.Count * Unsafe.SizeOf<T>() || place.Count > Array.MaxLength)
        {
            throw new DamagedFileException($"its tensor '{name}' is of another type or size");
        }

        var numbers = new T[place.Count];
        stream.Position = dataStart + place.Begin;
        const int chunk = 1 << 20;
        for (int start = 0; start < numbers.Length; start += chunk)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan(start, Math.Min(chunk, numbers.Length - start))));
        }

        if (!BitConverter.IsLittleEndian)
        {
            foreach (ref var number in numbers.AsSpan())
            {
                MemoryMarshal.AsBytes(new Span<T>(ref number)).Reverse();
            }
        }

        return numbers;
    }

    public void Dispose() => stream.Dispose();

    internal static string TypeOf<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Single => "F32",
        TypeCode.Double => "F64",
        TypeCode.Int32 => "I32",
        TypeCode.UInt64 => "U64",
        _ => throw new NotSupportedException($"Tensors of type {typeof(T).Name} are not kept in checkpoints."),
    };

    internal static void WriteNumber<T>(Stream stream, T number)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref number));
        if (!BitConverter.IsLittleEndian)
        {
            bytes.Reverse();
        }

        stream.Write(bytes);
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, CheckpointTensor[] tensors)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            foreach (var (name, value) in metadata)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            long begin = 0;
            foreach (var (name, type, shape, bytes) in tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape, tensor.Bytes)).Append((Checksum, "U8", [SHA256.HashSizeInBytes], SHA256.HashSizeInBytes)))
            {
                writer.WriteStartObject(name);
                writer.WriteString("dtype", type);
                writer.WriteStartArray("shape");
                foreach (long size in shape)
                {
                    writer.WriteNumberValue(size);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(begin);
                writer.WriteNumberValue(begin += bytes);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Safetensors.Framed(json.WrittenSpan);
    }

    private static DamagedFileException NoCheckpoint() => new("it is no checkpoint");

    private static DamagedFileException Missing(string name) => new($"the tensor '{name}' is missing");

    private void VerifyChecksum()
    {
        long hashedBytes = stream.Length - SHA256.HashSizeInBytes;
        if (hashedBytes < 8)
        {
            throw new DamagedFileException("it is shorter than any checkpoint");
        }

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        for (long left = hashedBytes; left > 0;)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw new DamagedFileException("it ends too early");
            }

            sha.AppendData(buffer, 0, read);
            left -= read;
        }

        Span<byte> kept = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(kept);
        if (!kept.SequenceEqual(sha.GetHashAndReset()))
        {
            throw new DamagedFileException("its checksum does not agree with its content");
        }
    }
}
