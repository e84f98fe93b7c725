using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace DnnGen;

/// <summary>Writes and reads the parameters of a network as a safetensors file, which other frameworks read and write too.</summary>
/// <remarks>
/// <para>
/// The format (huggingface/safetensors, README.md, “Format”): the length of the header as 8 bytes, little-endian; the
/// header, a JSON object that gives <c>dtype</c>, <c>shape</c> and <c>data_offsets</c> of every tensor by its name and may
/// hold a <c>__metadata__</c> object of strings; then the numbers, little-endian, row by row, without gaps.
/// </para>
/// <para>
/// A file is taken for hostile until it is read: every number of the header is compared with the length of the file and
/// with the network before it is used, and the parameters change only when the whole file is good.
/// </para>
/// </remarks>
public static class Safetensors
{
    private const string MetadataName = "__metadata__";

    /// <summary>The bound that the format's own readers set on a header.</summary>
    private const long LongestHeader = 100_000_000;

    /// <summary>A header holds objects in an object, with arrays in those.</summary>
    private const int DeepestHeader = 4;

    /// <summary>Numbers written or read at a time: spans of bytes end at 2 GiB, parameters need not.</summary>
    private const int Chunk = 1 << 20;

    /// <summary>
    /// Saves parameters; an existing file is replaced only when the new one is complete on the disk. A symbolic link stays, and
    /// the file that it leads to is replaced; a device or a pipe is refused.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> (F32) or <see cref="double"/> (F64).</typeparam>
    /// <param name="path">The file to write.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="metadata">Names and values to keep in the header, for example the network and its training; may be null.</param>
    /// <exception cref="NotSupportedException">The number type is neither float nor double.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(string path, ParameterSet<T> parameters, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        byte[] header = Header(parameters, metadata);

        try
        {
            // The name is one of its own: two programs may save one network at the same time.
            AtomicFile.Write(path, $".{Guid.NewGuid():N}.tmp", previousEnding: null, stream =>
            {
                stream.Write(header);
                Write<T>(stream, parameters.Everything);
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{path}: the network could not be saved ({failure.Message.TrimEnd('.')}); choose a folder that is there, may be written to and has room. A file that was there before is unchanged.",
                failure);
        }
    }

    /// <summary>Loads parameters that <see cref="Save"/> or another framework has written.</summary>
    /// <typeparam name="T"><see cref="float"/> (F32) or <see cref="double"/> (F64).</typeparam>
    /// <param name="path">The file to read.</param>
    /// <param name="parameters">Receives the numbers; unchanged when anything is wrong.</param>
    /// <param name="networkName">The name of the network, for the sentence of the exception.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFileException">The file is damaged, or belongs to another network.</exception>
    /// <exception cref="NotSupportedException">The number type is neither float nor double.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load<T>(string path, ParameterSet<T> parameters, string networkName)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(networkName);
        string type = TypeName<T>();
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file to load {networkName} from; check the path, or save the network first.", path);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            var reader = new Reader(path, networkName, type, Unsafe.SizeOf<T>(), parameters.Layout);
            var places = reader.Places(stream, out long dataStart);
            var numbers = new T[parameters.Everything.Length];
            for (int i = 0; i < places.Length; i++)
            {
                var parameter = parameters.Layout[i];
                stream.Position = dataStart + places[i].Begin;
                Read(stream, numbers.AsSpan(parameter.Offset, parameter.Rows * parameter.Columns));
            }

