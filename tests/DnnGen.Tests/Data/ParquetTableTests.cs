using DnnGen.Data;

using Parquet;
using Parquet.Schema;

namespace DnnGen.Tests.Data;

public sealed class ParquetTableTests : IDisposable
{
    /// <summary>What reading a damaged table of a kilobyte may allocate: the library's own buffers and tables of rows, and no size that a page claims.</summary>
    private const long MostMemory = 64 << 20;

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder.PathOf("table.parquet");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_says_what_it_holds()
    {
        Write(FilePath, [3, 0, 2]);

        using var table = ParquetTable.Open(FilePath);

        Assert.Equal((5L, "3, 0, 2"), (table.Rows, string.Join(", ", table.RowGroups)));
        Assert.Equal(["a", "b", "c", "d", "e", "f"], table.Columns.Select(column => column.Name));
        Assert.Equal([true, true, true, true, true, false], table.Columns.Select(column => column.IsNumeric));
        Assert.Equal([false, false, true, false, false, true], table.Columns.Select(column => column.MayBeNull));
        Assert.Equal(typeof(double), table.Columns[0].Type);
    }

    [Fact]
    public void Columns_of_every_number_type_become_rows_of_matrices()
    {
        Write(FilePath, [3, 2]);

        using var table = ParquetTable.Open(FilePath);
        var (x, y) = table.Read<double>(["b", "a", "e"], ["d"]);
        var (withMissing, _) = table.Read<float>(["c"], ["a"], missing: -1f);

        Assert.Equal(new double[,] { { 0, -1, -2, -3, -4 }, { 0, 0.5, 1, 1.5, 2 }, { 0, 10, 20, 30, 40 } }, x.ToArray());
        Assert.Equal(new double[,] { { 0, 1, 0, 1, 0 } }, y.ToArray());
        Assert.Equal(new float[,] { { 0, -1, 2, 3, -1 } }, withMissing.ToArray());
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public void Compressed_tables_are_read(CompressionMethod method)
    {
        Write(FilePath, [40, 60], method);

        using var table = ParquetTable.Open(FilePath);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i / 2.0), table.Read<double>(["a"], ["d"]).X.ToArray().Cast<double>());
    }

    [Fact]
    public void Every_epoch_sees_every_row_once_in_an_order_that_comes_back_for_any_batches()
    {
        Write(FilePath, [7, 5, 0, 9]);
        using var table = ParquetTable.Open(FilePath);

        double[] first = Epoch(0, 4), second = Epoch(1, 4);
        Assert.Equal(Enumerable.Range(0, 21).Select(i => i / 2.0), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(second, Epoch(1, 21));
        Assert.Equal(second, Epoch(1, 1));
        Assert.NotEqual(first, Epoch(0, 4, seed: 2));
        Assert.Equal(first.Order(), Epoch(3, 4, seed: null));

        double[] Epoch(int epoch, int batch, ulong? seed = 1)
        {
            var source = table.Source<double>(["a"], ["d"], seed);
            Assert.Equal(21, source.Examples);
            var (x, y) = (Matrix<double>.Zeros(1, 21), Matrix<double>.Zeros(1, 21));
            for (int start = 0; start < 21; start += batch)
            {
                int count = Math.Min(batch, 21 - start);
                source.Read(epoch, start, x.SliceColumns(start, count), y.SliceColumns(start, count), default);
            }

            for (int j = 0; j < 21; j++)
            {
                Assert.Equal(x[0, j] * 2 % 2, y[0, j]);
            }

            return [.. x.ToArray().Cast<double>()];
        }
    }

    [Fact]
    public void A_network_is_trained_with_a_table_and_goes_on_bit_for_bit_from_a_checkpoint()
    {
        Write(FilePath, [13, 8, 11]);
        using var table = ParquetTable.Open(FilePath);
        var options = new TrainingOptions { Epochs = 5, BatchSize = 6, LearningRate = 0.01 };
        var whole = Networks.Disc.Create(seed: 2);
        var expected = whole.Fit(table.Source<double>(["a", "b"], ["d"]), options);

        var checkpointed = options with { CheckpointPath = folder.PathOf("table.checkpoint"), Resume = true };
        Networks.Disc.Create(seed: 2).Fit(table.Source<double>(["a", "b"], ["d"]), checkpointed with { Steps = 9 });
        var network = Networks.Disc.Create(seed: 9);
        var history = network.Fit(table.Source<double>(["a", "b"], ["d"]), checkpointed);

        Assert.Equal(expected.Costs, history.Costs);
        Check.BitwiseEqual(whole.Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void What_cannot_be_read_is_refused_in_one_sentence()
    {
        string missing = folder.PathOf("missing.parquet"), text = folder.PathOf("text.parquet");
        File.WriteAllText(text, "a,b,c and no table");
        Assert.Equal($"{missing} does not exist; give the path of a Parquet file (.parquet).", OpenError(missing));
        Assert.StartsWith($"{folder.PathOf("")} is a folder", OpenError(folder.PathOf("")), StringComparison.Ordinal);
        Assert.Equal($"{text} cannot be read as a Parquet file (it does not end in PAR1); if it should be one it is damaged or was cut short, so fetch or write it again.", OpenError(text));
        File.WriteAllBytes(text, [.. "PAR1"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "PAR1"u8]);
        Assert.Equal($"{text} cannot be read as a Parquet file (it claims a description of 2147483647 bytes and has 12); if it should be one it is damaged or was cut short, so fetch or write it again.", OpenError(text));

        Write(FilePath, [3, 2]);
        using (var table = ParquetTable.Open(FilePath))
        {
            Assert.Equal($"{FilePath}: there is no column 'z' in this table; it has 'a', 'b', 'c', 'd', 'e', 'f'.", ErrorOf<DataFileException>(table, ["z"]));
            Assert.Equal($"{FilePath}: the column 'f' holds ReadOnlyMemory`1; features and labels are whole or floating-point numbers or truth values, one in each row.", ErrorOf<DataFileException>(table, ["f"]));
            Assert.Equal($"{FilePath}: the column 'c' has no value in row 1 (counted from 0) of a row group; say what a missing value becomes, or remove the row.", ErrorOf<DataFileException>(table, ["c"]));
            Assert.Equal($"{FilePath}: there are 0 features and 1 labels; name 1 column or more for each.", ErrorOf<ArgumentException>(table, []));
            Assert.Equal(
                $"the source of {FilePath} has 1 features and 1 labels; the network takes 2 features and 1 labels",
                Assert.Throws<ShapeMismatchException>(() => table.Source<double>(["a"], ["d"]).Read(0, 0, Matrix<double>.Zeros(2, 1), Matrix<double>.Zeros(1, 1), default)).Message);
        }

        Write(FilePath, []);
        using var empty = ParquetTable.Open(FilePath);
        Assert.Equal($"{FilePath} has no rows; at least one example is needed.", ErrorOf<DataFileException>(empty, ["a"]));

        static string OpenError(string path) => Assert.Throws<DataFileException>(() => ParquetTable.Open(path)).Message;

        static string ErrorOf<TException>(ParquetTable table, string[] features)
            where TException : Exception => Assert.Throws<TException>(() => table.Read<double>(features, ["d"])).Message;
    }

    [Fact]
    public void Damaged_tables_give_a_sentence_or_numbers()
    {
        var valid = new List<byte[]>();
        foreach (var method in (CompressionMethod[])[CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Zstd])
        {
            Write(FilePath, [3, 2], method);
            valid.Add(File.ReadAllBytes(FilePath));
        }

        FileFuzz.Check(
            folder.PathOf("damaged"),
            valid,
            [content => content],
            path =>
            {
                using var table = ParquetTable.Open(path);
                table.Read<float>(["a", "b", "c", "e"], ["d"], missing: 0);
            },
            mostMemory: MostMemory,
            slowness: 10);
    }

    private static void Write(string path, int[] groups, CompressionMethod method = CompressionMethod.Snappy)
    {
        var (a, b, c, d, e, f) = (new DataField<double>("a", false), new DataField<int>("b", false), new DataField<float>("c", true), new DataField<bool>("d", false), new DataField<long>("e", false), new DataField<string>("f"));
        using var stream = File.Create(path);
        WriteAll().GetAwaiter().GetResult();

        async Task WriteAll()
        {
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(a, b, c, d, e, f), stream, new ParquetOptions { CompressionMethod = method });
            int first = 0;
            foreach (int count in groups)
            {
                using var rows = writer.CreateRowGroup();
                int[] numbers = [.. Enumerable.Range(first, count)];
                await rows.WriteAsync<double>(a, Array.ConvertAll(numbers, i => i / 2.0));
                await rows.WriteAsync<int>(b, Array.ConvertAll(numbers, i => -i));
                await rows.WriteAsync<float>(c, Array.ConvertAll(numbers, i => i % 3 == 1 ? (float?)null : i));
                await rows.WriteAsync<bool>(d, Array.ConvertAll(numbers, i => i % 2 == 1));
                await rows.WriteAsync<long>(e, Array.ConvertAll(numbers, i => 10L * i));
                await rows.WriteAsync(f, Array.ConvertAll(numbers, i => "text"));
                first += count;
            }
        }
    }
}
