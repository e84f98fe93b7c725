namespace DnnGen.Data;

/// <summary>What the label column of a CSV file becomes.</summary>
public enum CsvLabels
{
    /// <summary>The numbers that stand there: (1 × examples). For values to predict, and for the labels 0 and 1.</summary>
    Number,

    /// <summary>The number of the class among <see cref="CsvTable{T}.Classes"/>: (1 × examples).</summary>
    ClassNumber,

    /// <summary>1 in the row of the class and 0 in all others: (classes × examples).</summary>
    OneHot,
}

/// <summary>How a CSV file is read; what is not said has the value that fits most files.</summary>
public sealed record CsvOptions
{
    /// <summary>Whether the first row names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Lines that are passed over before anything is read.</summary>
    public int SkippedLines { get; init; }

    /// <summary>What stands between two fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The columns that become features, in their order; null for all columns but the label, as numbers.</summary>
    public IReadOnlyList<CsvColumn>? Features { get; init; }

    /// <summary>The column of the labels; null when the file has none. A categorical column gives the classes and their order.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>What the label column becomes.</summary>
    public CsvLabels LabelsAs { get; init; }

    /// <summary>
    /// What stands for missing numbers of features: an error that names the place, when nothing is said. A missing label or
    /// category is always an error, unless the list of categories that was given has it.
    /// </summary>
    public MissingValues Missing { get; init; } = MissingValues.Error;

    /// <summary>The fields that count as missing, upper or lower case.</summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = ["", "NA", "N/A", "NaN", "null", "?"];

    /// <summary>The most different categories that one column may have: beyond it the column is no categorical one.</summary>
    public int MostCategories { get; init; } = 1000;

    /// <summary>The most bytes that a gzip file may be decompressed to, so that a small file cannot fill the memory.</summary>
    public long MostDecompressedBytes { get; init; } = 1L << 30;
}
