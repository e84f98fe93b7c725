using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace DnnGen.Data;

/// <summary>What the two preparations of features have in common: x' = (x − shift) / scale, feature by feature, and files of their statistics.</summary>
internal static class FeatureStatistics
{
    /// <summary>Goes through all examples of all batches, which must have the same features and hold finite numbers.</summary>
    /// <param name="member">The member that was called, for messages.</param>
    /// <param name="batches">The batches, each (features × examples).</param>
    /// <param name="begin">Told the number of features once, before anything else.</param>
    /// <param name="add">Told each number: its feature and its value.</param>
    /// <returns>The number of examples, 1 or more.</returns>
    public static long Visit<T>(string member, IEnumerable<Matrix<T>> batches, Action<int> begin, Action<int, double> add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long examples = 0;
        int features = -1;
        foreach (var batch in batches)
        {
            if (features < 0)
            {
                features = batch.Rows;
                begin(features);
            }

            CheckRows(member, batch, features);
            for (int j = 0; j < batch.Columns; j++, examples++)
            {
                for (int i = 0; i < features; i++)
                {
                    double value = double.CreateChecked(batch[i, j]);
                    if (!double.IsFinite(value))
                    {
                        throw new ArgumentException(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{member}: feature {i} of example {examples} (both counted from 0) is {value}; only finite numbers have statistics, so mend or remove the example."), nameof(batches));
                    }

                    add(i, value);
                }
            }
        }

        return examples > 0 ? examples : throw new ArgumentException($"{member}: there is no example; give at least one.", nameof(batches));
    }

    /// <summary>Writes (x − shift) / scale, or with <paramref name="inverse"/> x·scale + shift; computed in double, rounded once.</summary>
    public static void Apply<T>(FeatureScaler scaler, string method, Matrix<T> x, Matrix<T> destination, ReadOnlySpan<double> shift, ReadOnlySpan<double> scale, bool inverse)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Rows != shift.Length)
        {
            CheckRows($"{scaler.GetType().Name}.{method}", x, shift.Length);
        }

        if (destination.Rows != x.Rows || destination.Columns != x.Columns)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{scaler.GetType().Name}.{method}: x is ({x.Rows} × {x.Columns}) and destination ({destination.Rows} × {destination.Columns}); both must have one shape."));
        }

        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < shift.Length; i++)
            {
                double value = double.CreateChecked(x[i, j]);
                destination[i, j] = T.CreateChecked(inverse ? (value * scale[i]) + shift[i] : (value - shift[i]) / scale[i]);
            }
        }
    }

    /// <summary>Writes a small JSON file: what it is, its version, and lists of numbers, one for each feature, that come back bit for bit.</summary>
    public static void Save(string path, string kind, params (string Name, IReadOnlyList<double> Numbers)[] lists)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.Write(path, stream =>
        {
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteNumber("version", 1);
            foreach (var (name, numbers) in lists)
            {
                writer.WriteStartArray(name);
                foreach (double number in numbers)
                {
                    writer.WriteNumberValue(number);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
    }

    /// <summary>Reads what <see cref="Save"/> has written: lists of finite numbers, all equally long.</summary>
    public static double[][] Load(string path, string kind, params string[] names)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.RequireFile(path, $"a file that {kind}.Save wrote");
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileChecks.Unreadable(path, failure);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 2 });
            var root = document.RootElement;
            if (root.GetProperty("kind").GetString() != kind || root.GetProperty("version").GetInt32() != 1)
            {
                throw Wrong(path, kind, $"its kind is not '{kind}' of version 1", null);
            }

            double[][] lists = Array.ConvertAll(names, name => root.GetProperty(name).EnumerateArray().Select(number => number.GetDouble()).ToArray());
            return lists[0].Length > 0 && lists.All(list => list.Length == lists[0].Length && Array.TrueForAll(list, double.IsFinite))
                ? lists
                : throw Wrong(path, kind, $"{string.Join(" and ", names)} are not lists of finite numbers, one for each feature", null);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or DecoderFallbackException)
        {
            throw Wrong(path, kind, FileChecks.OneLine(failure.Message), failure);
        }
    }

    public static DataFileException Wrong(string path, string kind, string reason, Exception? failure)
    {
        string message = $"{path} does not hold the statistics of a {kind} ({reason}); give a file that {kind}.Save wrote.";
        return failure is null ? new(message) : new(message, failure);
    }

    private static void CheckRows<T>(string member, Matrix<T> x, int features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Rows != features)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{member}: x is ({x.Rows} × {x.Columns}); the statistics are those of {features} features (rows)."));
        }
    }
}
