using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

using CsvHelper;
using CsvHelper.Configuration;

namespace DnnGen.Data;

/// <summary>Reads tables of comma-separated values (<c>.csv</c>, plain or gzip) as examples for a network.</summary>
/// <remarks>Numbers are written with a point, as in <c>-1.5e3</c>, whatever the culture of the machine; the text is UTF-8.</remarks>
public static class CsvFile
{
    /// <summary>Characters of the longest field: no number is longer, and no name of a category should be.</summary>
    private const int LongestField = 1 << 16;

    /// <summary>Reads a whole table: each row is one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="options">How it is read; a header and numbers in all columns when not given.</param>
    /// <returns>The features (features × examples), the labels, and their names.</returns>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    /// <exception cref="DataFileException">The file is missing or damaged, or a field is not what the options say; the message names line and column.</exception>
    public static CsvTable<T> Read<T>(string path, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        options ??= new();
        Check(options);
        using var source = DataSource.Open(path, "a CSV file");
        using var guarded = new GuardedTextStream(source, options.MostDecompressedBytes);
        using var text = new StreamReader(guarded, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 14);
        int line = 0;
        try
        {
            while (line < options.SkippedLines && text.ReadLine() is not null)
            {
                line++;
            }

            // The parser counts lines from where it starts.
            int skipped = line;
            using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = options.Delimiter.ToString(),
                MaxFieldSize = LongestField,
                TrimOptions = TrimOptions.Trim,
                LineBreakInQuotedFieldIsBadData = false,
                BadDataFound = bad => throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {skipped + bad.Context.Parser!.RawRow}: a quotation mark stands inside a field; put the whole field between quotation marks and write each one inside it twice.")),
            }, leaveOpen: true);
            TableBuilder<T>? table = null;
            while (parser.Read())
            {
                line = skipped + parser.RawRow;
                if (table is null)
                {
                    table = new TableBuilder<T>(path, options, parser, line);
                    if (options.HasHeader)
                    {
                        continue;
                    }
                }

                table.Add(parser, line);
            }

