namespace DnnGen.Benchmarks.Rows;

/// <summary>All rows, in the order of the tables.</summary>
internal static class Catalogue
{
    public static IEnumerable<Row> Rows(IReadOnlyList<int> threads) =>
    [
        .. TrainingRows.All(threads),
        .. PredictionRows.All,
        .. ProductRows.All(threads),
        .. GeneratorRows.All,
        .. AnalyzerRows.All,
        .. RestRows.All,
        .. NativeRows.All,
    ];
}
