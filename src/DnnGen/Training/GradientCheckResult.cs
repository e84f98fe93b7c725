using System.Globalization;

namespace DnnGen;

/// <summary>How the gradients of backward propagation compare with finite differences of the cost.</summary>
/// <param name="Network">The name of the network.</param>
/// <param name="ParametersChecked">The parameters whose derivative was compared.</param>
/// <param name="ParameterCount">The parameters in all.</param>
/// <param name="RelativeDifference">‖g − g̃‖ / (‖g‖ + ‖g̃‖), where g comes from backward propagation and g̃ from differences.</param>
/// <param name="Tolerance">The difference that the number type allows.</param>
/// <param name="WorstParameter">The parameter that differs most, such as <c>W2[3, 0]</c>.</param>
/// <param name="WorstGradient">Its derivative from backward propagation.</param>
/// <param name="WorstDifferenceQuotient">Its derivative from differences.</param>
public sealed record GradientCheckResult(
    string Network,
    int ParametersChecked,
    int ParameterCount,
    double RelativeDifference,
    double Tolerance,
    string WorstParameter,
    double WorstGradient,
    double WorstDifferenceQuotient)
{
    /// <summary>Whether the relative difference lies within the tolerance.</summary>
    public bool Passed => RelativeDifference <= Tolerance;

    /// <summary>The result in one sentence.</summary>
    /// <returns>The sentence, the same in every culture.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Network}: gradients {(Passed ? "agree" : "DISAGREE")} with finite differences, relative difference {RelativeDifference:0.0e+00} (tolerance {Tolerance:0.0e+00}) over {ParametersChecked} of {ParameterCount} parameters; worst is {WorstParameter}: {WorstGradient:G6} against {WorstDifferenceQuotient:G6}.");
}
