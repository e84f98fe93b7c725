using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Report;

namespace DnnGen.Benchmarks.Rows;

/// <summary>All rows, in the order of the tables.</summary>
internal static class Catalogue
{
    public static IEnumerable<Row> Rows(IReadOnlyList<int> threads) =>
    [
        .. TrainingRows.All(threads),
        .. PredictionRows.All,
        .. StreamingRows.All,
        .. ProductRows.All(threads),
        .. NeedingGenerator(GeneratorRows.All),
        .. NeedingGenerator(AnalyzerRows.All),
        .. RestRows.All,
        .. NativeRows.All,
    ];

    /// <summary>Rows that load the generator from where this repository builds it; a build against the packed library has none there.</summary>
    private static IEnumerable<Row> NeedingGenerator(IEnumerable<Row> rows) => File.Exists(BuildPlace.Generator)
        ? rows
        : rows.Select(row => row with
        {
            Measure = session => session.Add(new Figure("Skipped", row.Title, "not measured", "none", null) { Remark = "this build did not build the generator" }),
        });
}
