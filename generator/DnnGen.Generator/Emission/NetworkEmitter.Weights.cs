using System.Globalization;

using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>How weights start, and what large ones cost.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>Initializer.Normal(0.01).</summary>
    private string InitializerOf(WeightStart start)
    {
        string scale = start.Scale.ToString("R", CultureInfo.InvariantCulture);
        string arguments = start.Kind switch
        {
            Initialization.Normal or Initialization.TruncatedNormal or Initialization.Constant => $"({scale})",
            Initialization.Uniform => $"(-{scale}, {scale})",
            _ => "",
        };
        return $"{names.Runtime("Initializer")}.{start.Kind}{arguments}";
    }

    private static IEnumerable<ParameterMatrix> WeightsOf(Layer layer) => layer.Parameters.Where(parameter => parameter.Kind == "Weights");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>l1: 1E-05, l2: 0.0001.</summary>
    private static string PenaltyArguments(WeightPenalty penalty) => $"l1: {Number(penalty.L1)}, l2: {Number(penalty.L2)}";

    /// <summary>0.1·Σ|W1| + 0.2·Σ W1².</summary>
    private static string PenaltyFormula(WeightPenalty penalty, string weights) => string.Join(" + ", new[]
    {
        penalty.L1.Equals(0) ? "" : $"{Number(penalty.L1)}·Σ|{weights}|", penalty.L2.Equals(0) ? "" : $"{Number(penalty.L2)}·Σ {weights}²",
    }.Where(term => term.Length > 0));

    /// <summary>0.1·sign(W1) + 0.4·W1.</summary>
    private static string PenaltyDerivative(WeightPenalty penalty, string weights) => string.Join(" + ", new[]
    {
        penalty.L1.Equals(0) ? "" : $"{Number(penalty.L1)}·sign({weights})", penalty.L2.Equals(0) ? "" : $"{Number(2 * penalty.L2)}·{weights}",
    }.Where(term => term.Length > 0));

    /// <summary>W1, as the comments of a layer call its weights.</summary>
    private static string SymbolOf(Layer layer, ParameterMatrix weights) => layer is KernelLayer ? weights.Name : $"W{layer.Number}";

    /// <summary>What the weights of every layer add to the cost, one statement each.</summary>
    private void WritePenalties(SourceWriter writer)
    {
        foreach (var layer in shape.Layers.Where(layer => layer.Penalty is not null))
        {
            foreach (var weights in WeightsOf(layer))
            {
                writer.Line($"// Layer {layer.Number}, large weights      J := J + {PenaltyFormula(layer.Penalty!, SymbolOf(layer, weights))}");
                writer.Line($"cost += {names.Kernel("PenaltyKernel")}.Cost(Parameters.{weights.Name}, {PenaltyArguments(layer.Penalty!)});");
                writer.Line();
            }
        }
    }

    /// <summary>The part of dW that the penalty has, added to it.</summary>
    private IEnumerable<(string Comment, string Code)> PenaltyGradients(Layer layer, string gradients) => layer.Penalty is not { } penalty ? [] : WeightsOf(layer).Select(weights =>
    {
        string w = SymbolOf(layer, weights);
        return (
            Comment("", $"d{w} := d{w} + {PenaltyDerivative(penalty, w)}", Formulas.Size(weights.Rows, weights.Columns)),
            $"{names.Kernel("PenaltyKernel")}.AddGradient(Parameters.{weights.Name}, {PenaltyArguments(penalty)}, {gradients}.{weights.Name});");
    });

    /// <summary>The part of a step that the penalty has, taken with the weights of before it.</summary>
    private IEnumerable<(string Comment, string Code)> PenaltySteps(Layer layer, string caption) => layer.Penalty is not { } penalty ? [] : WeightsOf(layer).Select(weights =>
    {
        string w = SymbolOf(layer, weights);
        return (
            Comment(caption, $"{w} := {w} − α·({PenaltyDerivative(penalty, w)})", Formulas.Size(weights.Rows, weights.Columns)),
            $"{names.Kernel("PenaltyKernel")}.Step(Parameters.{weights.Name}, {PenaltyArguments(penalty)}, learningRate);");
    });

    /// <summary>A step of gradient descent for the parameters of one layer, which lie side by side.</summary>
    private string StepOf(Layer layer)
    {
        string slice = $"AsSpan().Slice({Formulas.Number(shape.Layers.Take(layer.Number - 1).Where(before => !before.IsFrozen).Sum(before => before.ParameterCount))}, {Formulas.Number(layer.ParameterCount)})";
        return $"{names.UpdateKernel}.GradientDescent(Parameters.{slice}, ws.Gradients.{slice}, learningRate);";
    }
}