            return table is { Examples: > 0 }
                ? table.Build()
                : throw new DataFileException($"{path} holds no example{(options.HasHeader ? " below the header" : "")}; give a file with a row for each example.");
        }
        catch (Exception failure) when (failure is CsvHelperException or DecoderFallbackException)
        {
            throw new DataFileException(
                string.Create(CultureInfo.InvariantCulture, $"{path} cannot be read as CSV after line {line} ({Reason(failure)}); give UTF-8 text with one row for each example."),
                failure);
        }
    }

    private static string Reason(Exception failure) => failure switch
    {
        MaxFieldSizeException => string.Create(CultureInfo.InvariantCulture, $"a field is longer than {LongestField} characters, or its quotation mark is never closed"),
        DecoderFallbackException => "there are bytes that are no UTF-8",
        _ => FileChecks.OneLine(failure.Message),
    };

    private static void Check(CsvOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.SkippedLines);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MostCategories);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MostDecompressedBytes);
        ArgumentNullException.ThrowIfNull(options.Missing);
        ArgumentNullException.ThrowIfNull(options.MissingTexts);
        if (options.Delimiter is '"' or '\r' or '\n' or '\0' || char.IsSurrogate(options.Delimiter))
        {
            throw new ArgumentException("CsvOptions.Delimiter must be a character that can stand between two fields, such as ',' or ';' or '\\t'.", nameof(options));
        }

        if (options.Features is { Count: 0 })
        {
            throw new ArgumentException("CsvOptions.Features is empty; name the columns of the features, or leave it null for all columns but the label.", nameof(options));
        }

        if (options.Label is { IsCategorical: true } && options.LabelsAs == CsvLabels.Number)
        {
            throw new ArgumentException("CsvOptions.Label is a categorical column and LabelsAs is Number; choose ClassNumber or OneHot.", nameof(options));
        }

        if (!Enum.IsDefined(options.LabelsAs))
        {
            throw new ArgumentException($"CsvOptions.LabelsAs is {options.LabelsAs}; choose Number, ClassNumber or OneHot.", nameof(options));
        }
    }

    /// <summary>Gathers the rows of one table.</summary>
    private sealed class TableBuilder<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly string path;
        private readonly CsvOptions options;
        private readonly string[]? header;
        private readonly int width;
        private readonly int headerLine;
        private readonly Reader[] features;
        private readonly Reader? label;
        private readonly HashSet<string> missing;

        public TableBuilder(string path, CsvOptions options, CsvParser first, int line)
        {
            this.path = path;
            this.options = options;
            width = first.Count;
            headerLine = line;
            header = options.HasHeader ? [.. first.Record!] : null;
            missing = new(options.MissingTexts, StringComparer.OrdinalIgnoreCase);
            int labelPlace = options.Label is { } column ? Find(column) : -1;
            var columns = options.Features is { } chosen
                ? chosen.Select(column => (Column: column, Place: Find(column))).ToList()
                : [.. AllColumns().Where(pair => pair.Place != labelPlace)];
            if (columns.Count == 0)
            {
                throw new DataFileException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: the label is the only column; at least one column of features is needed."));
            }

            features = [.. columns.Select(pair => new Reader(this, pair.Column, pair.Place, pair.Column.IsCategorical, pair.Column.Missing ?? options.Missing))];
            if (options.Label is { } labels)
            {
                label = new Reader(this, labels, labelPlace, options.LabelsAs != CsvLabels.Number, MissingValues.Error);
            }
        }

        public int Examples { get; private set; }

        public void Add(CsvParser row, int line)
        {
            if (row.Count != width)
            {
                throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {line}: the row has {row.Count} fields; the {(header is null ? "first row" : "header")} in line {headerLine} has {width}, so complete the row, or put quotation marks around a field that holds the delimiter '{options.Delimiter}'."));
            }

            foreach (var feature in features)
            {
                feature.Add(row[feature.Place], line);
            }

            label?.Add(row[label.Place], line);
            Examples++;
        }

        public CsvTable<T> Build()
        {
            var missingRules = Array.ConvertAll(features, feature => feature.FillMissing());
            var sizes = Array.ConvertAll(features, feature => feature.Finish());
            var x = Zeros(sizes.Sum(size => (long)size));
            var names = new List<string>(x.Rows);
            for (int i = 0, row = 0; i < features.Length; row += sizes[i++])
            {
                features[i].CopyTo(x.SliceRows(row, sizes[i]));
                string name = NameOf(features[i].Place);
                names.AddRange(features[i].Categories?.Select(category => $"{name}={category}") ?? [name]);
            }

            var y = default(Matrix<T>);
            if (label is not null)
            {
                int classes = label.Finish();
                y = Zeros(options.LabelsAs == CsvLabels.OneHot ? classes : 1);
                label.CopyTo(y);
            }

            var asRead = options with
            {
                Features = [.. features.Select((feature, i) => feature.Column.With(feature.Categories, missingRules[i]))],
                Label = label is null ? null : label.Column.With(label.Categories, null),
            };
            return new(x, names, y, label?.Categories ?? [], asRead);
        }

        private Matrix<T> Zeros(long rows) => rows * Examples <= Array.MaxLength
            ? Matrix<T>.Zeros((int)rows, Examples)
            : throw new DataFileException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} gives {rows} features of {Examples} examples, more than one matrix holds ({Array.MaxLength} numbers); read fewer columns, or split the file."));

        /// <summary>Every column as numbers: by its name where it has one of its own, so that another file may have another order.</summary>
        private IEnumerable<(CsvColumn Column, int Place)> AllColumns()
        {
            HashSet<string> once = header is null ? [] : [.. header.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() == 1).Select(group => group.Key)];
            for (int place = 0; place < width; place++)
            {
                yield return (header is not null && once.Contains(header[place]) ? header[place] : (CsvColumn)place, place);
            }
        }

        private int Find(CsvColumn column)
        {
            if (column.Name is not { } name)
            {
                int place = column.Place!.Value.GetOffset(width);
                return place >= 0 && place < width
                    ? place
                    : throw new DataFileException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}, line {headerLine}: there is no column {column}; the row has {width} fields, so columns go from 0 to {width - 1}."));
            }

            if (header is null)
            {
                throw new ArgumentException($"The column '{name}' is asked for by name and CsvOptions.HasHeader is false; give its place, or say that there is a header.");
            }

            int found = Array.IndexOf(header, name);
            if (found < 0)
            {
                const int most = 20;
                string there = string.Join(", ", header.Take(most).Select(text => $"'{Short(text)}'")) + (header.Length > most ? ", …" : "");
                throw new DataFileException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {headerLine}: there is no column '{name}' in the header; it has {there}."));
            }

            return Array.IndexOf(header, name, found + 1) < 0
                ? found
                : throw new DataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}, line {headerLine}: the header has the column '{name}' more than once; give the place of the one that is meant."));
        }

        private string NameOf(int place) => header is null ? place.ToString(CultureInfo.InvariantCulture) : header[place];

        private string Where(int line, int place) => string.Create(
            CultureInfo.InvariantCulture,
            $"{path}, line {line}, column {place}{(header is null ? "" : $" ('{Short(header[place])}')")}");

        /// <summary>A field as part of a sentence: on one line and not too long.</summary>
        private static string Short(string text)
        {
            string line = text.ReplaceLineEndings(" ");
            return line.Length <= 40 ? line : $"{line[..40]}…";
        }

        /// <summary>Gathers one column: numbers, or the numbers of categories.</summary>
        private sealed class Reader
        {
            private readonly TableBuilder<T> table;
            private readonly MissingValues rule;
            private readonly List<T> numbers = [];
            private readonly List<int> words = [];
            private readonly Dictionary<string, int>? known;
            private readonly bool isGiven;
            private readonly List<int> gaps = [];
            private int firstGapLine;

            public Reader(TableBuilder<T> table, CsvColumn column, int place, bool isCategorical, MissingValues rule)
            {
                this.table = table;
                this.rule = rule;
                Column = column;
                Place = place;
                if (isCategorical)
                {
                    isGiven = column.Categories is not null;
                    known = new(StringComparer.Ordinal);
                    foreach (string category in column.Categories ?? [])
                    {
                        known.Add(category, known.Count);
                    }
                }
            }

            public CsvColumn Column { get; }

            public int Place { get; }

            public IReadOnlyList<string>? Categories { get; private set; }

            public void Add(string field, int line)
            {
                if (known is not null)
                {
                    AddWord(field, line);
                }
                else if (table.missing.Contains(field))
                {
                    AddGap(field, line);
                }
                else if (T.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number))
                {
                    numbers.Add(number);
                }
                else
                {
                    throw new DataFileException(
                        $"{table.Where(line, Place)}: '{Short(field)}' is not a finite number{Hint(field)}; mend it, or read the column as a categorical one.");
                }
            }

            /// <summary>Puts a number where there is none, and says by which rule another file would be filled alike.</summary>
            public MissingValues FillMissing()
            {
                if (!rule.IsMean)
                {
                    foreach (int gap in gaps)
                    {
                        numbers[gap] = T.CreateChecked(rule.Value!.Value);
                    }

                    return rule;
                }

                if (known is not null)
                {
                    return rule;
                }

                int count = numbers.Count - gaps.Count;
                if (count == 0)
                {
                    throw new DataFileException($"{table.Where(firstGapLine, Place)}: every number of the column is missing, so it has no mean; leave the column out, or give a number by MissingValues.Replace.");
                }

                // Divided first: the sum of numbers that are finite need not be.
                double mean = 0;
                int next = 0;
                for (int i = 0; i < numbers.Count; i++)
                {
                    if (next < gaps.Count && gaps[next] == i)
                    {
                        next++;
                        continue;
                    }

                    mean += double.CreateChecked(numbers[i]) / count;
                }

                foreach (int gap in gaps)
                {
                    numbers[gap] = T.CreateChecked(mean);
                }

                return MissingValues.Replace(mean);
            }

            /// <summary>Puts the categories in order.</summary>
            /// <returns>How many rows of a matrix the column takes as features, or as one-hot labels.</returns>
            public int Finish()
            {
                if (known is null)
                {
                    return 1;
                }

                if (isGiven)
                {
                    Categories = Column.Categories;
                    return known.Count;
                }

                // By number where all are numbers, else by their characters: never by their order in the file.
                string[] found = [.. known.Keys];
                bool numeric = found.All(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
                string[] sorted = [.. found
                    .OrderBy(word => numeric ? double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture) : 0)
                    .ThenBy(word => word, StringComparer.Ordinal)];
                int[] place = new int[sorted.Length];
                for (int i = 0; i < sorted.Length; i++)
                {
                    place[known[sorted[i]]] = i;
                }

                foreach (ref int word in CollectionsMarshal.AsSpan(words))
                {
                    word = place[word];
                }

                Categories = sorted;
                return sorted.Length;
            }

            /// <summary>Writes the column: numbers into one row, categories into a row each, or as class numbers into one.</summary>
            public void CopyTo(Matrix<T> rows)
            {
                bool asClassNumber = known is not null && ReferenceEquals(this, table.label) && table.options.LabelsAs == CsvLabels.ClassNumber;
                for (int j = 0; j < rows.Columns; j++)
                {
                    if (known is null)
                    {
                        rows[0, j] = numbers[j];
                    }
                    else if (asClassNumber)
                    {
                        rows[0, j] = T.CreateChecked(words[j]);
                    }
                    else
                    {
                        rows[words[j], j] = T.One;
                    }
                }
            }

            private static string Hint(string field) =>
                field.Contains(',', StringComparison.Ordinal) ? " (numbers are written with a point and without separators of thousands)" : "";

            private void AddWord(string field, int line)
            {
                if (known!.TryGetValue(field, out int word))
                {
                    words.Add(word);
                    return;
                }

                if (table.missing.Contains(field))
                {
                    throw new DataFileException(
                        $"{table.Where(line, Place)}: the {(ReferenceEquals(this, table.label) ? "label" : "category")} is missing ('{Short(field)}'); complete or remove the row, or give a list of categories that has '{Short(field)}'.");
                }

                if (isGiven)
                {
                    throw new DataFileException(
                        $"{table.Where(line, Place)}: '{Short(field)}' is none of the categories {string.Join(", ", Column.Categories!.Take(20).Select(category => $"'{Short(category)}'"))}{(known.Count > 20 ? ", …" : "")}; mend it, or add it to the list.");
                }

                if (known.Count == table.options.MostCategories)
                {
                    throw new DataFileException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{table.Where(line, Place)}: the column has more than {table.options.MostCategories} different categories; read it as numbers or leave it out, or raise CsvOptions.MostCategories."));
                }

                known.Add(field, known.Count);
                words.Add(known.Count - 1);
            }

            private void AddGap(string field, int line)
            {
                if (rule is { IsMean: false, Value: null })
                {
                    string mend = ReferenceEquals(this, table.label) ? "" : ", or choose CsvOptions.Missing: MissingValues.Mean or MissingValues.Replace";
                    throw new DataFileException($"{table.Where(line, Place)}: the number is missing ('{Short(field)}'); complete or remove the row{mend}.");
                }

                firstGapLine = gaps.Count == 0 ? line : firstGapLine;
                gaps.Add(numbers.Count);
                numbers.Add(T.Zero);
            }
        }
    }
}
