using System.Globalization;
using System.Numerics;

using Parquet;
using Parquet.Schema;

namespace DnnGen.Data;

/// <summary>An open Parquet file (<c>.parquet</c>), whose rows are examples; it is read row group by row group.</summary>
/// <remarks>
/// Plain and dictionary pages and all compressions that Parquet.Net knows are read. What a file claims about its sizes is held against
/// its bytes before that library makes room for it. One table, with the sources that come from it, is used by one thread at a time.
/// </remarks>
public sealed class ParquetTable : IDisposable
{
    /// <summary>Numbers of one row group that are read whatever the length of the file, and for each byte of it.</summary>
    private const long TrustedNumbers = 1 << 20, MostNumbersInAByte = 1100;

    private readonly FileStream stream;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly long fileLength;

    private ParquetTable(string path, FileStream stream, ParquetReader reader)
    {
        Path = path;
        (this.stream, this.reader, fileLength) = (stream, reader, stream.Length);
        fields = reader.Schema.DataFields;
        Columns = [.. fields.Select(field => new ParquetColumn(NameOf(field), field.ClrType, field.IsNullable, IsNumeric(field)))];
        long[] rows = [.. Enumerable.Range(0, reader.RowGroupCount).Select(RowsOf)];
        RowGroups = rows;
        long sum = 0;
        foreach (long count in rows)
        {
            // A row takes no byte where all are the same, but no table counts beyond what a long holds.
            if (count < 0 || count > long.MaxValue - sum)
            {
                throw new DataFileException(string.Create(CultureInfo.InvariantCulture, $"{path} claims a row group of {count} rows; the file is damaged, so fetch or write it again."));
            }

            sum += count;
        }

        Rows = sum;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The rows of the whole table.</summary>
    public long Rows { get; }

    /// <summary>The rows of each row group.</summary>
    public IReadOnlyList<long> RowGroups { get; }

    /// <summary>Opens a file and reads what it says about itself.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The table, to be disposed of.</returns>
    /// <exception cref="DataFileException">The file is missing, damaged or no Parquet file.</exception>
    public static ParquetTable Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileChecks.RequireFile(path, "a Parquet file (.parquet)");
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var opened = stream;
            return Guarded(path, () =>
            {
                CheckFooter(opened);
                return new ParquetTable(path, opened, ParquetReader.CreateAsync(opened, leaveStreamOpen: false).GetAwaiter().GetResult());
            });
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not DataFileException))
        {
            stream?.Dispose();
            throw FileChecks.Unreadable(path, failure);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Reads columns of all rows into matrices.</summary>
    /// <typeparam name="T">The number type; numbers of another type are rounded to it.</typeparam>
    /// <param name="features">The columns that become the rows of X.</param>
    /// <param name="labels">The columns that become the rows of Y.</param>
    /// <param name="missing">What a missing value becomes; <see langword="null"/> refuses missing values.</param>
    /// <returns>X, (features × rows), and Y, (labels × rows).</returns>
    /// <exception cref="DataFileException">A column is missing, holds no numbers or is damaged, or the table is too large for a matrix.</exception>
    public (Matrix<T> X, Matrix<T> Y) Read<T>(IReadOnlyList<string> features, IReadOnlyList<string> labels, T? missing = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var source = Source(features, labels, seed: null, missing);
        if (Rows > int.MaxValue || Rows * Math.Max(features.Count, labels.Count) > Array.MaxLength)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture, $"{Path} has {Rows} rows, with {features.Count} features and {labels.Count} labels more than one matrix holds ({Array.MaxLength} numbers); train with Source, which reads them batch by batch."));
        }

        // Group by group before the memory for all is taken: what the file claims is shown by what it holds.
        var parts = new List<(Matrix<T> X, Matrix<T> Y)>();
        long start = 0;
        foreach (long count in RowGroups.Where(count => count > 0))
        {
            source.CheckGroup(count);
            var part = (X: Matrix<T>.Zeros(features.Count, (int)count), Y: Matrix<T>.Zeros(labels.Count, (int)count));
            source.Read(0, start, part.X, part.Y, CancellationToken.None);
            parts.Add(part);
            start += count;
        }

        var (x, y) = (Matrix<T>.Zeros(features.Count, (int)Rows), Matrix<T>.Zeros(labels.Count, (int)Rows));
        int place = 0;
        foreach (var part in parts)
        {
            x.SliceColumns(place, part.X.Columns).CopyFrom(part.X);
            y.SliceColumns(place, part.Y.Columns).CopyFrom(part.Y);
            place += part.X.Columns;
        }

        return (x, y);
    }

    /// <summary>The rows as a source for <c>Fit</c>, of which one row group at a time lies in memory.</summary>
    /// <typeparam name="T">The number type of the network; numbers of another type are rounded to it.</typeparam>
    /// <param name="features">The columns that are the features, in the order of the network's inputs.</param>
    /// <param name="labels">The columns that are the labels, in the order of its outputs.</param>
    /// <param name="seed">
    /// The seed of the order, which follows from it and the epoch: the row groups are mixed, and in each of them its rows;
    /// <see langword="null"/> takes all rows as they lie.
    /// </param>
    /// <param name="missing">What a missing value becomes; <see langword="null"/> refuses missing values.</param>
    /// <returns>The source; it reads from this table, which must stay open.</returns>
    /// <exception cref="DataFileException">A column is missing or holds no numbers, or there are no rows.</exception>
    /// <exception cref="ArgumentException">There is no feature or no label.</exception>
    public ParquetSource<T> Source<T>(IReadOnlyList<string> features, IReadOnlyList<string> labels, ulong? seed = 1, T? missing = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        if (features.Count == 0 || labels.Count == 0)
        {
            throw new ArgumentException($"{Path}: there are {features.Count} features and {labels.Count} labels; name 1 column or more for each.");
        }

        return Rows > 0
            ? new(this, [.. features.Select(Find)], [.. labels.Select(Find)], seed, missing)
            : throw new DataFileException($"{Path} has no rows; at least one example is needed.");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Refuses a row group that claims more numbers than a file of this length can be believed to hold.</summary>
    internal void CheckGroup(long rows, int columns)
    {
        long most = Math.Min(Array.MaxLength, Math.Max(TrustedNumbers, fileLength * MostNumbersInAByte));
        if (rows > most / columns)
        {
            throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path} claims a row group of {rows} rows, with {columns} columns more than a file of {fileLength} bytes is believed to hold or one array takes; the file is damaged, or must be written with smaller row groups."));
        }
    }

    /// <summary>Reads columns of a row group, whose rows have been checked.</summary>
    internal T[][] ReadGroup<T>(int group, int[] columns, T? missing, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T> => Guarded(Path, () =>
    {
        using var rows = reader.OpenRowGroupReader(group);
        foreach (int column in columns)
        {
            PageHeaders.Check(
                stream, rows.GetMetadata(fields[column])?.MetaData ?? throw new InvalidDataException($"a row group has no column '{NameOf(fields[column])}'"), RowGroups[group]);
        }

        return Array.ConvertAll(columns, column => ReadColumn(rows, fields[column], (int)RowGroups[group], missing, cancellationToken));
    });

    private static string NameOf(DataField field) => field.Path.ToString();

    private static bool IsNumeric(DataField field) => field is { IsArray: false, MaxRepetitionLevel: 0 } && field.MaxDefinitionLevel == (field.IsNullable ? 1 : 0)
        && (Type.GetTypeCode(field.ClrType) is TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.Double)) && !field.ClrType.IsEnum;

    /// <summary>The length that the last 8 bytes give the description of the file must fit into it.</summary>
    private static void CheckFooter(FileStream stream)
    {
        Span<byte> end = stackalloc byte[8];
        stream.Position = Math.Max(0, stream.Length - 8);
        if (stream.ReadAtLeast(end, 8, throwOnEndOfStream: false) < 8 || !end[4..].SequenceEqual("PAR1"u8))
        {
            throw new InvalidDataException("it does not end in PAR1");
        }

        int length = BitConverter.ToInt32(end);
        if (length < 0 || length > stream.Length - 12)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it claims a description of {length} bytes and has {stream.Length}"));
        }

        PageHeaders.CheckDescription(stream, length);

        stream.Position = 0;
    }

    /// <summary>Turns whatever the library throws at a damaged file into one sentence.</summary>
    private static TResult Guarded<TResult>(string path, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not (DataFileException or OperationCanceledException or UnauthorizedAccessException))
        {
            throw new DataFileException(
                $"{path} cannot be read as a Parquet file ({FileChecks.OneLine(failure.Message)}); if it should be one it is damaged or was cut short, so fetch or write it again.", failure);
        }
    }

    private long RowsOf(int group)
    {
        using var rows = reader.OpenRowGroupReader(group);
        return rows.RowCount;
    }

    private int Find(string name)
    {
        int[] found = [.. Enumerable.Range(0, Columns.Count).Where(i => Columns[i].Name == name)];
        if (found.Length != 1)
        {
            const int most = 20;
            string names = string.Join(", ", Columns.Take(most).Select(column => $"'{FileChecks.OneLine(column.Name)}'")) + (Columns.Count > most ? ", …" : "");
            throw new DataFileException($"{Path}: there is {(found.Length == 0 ? "no column" : "more than one column")} '{name}' in this table; it has {(names.Length == 0 ? "none" : names)}.");
        }

        return Columns[found[0]].IsNumeric
            ? found[0]
            : throw new DataFileException($"{Path}: the column '{name}' holds {Columns[found[0]].Type.Name}; features and labels are whole or floating-point numbers or truth values, one in each row.");
    }

    private T[] ReadColumn<T>(ParquetRowGroupReader rows, DataField field, int count, T? missing, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean => Values<bool>(value => value ? T.One : T.Zero),
            TypeCode.SByte => Values<sbyte>(T.CreateTruncating),
            TypeCode.Byte => Values<byte>(T.CreateTruncating),
            TypeCode.Int16 => Values<short>(T.CreateTruncating),
            TypeCode.UInt16 => Values<ushort>(T.CreateTruncating),
            TypeCode.Int32 => Values<int>(T.CreateTruncating),
            TypeCode.UInt32 => Values<uint>(T.CreateTruncating),
            TypeCode.Int64 => Values<long>(T.CreateTruncating),
            TypeCode.UInt64 => Values<ulong>(T.CreateTruncating),
            TypeCode.Single => Values<float>(T.CreateTruncating),
            _ => Values<double>(T.CreateTruncating),
        };

        T[] Values<TValue>(Func<TValue, T> convert)
            where TValue : unmanaged
        {
            if (!field.IsNullable)
            {
                var values = new TValue[count];
                rows.ReadAsync<TValue>(field, values.AsMemory(), null, cancellationToken).AsTask().GetAwaiter().GetResult();
                return Array.ConvertAll(values, value => convert(value));
            }

            var perhaps = new TValue?[count];
            rows.ReadAsync<TValue>(field, perhaps.AsMemory(), null, cancellationToken).AsTask().GetAwaiter().GetResult();
            var numbers = new T[count];
            for (int i = 0; i < count; i++)
            {
                numbers[i] = perhaps[i] is { } value ? convert(value) : missing ?? throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path}: the column '{NameOf(field)}' has no value in row {i} (counted from 0) of a row group; say what a missing value becomes, or remove the row."));
            }

            return numbers;
        }
    }
}

