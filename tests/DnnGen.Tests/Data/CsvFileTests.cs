using System.Globalization;
using System.Text;

using DnnGen.Data;

namespace DnnGen.Tests.Data;

public sealed class CsvFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("iris.csv", 4, 150, new int[] { 50, 50, 50 })]
    [InlineData("wine_data.csv", 13, 178, new int[] { 59, 71, 48 })]
    [InlineData("breast_cancer.csv", 30, 569, new int[] { 212, 357 })]
    [InlineData("digits.csv.gz", 64, 1797, new int[] { 178, 182, 177, 183, 181, 182, 181, 179, 174, 180 })]
    public void The_known_tables_are_read_as_they_are(string file, int features, int examples, int[] members)
    {
        // The first line of the first three counts examples and features; it is no header.
        string path = SharedData.Require($"data/tables/{file}");
        var options = new CsvOptions { HasHeader = false, SkippedLines = file.StartsWith("digits", StringComparison.Ordinal) ? 0 : 1, Label = ^1, LabelsAs = CsvLabels.OneHot };

        var table = CsvFile.Read<double>(path, options);

        Assert.Equal((features, examples), (table.X.Rows, table.X.Columns));
        Assert.Equal((members.Length, examples), (table.Y.Rows, table.Y.Columns));
        Assert.Equal(Enumerable.Range(0, members.Length).Select(i => i.ToString(CultureInfo.InvariantCulture)), table.Classes);
        Assert.Equal(members, Enumerable.Range(0, members.Length).Select(i => (int)table.Y.Row(i).ToArray().Cast<double>().Sum()));
        if (file == "iris.csv")
        {
            Assert.Equal([5.1, 3.5, 1.4, 0.2], table.X.Column(0).ToArray().Cast<double>());
            Assert.Equal([5.9, 3.0, 5.1, 1.8], table.X.Column(149).ToArray().Cast<double>());
        }
    }

    [Fact]
    public void All_columns_but_the_label_are_features_when_none_are_named()
    {
        var table = CsvFile.Read<float>(Write("a,b,y\n1,-2.5,0\n1e2,+.5,1\n"), new CsvOptions { Label = "y" });

        Assert.Equal(["a", "b"], table.FeatureNames);
        Assert.Equal(new float[,] { { 1, 100 }, { -2.5f, 0.5f } }, table.X.ToArray());
        Assert.Equal(new float[,] { { 0, 1 } }, table.Y.ToArray());
        Assert.Empty(table.Classes);
    }

    [Fact]
    public void Columns_are_chosen_by_name_and_by_place_in_the_order_that_is_asked_for()
    {
        string path = Write("a,b,c\n1,2,3\n4,5,6\n");

        Assert.Equal(new double[,] { { 3, 6 }, { 1, 4 } }, CsvFile.Read<double>(path, new CsvOptions { Features = ["c", 0] }).X.ToArray());
        var last = CsvFile.Read<double>(path, new CsvOptions { Features = [^2] });
        Assert.Equal(["b"], last.FeatureNames);
        Assert.Equal((0, 0), (last.Y.Rows, last.Y.Columns));
    }

    [Fact]
    public void A_column_of_words_becomes_a_feature_for_each_category()
    {
        string path = Write("colour,size\nred,2\nblue,1\n\"red\",3\n");

        var found = CsvFile.Read<float>(path, new CsvOptions { Features = [CsvColumn.Categorical("colour"), "size"] });
        var given = CsvFile.Read<float>(path, new CsvOptions { Features = [CsvColumn.CategoricalAt(0, "red", "green", "blue")] });

        Assert.Equal(["colour=blue", "colour=red", "size"], found.FeatureNames);
        Assert.Equal(new float[,] { { 0, 1, 0 }, { 1, 0, 1 }, { 2, 1, 3 } }, found.X.ToArray());
        Assert.Equal(["colour=red", "colour=green", "colour=blue"], given.FeatureNames);
        Assert.Equal(new float[,] { { 1, 0, 1 }, { 0, 0, 0 }, { 0, 1, 0 } }, given.X.ToArray());
    }

    [Fact]
    public void Labels_are_numbers_class_numbers_or_one_hot()
    {
        string path = Write("x,y\n1,10\n2,9\n3,10\n");

        var numbers = CsvFile.Read<float>(path, new CsvOptions { Label = "y" });
        var classes = CsvFile.Read<float>(path, new CsvOptions { Label = "y", LabelsAs = CsvLabels.ClassNumber });
        var oneHot = CsvFile.Read<float>(path, new CsvOptions { Label = CsvColumn.Categorical("y", "10", "9"), LabelsAs = CsvLabels.OneHot });

        Assert.Equal(new float[,] { { 10, 9, 10 } }, numbers.Y.ToArray());
        Assert.Equal(["9", "10"], classes.Classes);
        Assert.Equal(new float[,] { { 1, 0, 1 } }, classes.Y.ToArray());
        Assert.Equal(["10", "9"], oneHot.Classes);
        Assert.Equal(new float[,] { { 1, 0, 1 }, { 0, 1, 0 } }, oneHot.Y.ToArray());
    }

    [Fact]
    public void Missing_numbers_are_errors_unless_a_rule_stands_for_them()
    {
        string path = Write("a,b\n1,2\n,4\nna,6\n4,?\n");

        Assert.Equal(
            $"{path}, line 3, column 0 ('a'): the number is missing (''); complete or remove the row, or choose CsvOptions.Missing: MissingValues.Mean or MissingValues.Replace.",
            ErrorOf(path));
        var zeros = CsvFile.Read<double>(path, new CsvOptions { Missing = MissingValues.Replace(0) });
        Assert.Equal(new double[,] { { 1, 0, 0, 4 }, { 2, 4, 6, 0 } }, zeros.X.ToArray());
        var means = CsvFile.Read<double>(path, new CsvOptions { Features = ["a", CsvColumn.Number("b", MissingValues.Replace(-1))], Missing = MissingValues.Mean });
        Assert.Equal(new double[,] { { 1, 2.5, 2.5, 4 }, { 2, 4, 6, -1 } }, means.X.ToArray());
        string label = Write("a,b\n1,\n");
        Assert.Equal($"{label}, line 2, column 1 ('b'): the number is missing (''); complete or remove the row.", ErrorOf(label, new CsvOptions { Label = "b", Missing = MissingValues.Mean }));
        string empty = Write("a,b\n1,\n2,\n");
        Assert.Equal(
            $"{empty}, line 2, column 1 ('b'): every number of the column is missing, so it has no mean; leave the column out, or give a number by MissingValues.Replace.",
            ErrorOf(empty, new CsvOptions { Missing = MissingValues.Mean }));
    }

    [Fact]
    public void Test_data_are_read_as_the_training_data_were()
    {
        var training = CsvFile.Read<double>(Write("a,colour,y\n1,red,yes\n3,blue,no\n,red,no\n"), new CsvOptions
        {
            Features = ["a", CsvColumn.Categorical("colour")],
            Label = "y",
            LabelsAs = CsvLabels.ClassNumber,
            Missing = MissingValues.Mean,
        });

        var test = CsvFile.Read<double>(Write("a,colour,y\n,red,yes\n9,red,yes\n"), training.AsRead);

        Assert.Equal(training.FeatureNames, test.FeatureNames);
        Assert.Equal(["no", "yes"], test.Classes);
        Assert.Equal(new double[,] { { 2, 9 }, { 0, 0 }, { 1, 1 } }, test.X.ToArray());
        Assert.Equal(new double[,] { { 1, 1 } }, test.Y.ToArray());
        var all = CsvFile.Read<double>(Write("a,b,y\n1,2,0\n"), new CsvOptions { Label = "y" });
        Assert.Equal(new double[,] { { 3 }, { 4 } }, CsvFile.Read<double>(Write("y,b,a\n1,4,3\n"), all.AsRead).X.ToArray());
        string other = Write("a,colour,y\n1,green,yes\n");
        Assert.Equal($"{other}, line 2, column 1 ('colour'): 'green' is none of the categories 'blue', 'red'; mend it, or add it to the list.", ErrorOf(other, training.AsRead));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Numbers_are_read_alike_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            string path = Write("a;b\n1.5;-2e-3\n");
            Assert.Equal(new double[,] { { 1.5 }, { -0.002 } }, CsvFile.Read<double>(path, new CsvOptions { Delimiter = ';' }).X.ToArray());
            path = Write("a;b\n1,5;2\n");
            Assert.Equal(
                $"{path}, line 2, column 0 ('a'): '1,5' is not a finite number (numbers are written with a point and without separators of thousands); mend it, or read the column as a categorical one.",
                ErrorOf(path, new CsvOptions { Delimiter = ';' }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Quoted_fields_byte_order_marks_blank_lines_and_any_line_end_are_read()
    {
        string path = Write("\uFEFF\"a, b\" , c\r\n\r\n \"1\" ,2\r3,4\n5,6");

        var table = CsvFile.Read<float>(path);

        Assert.Equal(["a, b", "c"], table.FeatureNames);
        Assert.Equal(new float[,] { { 1, 3, 5 }, { 2, 4, 6 } }, table.X.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_said_with_line_and_column()
    {
        string path = Write("a,b\n1,2\n3\n");
        Assert.Equal(
            $"{path}, line 3: the row has 1 fields; the header in line 1 has 2, so complete the row, or put quotation marks around a field that holds the delimiter ','.",
            ErrorOf(path));
        Assert.Equal($"{path}, line 1: there is no column 'c' in the header; it has 'a', 'b'.", ErrorOf(path, new CsvOptions { Features = ["c"] }));
        Assert.Equal($"{path}, line 1: there is no column 2; the row has 2 fields, so columns go from 0 to 1.", ErrorOf(path, new CsvOptions { Features = [2] }));
        Assert.StartsWith($"{path}, line 1: there is no column ^3;", ErrorOf(path, new CsvOptions { Label = ^3 }), StringComparison.Ordinal);
        Write("a,a\n1,2\n");
        Assert.Equal($"{path}, line 1: the header has the column 'a' more than once; give the place of the one that is meant.", ErrorOf(path, new CsvOptions { Features = ["a"] }));
        Write("a\nInfinity\n");
        Assert.Equal($"{path}, line 2, column 0 ('a'): 'Infinity' is not a finite number; mend it, or read the column as a categorical one.", ErrorOf(path));
        Write("a\n1e999\n");
        Assert.Contains("'1e999' is not a finite number", ErrorOf(path), StringComparison.Ordinal);
        Write("a,b\n");
        Assert.Equal($"{path} holds no example below the header; give a file with a row for each example.", ErrorOf(path));
        Write("");
        Assert.Equal($"{path} holds no example below the header; give a file with a row for each example.", ErrorOf(path));
        Write("y\n1\n");
        Assert.Equal($"{path}, line 1: the label is the only column; at least one column of features is needed.", ErrorOf(path, new CsvOptions { Label = 0 }));
        Write("w\nred\n?\n");
        Assert.Equal(
            $"{path}, line 3, column 0 ('w'): the category is missing ('?'); complete or remove the row, or give a list of categories that has '?'.",
            ErrorOf(path, new CsvOptions { Features = [CsvColumn.Categorical("w")] }));
    }

    [Fact]
    public void Broken_quotation_and_bytes_that_are_no_text_are_refused()
    {
        string path = Write("a,b\n1,2\n3,4\"5\n");
        Assert.Equal($"{path}, line 3: a quotation mark stands inside a field; put the whole field between quotation marks and write each one inside it twice.", ErrorOf(path));
        Write($"a,b\n1,\"{new string('2', 70_000)}\n3,4\n");
        Assert.Contains("a field is longer than 65536 characters, or its quotation mark is never closed", ErrorOf(path), StringComparison.Ordinal);
        File.WriteAllBytes(path, [.. "a,b\n1,"u8, 0xFF, 0xFE, 10]);
        Assert.Contains("there are bytes that are no UTF-8", ErrorOf(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_with_too_many_categories_is_no_categorical_one()
    {
        string path = Write("w\n" + string.Join('\n', Enumerable.Range(0, 11)));

        Assert.Equal(
            $"{path}, line 12, column 0 ('w'): the column has more than 10 different categories; read it as numbers or leave it out, or raise CsvOptions.MostCategories.",
            ErrorOf(path, new CsvOptions { Features = [CsvColumn.Categorical("w")], MostCategories = 10 }));
    }

    [Fact]
    public void A_small_compressed_file_cannot_fill_the_memory()
    {
        string path = folder.PathOf("bomb.csv.gz");
        File.WriteAllBytes(path, FileFuzz.GZip(Encoding.ASCII.GetBytes("a\n" + new string(',', 20_000_000))));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"{path}, line 2: the line is longer than 4194304 bytes; give a text file with a line for each example.", ErrorOf(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000_000);

        string lines = "a\n" + string.Concat(Enumerable.Repeat("1\n", 1_000_000));
        File.WriteAllBytes(path, FileFuzz.GZip(Encoding.ASCII.GetBytes(lines)));
        Assert.Equal($"{path} is larger than 1000000 bytes when it is decompressed; if that is right, raise CsvOptions.MostDecompressedBytes.", ErrorOf(path, new CsvOptions { MostDecompressedBytes = 1_000_000 }));
        Assert.Equal((1, 1_000_000), (CsvFile.Read<float>(path).X.Rows, CsvFile.Read<float>(path).X.Columns));
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused()
    {
        string path = Write("1,2\n");
        foreach (var options in new CsvOptions[]
        {
            new() { HasHeader = false, Features = ["a"] },
            new() { Features = [] },
            new() { Delimiter = '"' },
            new() { Delimiter = '\n' },
            new() { SkippedLines = -1 },
            new() { MostCategories = 0 },
            new() { LabelsAs = (CsvLabels)9 },
            new() { Label = CsvColumn.CategoricalAt(0, "a") },
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => CsvFile.Read<float>(path, options));
        }

        Assert.Throws<ArgumentException>(() => CsvColumn.Categorical("a", "x", "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingValues.Replace(double.NaN));
    }

    [Fact]
    public void Damaged_files_give_a_sentence_or_numbers()
    {
        byte[][] valid =
        [
            .. new[] { "a,b,c\n1,2.5,red\n3,-4e2,blue\n,7,red\n", "\"a\",\"b\",c\r\n\"1\",2,\"x\"\"y\"\r\n3,4,z\r\n", "a,b,c\n" + string.Join('\n', Enumerable.Range(0, 12).Select(i => $"{i},{i * i},k{i % 3}")) }.Select(Encoding.UTF8.GetBytes),
        ];
        CsvOptions[] options =
        [
            new() { Features = [0, 1, CsvColumn.CategoricalAt(2)], Missing = MissingValues.Mean },
            new() { Features = [0, 1], Label = 2, LabelsAs = CsvLabels.OneHot, HasHeader = false, SkippedLines = 1, Missing = MissingValues.Replace(0) },
        ];
        FileFuzz.Check(folder.PathOf("damaged"), [.. valid, .. valid.Select(FileFuzz.GZip)], [content => content, FileFuzz.GZip], path =>
            CsvFile.Read<float>(path, options[new FileInfo(path).Length % 2]));
    }

    private static string ErrorOf(string path, CsvOptions? options = null) => Assert.Throws<DataFileException>(() => CsvFile.Read<double>(path, options)).Message;

    private string Write(string text)
    {
        string path = folder.PathOf("table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
