using System.Globalization;

using CsCheck;

using DnnGen.Data;

namespace DnnGen.Tests.Data;

public sealed class PreparationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Standard_data_have_mean_0_and_standard_deviation_1()
    {
        var x = Matrix<double>.FromRows(new double[,] { { 1, 2, 3, 4 }, { 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4 }, { 7, 7, 7, 7 } });

        var standardizer = Standardizer.Fit(x);
        var standard = standardizer.Transform(x);

        double deviation = Math.Sqrt(1.25);
        Assert.Equal([2.5, 1e9 + 2.5, 7], standardizer.Means);
        Assert.Equal([deviation, deviation, 0], standardizer.StandardDeviations);
        Assert.Equal(3, standardizer.Features);
        double[] expected = [-1.5 / deviation, -0.5 / deviation, 0.5 / deviation, 1.5 / deviation];
        Assert.Equal(expected, standard.Row(0).ToArray().Cast<double>());
        Assert.Equal(expected, standard.Row(1).ToArray().Cast<double>());
        Assert.Equal([0, 0, 0, 0], standard.Row(2).ToArray().Cast<double>());
        Check.Close(x, standardizer.Inverse(standard), 1e-15);
    }

    [Fact]
    public void Scaled_data_lie_between_0_and_1()
    {
        var x = Matrix<float>.FromRows(new float[,] { { 2, 4, 6 }, { -1, 0, 3 }, { 5, 5, 5 } });

        var scaler = MinMaxScaler.Fit(x);
        var scaled = scaler.Transform(x);

        Assert.Equal([2, -1, 5], scaler.Minima);
        Assert.Equal([6, 3, 5], scaler.Maxima);
        Assert.Equal(new float[,] { { 0, 0.5f, 1 }, { 0, 0.25f, 1 }, { 0, 0, 0 } }, scaled.ToArray());
        Assert.Equal(x.ToArray(), scaler.Inverse(scaled).ToArray());
        Assert.Equal(new float[,] { { 1.5f }, { -0.25f }, { -5 } }, scaler.Transform(Matrix<float>.FromRows(new float[,] { { 8 }, { -2 }, { 0 } })).ToArray());
    }

    [Fact]
    public void Batches_give_the_statistics_of_the_whole()
    {
        var x = new NumPyRandom(1).RandN(3, 1000);
        Matrix<double>[] batches = [x.SliceColumns(0, 1), x.SliceColumns(1, 500), x.SliceColumns(501, 0), x.SliceColumns(501, 499)];

        Assert.Equal(Standardizer.Fit(x).Means, Standardizer.Fit(batches).Means);
        Assert.Equal(Standardizer.Fit(x).StandardDeviations, Standardizer.Fit(batches).StandardDeviations);
        Assert.Equal(MinMaxScaler.Fit(x).Maxima, MinMaxScaler.Fit(batches).Maxima);
    }

    [Fact]
    public void Data_are_prepared_in_place_without_a_new_matrix()
    {
        var x = new NumPyRandom(1).RandN(3, 10);
        var standardizer = Standardizer.Fit(x);
        var expected = standardizer.Transform(x);
        standardizer.Transform(x, x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        standardizer.Transform(x, x);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Check.Close(standardizer.Transform(expected), x, 0);
    }

    [Fact]
    public void Statistics_come_back_from_their_file_bit_for_bit()
    {
        var x = new NumPyRandom(3).RandN(5, 20);
        string path = folder.PathOf("statistics.json");

        Standardizer.Fit(x).Save(path);
        Assert.Equal(Standardizer.Fit(x).Transform(x).ToArray(), Standardizer.Load(path).Transform(x).ToArray());
        Assert.Equal(
            $"{path} does not hold the statistics of a MinMaxScaler (its kind is not 'MinMaxScaler' of version 1); give a file that MinMaxScaler.Save wrote.",
            Assert.Throws<DataFileException>(() => MinMaxScaler.Load(path)).Message);

        MinMaxScaler.Fit(x).Save(path);
        Assert.Equal(MinMaxScaler.Fit(x).Transform(x).ToArray(), MinMaxScaler.Load(path).Transform(x).ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\": 3}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 2, \"means\": [1], \"standardDeviations\": [1]}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 1, \"means\": [1], \"standardDeviations\": [1, 2]}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 1, \"means\": [], \"standardDeviations\": []}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 1, \"means\": [1e999], \"standardDeviations\": [1]}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 1, \"means\": [\"1\"], \"standardDeviations\": [1]}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 1, \"means\": [1], \"standardDeviations\": [-1]}")]
    [InlineData("{\"kind\": \"Standardizer\", \"version\": 1, \"means\": [[[[1]]]], \"standardDeviations\": [-1]}")]
    public void A_file_that_holds_no_statistics_is_refused(string content)
    {
        string path = folder.PathOf("statistics.json");
        File.WriteAllText(path, content);

        string message = Assert.Throws<DataFileException>(() => Standardizer.Load(path)).Message;

        Assert.StartsWith($"{path} does not hold the statistics of a Standardizer (", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void What_has_no_statistics_is_refused()
    {
        Assert.StartsWith(
            "Standardizer.Fit: feature 1 of example 2 (both counted from 0) is NaN; only finite numbers have statistics",
            Assert.Throws<ArgumentException>(() => Standardizer.Fit(Matrix<float>.FromRows(new float[,] { { 1, 2, 3 }, { 4, 5, float.NaN } }))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit(Matrix<float>.Zeros(3, 0)));
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit(Matrix<double>.FromRows(new[,] { { -1e308, 1.7e308 } })));
        Assert.Throws<ArgumentException>(() => Standardizer.Fit(Matrix<double>.FromRows(new[,] { { -1e308, 1.7e308 } })));
        var standardizer = Standardizer.Fit(Matrix<float>.Zeros(3, 2));
        Assert.Equal("Standardizer.Transform: x is (2 × 5); the statistics are those of 3 features (rows).", Assert.Throws<ShapeMismatchException>(() => standardizer.Transform(Matrix<float>.Zeros(2, 5))).Message);
        Assert.Throws<ShapeMismatchException>(() => standardizer.Transform(Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(3, 4)));
        Assert.Throws<ShapeMismatchException>(() => Standardizer.Fit([Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(2, 5)]));
    }

    [Fact]
    public void A_split_takes_every_example_once()
    {
        var split = Split.Random(10, validation: 0.2, test: 0.3, seed: 5);

        Assert.Equal((5, 2, 3), (split.Training.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(Enumerable.Range(0, 10), split.Training.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal(split.Training, Split.Random(10, 0.2, 0.3, seed: 5).Training);
        Assert.NotEqual(split.Training, Split.Random(10, 0.2, 0.3, seed: 6).Training);
        var x = Matrix<float>.FromExamples([.. Enumerable.Range(0, 20).Select(i => (float)i)], 2, 10);
        Assert.Equal(split.Training.Select(i => 2f * i), split.TrainingOf(x).Row(0).ToArray().Cast<float>());
        Assert.Equal(split.Validation.Select(i => (2f * i) + 1), split.ValidationOf(x).Row(1).ToArray().Cast<float>());
        Assert.Equal(split.Test.Select(i => 2f * i), split.TestOf(x).Row(0).ToArray().Cast<float>());
        Assert.Equal("Split: data is (2 × 9); this split was made for 10 examples (columns).", Assert.Throws<ShapeMismatchException>(() => split.TestOf(x.SliceColumns(0, 9))).Message);
    }

    [Fact]
    public void A_stratified_split_keeps_the_proportions_of_the_classes() =>
        Gen.Select(Gen.Int[0, 4].Array[0, 60], Gen.Int[0, 10], Gen.Int[0, 10]).Cases(500, drawn =>
        {
            var (classes, v, t) = drawn;
            double validation = v / 20.0, test = t / 20.0;

            var split = Split.Stratified(classes, validation, test, seed: 1);

            Assert.Equal(Enumerable.Range(0, classes.Length), split.Training.Concat(split.Validation).Concat(split.Test).Order());
            Assert.Equal(Math.Round(classes.Length * test, MidpointRounding.AwayFromZero), split.Test.Count);
            foreach (var members in classes.GroupBy(number => number))
            {
                Assert.InRange(split.Test.Count(i => classes[i] == members.Key) - (members.Count() * test), -1, 1);
                Assert.InRange(split.Validation.Count(i => classes[i] == members.Key) - (members.Count() * validation), -2, 2);
            }
        });

    [Fact]
    public void Shares_that_are_none_are_refused()
    {
        foreach (var (validation, test) in new[] { (-0.1, 0), (0, 1.1), (0.6, 0.6), (double.NaN, 0), (0, double.NaN) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Split.Random(10, validation, test, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => Split.Stratified([0, 1], validation, test, 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Random(-1, 0, 0, 1));
    }

    [Fact]
    public void Classes_become_columns_of_0_and_1_and_come_back()
    {
        int[] classes = [2, 0, 1, 2];

        var oneHot = OneHot.Encode<float>(classes, 3);

        Assert.Equal(new float[,] { { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 1, 0, 0, 1 } }, oneHot.ToArray());
        Assert.Equal(classes, OneHot.Decode(oneHot));
        Assert.Equal(oneHot.ToArray(), OneHot.Encode(Matrix<float>.FromRows(new float[,] { { 2, 0, 1, 2 } }), 3).ToArray());
        Assert.Equal([1, 0, 2], OneHot.Decode(Matrix<double>.FromRows(new[,] { { 0.1, 0.5, double.NaN }, { 0.8, 0.5, double.NaN }, { 0.1, 0, 0.3 } })));
    }

    [Fact]
    public void Class_numbers_outside_the_classes_are_refused()
    {
        Assert.StartsWith(
            "The class number of example 1 (counted from 0) is 3; with 3 classes class numbers are the whole numbers from 0 to 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode<float>([0, 3], 3)).Message,
            StringComparison.Ordinal);
        foreach (double number in new[] { -1, 3, 0.5, double.NaN, 1e300 })
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode(Matrix<double>.FromRows(new[,] { { number } }), 3)).Message;
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"is {number};"), message, StringComparison.Ordinal);
        }

        Assert.Throws<ShapeMismatchException>(() => OneHot.Encode(Matrix<double>.Zeros(2, 2), 3));
        Assert.Throws<ShapeMismatchException>(() => OneHot.Decode(Matrix<double>.Zeros(0, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode<float>([], 0));
    }
}
