namespace DnnGen.Data;

/// <summary>A column of a Parquet table.</summary>
/// <param name="Name">Its name; that of a nested column is its path, with dots.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="MayBeNull">Whether values may be missing.</param>
/// <param name="IsNumeric">Whether it can be read as numbers: whole and floating-point numbers and truth values, one in each row.</param>
public sealed record ParquetColumn(string Name, Type Type, bool MayBeNull, bool IsNumeric);