/// <summary>The rows of a Parquet table, mini-batch by mini-batch; see <see cref="ParquetTable.Source"/>.</summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class ParquetSource<T> : IBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ParquetTable table;
    private readonly int[] columns;
    private readonly int features;
    private readonly ulong? seed;
    private readonly T? missing;

    // The row groups in the order of an epoch, and where each begins in it.
    private readonly int[] groups;
    private readonly long[] starts;
    private int orderedEpoch = -1;

    // The row group that lies in memory, and the order of its rows.
    private T[][] numbers = [];
    private int[] order = [];
    private int place = -1;

    internal ParquetSource(ParquetTable table, int[] features, int[] labels, ulong? seed, T? missing)
    {
        (this.table, this.seed, this.missing, this.features) = (table, seed, missing, features.Length);
        columns = [.. features, .. labels];
        groups = [.. Enumerable.Range(0, table.RowGroups.Count).Where(group => table.RowGroups[group] > 0)];
        starts = new long[groups.Length];
    }

    /// <inheritdoc/>
    public long Examples => table.Rows;

    /// <inheritdoc/>
    public void Read(int epoch, long start, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, CancellationToken cancellationToken)
    {
        if (x.Rows != features || y.Rows != columns.Length - features)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"the source of {table.Path} has {features} features and {columns.Length - features} labels; the network takes {x.Rows} features and {y.Rows} labels"));
        }

        Order(epoch);
        for (int j = 0; j < x.Columns; j++)
        {
            long example = start + j;
            if (place < 0 || example < starts[place] || example >= starts[place] + order.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Load(epoch, example, cancellationToken);
            }

            int row = order[(int)(example - starts[place])];
            for (int i = 0; i < columns.Length; i++)
            {
                if (i < features)
                {
                    x[i, j] = numbers[i][row];
                }
                else
                {
                    y[i - features, j] = numbers[i][row];
                }
            }
        }
    }

    /// <summary>Refuses a row group that claims too much.</summary>
    internal void CheckGroup(long rows) => table.CheckGroup(rows, columns.Length);

    private void Order(int epoch)
    {
        if (orderedEpoch == epoch)
        {
            return;
        }

        int[] kept = [.. Enumerable.Range(0, table.RowGroups.Count).Where(group => table.RowGroups[group] > 0)];
        int[] mixed = [.. Enumerable.Range(0, kept.Length)];
        if (seed is { } drawn)
        {
            EpochSeed.Permute(mixed, drawn, epoch);
        }

        long next = 0;
        for (int i = 0; i < kept.Length; i++)
        {
            groups[i] = kept[mixed[i]];
            starts[i] = next;
            next += table.RowGroups[groups[i]];
        }

        (orderedEpoch, place) = (epoch, -1);
    }

    private void Load(int epoch, long example, CancellationToken cancellationToken)
    {
        int found = Array.BinarySearch(starts, example);
        int wanted = found >= 0 ? found : ~found - 1;
        long rows = table.RowGroups[groups[wanted]];
        CheckGroup(rows);
        place = -1;
        numbers = table.ReadGroup(groups[wanted], columns, missing, cancellationToken);
        order = [.. Enumerable.Range(0, (int)rows)];
        if (seed is { } drawn)
        {
            new SeededRandom(EpochSeed.Of(drawn, epoch, groups[wanted])).NextPermutation(order);
        }

        place = wanted;
    }
}
