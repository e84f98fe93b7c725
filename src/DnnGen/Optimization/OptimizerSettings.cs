using System.Globalization;

namespace DnnGen;

/// <summary>The named settings of one optimizer or schedule: checks each with one sentence, and writes them down.</summary>
/// <param name="owner">The factory, for the sentences: <c>Optimizer.Adam</c>.</param>
internal sealed class OptimizerSettings(string owner)
{
    private readonly List<string> written = [];

    /// <summary>A number above 0, such as a learning rate or ε.</summary>
    public OptimizerSettings Positive(string name, double value) =>
        Require(value > 0 && double.IsFinite(value), name, value, "a positive finite number");

    /// <summary>A number of 0 or more, such as a weight decay.</summary>
    public OptimizerSettings NotNegative(string name, double value) =>
        Require(value >= 0 && double.IsFinite(value), name, value, "a finite number, 0 or more");

    /// <summary>The share that a running mean keeps: from 0 to below 1.</summary>
    public OptimizerSettings Share(string name, double value) => Require(value is >= 0 and < 1, name, value, "0 or more and below 1");

    /// <summary>A factor above 0 and at most 1.</summary>
    public OptimizerSettings Factor(string name, double value) => Require(value is > 0 and <= 1, name, value, "above 0 and at most 1");

    /// <summary>A count of <paramref name="least"/> or more.</summary>
    public OptimizerSettings Count(string name, long value, long least) =>
        Require(value >= least, name, value, string.Create(CultureInfo.InvariantCulture, $"{least} or more"));

    /// <summary>A count that may be left out, and then is not written down either.</summary>
    public OptimizerSettings Count(string name, long? value, long least) => value is { } given ? Count(name, given, least) : this;

    /// <summary>A setting that needs no check.</summary>
    public OptimizerSettings Given(string name, object value)
    {
        written.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}"));
        return this;
    }

    private OptimizerSettings Require(bool condition, string name, double value, string meaning) => condition
        ? Given(name, value)
        : throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"{owner}: {name} is {value}; it must be {meaning}."));

    /// <summary>The factory with its arguments, the same in every culture: <c>Adam(learningRate: 0.001, …)</c>.</summary>
    public override string ToString() => $"{owner[(owner.IndexOf('.', StringComparison.Ordinal) + 1)..]}({string.Join(", ", written)})";
}
