using System.Numerics;
using System.Text.Json;

namespace DnnGen.Tests;

/// <summary>Reads the golden numbers: arrays of numbers, matrices as arrays of rows.</summary>
internal static class Golden
{
    public static JsonElement Open(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"golden/{name}")));
        return document.RootElement.Clone();
    }

    /// <summary>The entry called <paramref name="name"/> in a list of entries with names.</summary>
    public static JsonElement Named(this JsonElement list, string name) =>
        list.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);

    public static double[] Numbers(this JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(number => number.GetDouble())];

    public static Matrix<T> Matrix<T>(this JsonElement element, string property)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = element.GetProperty(property).EnumerateArray().ToArray();
        var matrix = DnnGen.Matrix<T>.Zeros(rows.Length, rows[0].GetArrayLength());
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                matrix[i, j] = T.CreateTruncating(rows[i][j].GetDouble());
            }
        }

        return matrix;
    }
}