            numbers.CopyTo(parameters.Everything);
        }
        catch (EndOfStreamException e)
        {
            throw new ModelFileException($"{path}: the file became shorter while {networkName} was loaded from it; load it again when it is complete.", e);
        }
    }

    internal static string TypeName<T>() =>
        typeof(T) == typeof(float) ? "F32"
        : typeof(T) == typeof(double) ? "F64"
        : throw new NotSupportedException($"Parameters of type {typeof(T).Name} cannot be kept in a file; float and double can.");

    private static byte[] Header<T>(ParameterSet<T> parameters, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string type = TypeName<T>();
        int size = Unsafe.SizeOf<T>();
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(MetadataName);
                foreach (var (name, value) in metadata)
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
            }

            foreach (var parameter in parameters.Layout)
            {
                long begin = (long)parameter.Offset * size;
                writer.WriteStartObject(parameter.Name);
                writer.WriteString("dtype", type);
                writer.WriteStartArray("shape");
                writer.WriteNumberValue(parameter.Rows);
                writer.WriteNumberValue(parameter.Columns);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(begin);
                writer.WriteNumberValue(begin + ((long)parameter.Rows * parameter.Columns * size));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Framed(json.WrittenSpan);
    }

    /// <summary>The header as it stands in a file: its length, then the JSON.</summary>
    internal static byte[] Framed(ReadOnlySpan<byte> json)
    {
        // Spaces up to a multiple of 8 bytes keep the numbers aligned for readers that map the file into memory.
        int length = (json.Length + 7) / 8 * 8;
        byte[] header = new byte[8 + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        header.AsSpan(8).Fill((byte)' ');
        json.CopyTo(header.AsSpan(8));
        return header;
    }

    /// <summary>Writes numbers in the byte order of the format.</summary>
    internal static void Write<T>(Stream stream, ReadOnlySpan<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        while (!numbers.IsEmpty)
        {
            var chunk = numbers[..Math.Min(Chunk, numbers.Length)];
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(chunk));
            }
            else
            {
                var swapped = chunk.ToArray();
                SwapBytes<T>(swapped);
                stream.Write(MemoryMarshal.AsBytes<T>(swapped));
            }

            numbers = numbers[chunk.Length..];
        }
    }

    /// <summary>Reads numbers in the byte order of the format.</summary>
    internal static void Read<T>(Stream stream, Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        while (!numbers.IsEmpty)
        {
            var chunk = numbers[..Math.Min(Chunk, numbers.Length)];
            stream.ReadExactly(MemoryMarshal.AsBytes(chunk));
            if (!BitConverter.IsLittleEndian)
            {
                SwapBytes(chunk);
            }

            numbers = numbers[chunk.Length..];
        }
    }

    /// <summary>Turns numbers between the two byte orders, for the machines that do not use the format's.</summary>
    private static void SwapBytes<T>(Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = Unsafe.SizeOf<T>();
        var bytes = MemoryMarshal.AsBytes(numbers);
        for (int start = 0; start < bytes.Length; start += size)
        {
            bytes.Slice(start, size).Reverse();
        }
    }

    /// <summary>Where the bytes of a tensor lie, counted from the end of the header.</summary>
    private readonly record struct Place(long Begin, long End);

    /// <summary>Reads the header of one file and holds it against the layout of one network.</summary>
    private sealed class Reader(string path, string network, string type, int size, IReadOnlyList<ParameterInfo> layout)
    {
        /// <summary>The place of every tensor of the layout, all of them checked against each other and the file's length.</summary>
        public Place[] Places(FileStream stream, out long dataStart)
        {
            byte[] header = HeaderBytes(stream);
            dataStart = 8 + header.Length;
            long dataLength = stream.Length - dataStart;

            var places = new Place?[layout.Count];
            try
            {
                using var document = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = DeepestHeader });
                bool metadata = false;
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    if (property.Name == MetadataName)
                    {
                        CheckMetadata(property.Value, metadata);
                        metadata = true;
                        continue;
                    }

                    int index = Find(property.Name);
                    if (places[index] is not null)
                    {
                        throw Wrong($"the header names the tensor {Quote(property.Name)} twice");
                    }

                    places[index] = ReadTensor(property.Value, layout[index], dataLength);
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // InvalidOperationException: a string escapes half of a surrogate pair.
                throw new ModelFileException(Sentence("its header is not the JSON object that a safetensors file begins with"), e);
            }

            for (int i = 0; i < places.Length; i++)
            {
                if (places[i] is null)
                {
                    throw new ModelFileException(
                        $"{path}: the tensor {Quote(layout[i].Name)} {Shape(layout[i])} of {network} is not in the file; load a file that this network has saved.");
                }
            }

            var found = Array.ConvertAll(places, place => place!.Value);
            CheckCoverage(found, dataLength);
            return found;
        }

        private byte[] HeaderBytes(FileStream stream)
        {
            long length = stream.Length;
            Span<byte> prefix = stackalloc byte[8];
            if (length < prefix.Length)
            {
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"it holds {ShapeSentences.Count(length, "byte")}, fewer than the 8 that begin a safetensors file"));
            }

            stream.ReadExactly(prefix);
            ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (headerLength > LongestHeader)
            {
                throw Wrong(string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is no safetensors file: the 8 bytes that give the length of the header say {headerLength}, and a header takes at most {LongestHeader}"));
            }

            if (headerLength > (ulong)(length - prefix.Length))
            {
                throw Wrong(string.Create(
                    CultureInfo.InvariantCulture,
                    $"its header should be {headerLength} bytes long, but the file ends {ShapeSentences.Count(length - prefix.Length, "byte")} after its start"));
            }

            byte[] header = new byte[headerLength];
            stream.ReadExactly(header);
            if (header.Length == 0 || header[0] != (byte)'{' || !Utf8.IsValid(header))
            {
                throw Wrong("its header is not the JSON object that a safetensors file begins with");
            }

            return header;
        }

        private void CheckMetadata(JsonElement value, bool second)
        {
            if (second)
            {
                throw Wrong($"the header names {MetadataName} twice");
            }

            if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.String))
            {
                throw Wrong($"its {MetadataName} is not an object of strings");
            }
        }

        private int Find(string name)
        {
            for (int i = 0; i < layout.Count; i++)
            {
                if (layout[i].Name == name)
                {
                    return i;
                }
            }

            throw new ModelFileException($"{path}: the file holds the tensor {Quote(name)}, which {network} does not have; load it with the network that saved it.");
        }

        private Place ReadTensor(JsonElement entry, ParameterInfo parameter, long dataLength)
        {
            string name = Quote(parameter.Name);
            if (entry.ValueKind != JsonValueKind.Object)
            {
                throw Wrong($"its header describes the tensor {name} by {Kind(entry)} instead of an object");
            }

            JsonElement? dtype = null, shape = null, offsets = null;
            foreach (var property in entry.EnumerateObject())
            {
                bool repeated;
                switch (property.Name)
                {
                    case "dtype": repeated = dtype is not null; dtype = property.Value; break;
                    case "shape": repeated = shape is not null; shape = property.Value; break;
                    case "data_offsets": repeated = offsets is not null; offsets = property.Value; break;
                    default: throw Wrong($"its header describes the tensor {name} by {Quote(property.Name)}, which the format does not have");
                }

                if (repeated)
                {
                    throw Wrong($"its header gives {property.Name} of the tensor {name} twice");
                }
            }

            if (dtype is null || shape is null || offsets is null)
            {
                throw Wrong($"its header does not give the tensor {name} all of dtype, shape and data_offsets");
            }

            CheckType(dtype.Value, name);
            CheckShape(shape.Value, parameter, name);
            return CheckPlace(offsets.Value, parameter, name, dataLength);
        }

        private void CheckType(JsonElement dtype, string name)
        {
            string actual = dtype.ValueKind == JsonValueKind.String ? dtype.GetString()! : Kind(dtype);
            if (actual != type)
            {
                throw new ModelFileException(
                    $"{path}: the tensor {name} has the number type {Quote(actual)}; {network} takes '{type}': load it into a network that is declared with the Precision that the file was saved in.");
            }
        }

        private void CheckShape(JsonElement shape, ParameterInfo parameter, string name)
        {
            var sizes = Numbers(shape, most: 8);
            bool same = sizes is [var rows, var columns] && rows == parameter.Rows && columns == parameter.Columns;

            // Other frameworks keep a bias as a vector.
            bool vector = sizes is [var length] && length == parameter.Rows && parameter is { Kind: ParameterKind.Bias, Columns: 1 };
            if (!same && !vector)
            {
                string actual = sizes is null ? "no list of sizes" : $"({string.Join(" × ", sizes.Select(s => s.ToString(CultureInfo.InvariantCulture)))})";
                throw new ModelFileException(
                    $"{path}: the tensor {name} is {actual}; {network} takes {Shape(parameter)}: load it with a network of the sizes that it was saved with.");
            }
        }

        private Place CheckPlace(JsonElement offsets, ParameterInfo parameter, string name, long dataLength)
        {
            if (Numbers(offsets, most: 2) is not [var begin, var end])
            {
                throw Wrong($"its header gives the tensor {name} no data_offsets of two whole numbers");
            }

            long bytes = (long)parameter.Rows * parameter.Columns * size;
            if (begin > end || end - begin != bytes)
            {
                throw Wrong(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the tensor {name} {Shape(parameter)} takes {bytes} bytes, but its data_offsets are {begin} and {end}"));
            }

            if (end > dataLength)
            {
                throw Wrong(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the tensor {name} ends at byte {end} of the data, of which the file holds {dataLength}"));
            }

            return new Place(begin, end);
        }

        /// <summary>Every byte of the data belongs to exactly one tensor.</summary>
        private void CheckCoverage(Place[] places, long dataLength)
        {
            long covered = 0;
            foreach (var place in places.OrderBy(place => place.Begin).ThenBy(place => place.End))
            {
                if (place.Begin != covered)
                {
                    throw Wrong(string.Create(
                        CultureInfo.InvariantCulture,
                        $"its tensors {(place.Begin < covered ? "overlap" : "leave a gap")} in the data between bytes {Math.Min(covered, place.Begin)} and {Math.Max(covered, place.Begin)}"));
                }

                covered = place.End;
            }

            if (covered != dataLength)
            {
                throw Wrong(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ShapeSentences.Count(dataLength - covered, "byte")} {(dataLength - covered == 1 ? "follows" : "follow")} the last tensor, where the file should end"));
            }
        }

        /// <summary>The whole numbers ≥ 0 of an array, or null where it is something else or longer than any use.</summary>
        private static long[]? Numbers(JsonElement element, int most)
        {
            if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > most)
            {
                return null;
            }

            var numbers = new long[element.GetArrayLength()];
            int i = 0;
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[i]) || numbers[i] < 0)
                {
                    return null;
                }

                i++;
            }

            return numbers;
        }

        private static string Shape(ParameterInfo parameter) => ShapeSentences.Of(parameter.Rows, parameter.Columns);

        private static string Kind(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            _ => "nothing",
        };

        /// <summary>A name from the file, kept short and printable: the sentence may end up in a log.</summary>
        private static string Quote(string name) =>
            $"'{string.Concat(name.Take(64).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c))}{(name.Length > 64 ? "…" : "")}'";

        private ModelFileException Wrong(string fault) => new(Sentence(fault));

        private string Sentence(string fault) =>
            $"{path}: {network} cannot be loaded because {fault}; the file is damaged or incomplete: copy or save it again.";
    }
}
