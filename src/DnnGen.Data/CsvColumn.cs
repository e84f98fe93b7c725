using System.Globalization;

namespace DnnGen.Data;

/// <summary>A column of a CSV file, by its name in the header or by its place, and how it is read.</summary>
/// <remarks>A name, a number from 0 on, or <c>^1</c> for the last column can stand where a column of numbers is asked for.</remarks>
public sealed record CsvColumn
{
    private CsvColumn(string? name, Index? place, bool isCategorical, IReadOnlyList<string>? categories, MissingValues? missing)
    {
        Name = name;
        Place = place;
        IsCategorical = isCategorical;
        Categories = categories;
        Missing = missing;
    }

    /// <summary>The name in the header; null for a column given by its place.</summary>
    public string? Name { get; }

    /// <summary>The place in the row; null for a column given by its name.</summary>
    public Index? Place { get; }

    /// <summary>Whether the column holds words that become one feature for each category: 1 for the word that stands there, 0 for the others.</summary>
    public bool IsCategorical { get; }

    /// <summary>The categories in the order of their features; null when they are found in the file.</summary>
    public IReadOnlyList<string>? Categories { get; }

    /// <summary>What stands for missing numbers of this column; null for the rule of <see cref="CsvOptions.Missing"/>.</summary>
    public MissingValues? Missing { get; }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name in the header.</param>
    /// <param name="missing">What stands for missing numbers; the rule of <see cref="CsvOptions.Missing"/> when not given.</param>
    /// <returns>The column.</returns>
    public static CsvColumn Number(string name, MissingValues? missing = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, null, false, null, missing);
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="place">Its place in the row: 0 for the first, <c>^1</c> for the last.</param>
    /// <param name="missing">What stands for missing numbers; the rule of <see cref="CsvOptions.Missing"/> when not given.</param>
    /// <returns>The column.</returns>
    public static CsvColumn NumberAt(Index place, MissingValues? missing = null) => new(null, place, false, null, missing);

    /// <summary>A column of words.</summary>
    /// <param name="name">Its name in the header.</param>
    /// <param name="categories">The words in the order of their features; found in the file, and sorted, when none are given.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">A category is given twice.</exception>
    public static CsvColumn Categorical(string name, params IReadOnlyList<string> categories)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, null, true, Checked(categories), null);
    }

    /// <summary>A column of words.</summary>
    /// <param name="place">Its place in the row: 0 for the first, <c>^1</c> for the last.</param>
    /// <param name="categories">The words in the order of their features; found in the file, and sorted, when none are given.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">A category is given twice.</exception>
    public static CsvColumn CategoricalAt(Index place, params IReadOnlyList<string> categories) => new(null, place, true, Checked(categories), null);

    /// <summary>A column of numbers by its name.</summary>
    /// <param name="name">Its name in the header.</param>
    public static implicit operator CsvColumn(string name) => Number(name);

    /// <summary>A column of numbers by its place.</summary>
    /// <param name="place">Its place in the row, from 0 on.</param>
    public static implicit operator CsvColumn(int place) => NumberAt(place);

    /// <summary>A column of numbers by its place.</summary>
    /// <param name="place">Its place in the row: 0 for the first, <c>^1</c> for the last.</param>
    public static implicit operator CsvColumn(Index place) => NumberAt(place);

    /// <summary>The column as it is named in messages.</summary>
    /// <returns>Such as <c>'age'</c> or <c>3</c>, the same in every culture.</returns>
    public override string ToString() => Name is { } name ? $"'{name}'" : string.Create(CultureInfo.InvariantCulture, $"{Place}");

    /// <summary>The column with what was found in a file.</summary>
    internal CsvColumn With(IReadOnlyList<string>? categories, MissingValues? missing) => new(Name, Place, IsCategorical || categories is not null, categories, missing);

    private static string[]? Checked(IReadOnlyList<string> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (categories.Count == 0)
        {
            return null;
        }

        string[] copy = [.. categories];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? twice = Array.Find(copy, category => !seen.Add(category));
        return twice is null ? copy : throw new ArgumentException($"The category '{twice}' is given twice; give each once.", nameof(categories));
    }
}
