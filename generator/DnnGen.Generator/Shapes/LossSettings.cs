using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>Whether the smoothing of labels and the weights of classes go with the loss and the output.</summary>
internal static class LossSettings
{
    /// <param name="network">The name of the network.</param>
    /// <param name="head">The output.</param>
    /// <param name="smoothingPlace">Where the smoothing is said.</param>
    /// <param name="weightsPlace">Where the weights are said.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void Check(string network, Head head, Place smoothingPlace, Place weightsPlace, List<Problem> problems)
    {
        if (WrongSmoothing(head.LabelSmoothing, head.Loss) is { } smoothing)
        {
            problems.Add(Problem.At(
                smoothingPlace,
                Descriptors.LabelSmoothingWrongId,
                network,
                head.LabelSmoothing.ToString("R", CultureInfo.InvariantCulture),
                smoothing));
        }

        if (head.ClassWeights is { } weights && WrongWeights(weights, head.Layer.Output, head.Loss) is { } weighing)
        {
            problems.Add(Problem.At(weightsPlace, Descriptors.ClassWeightsWrongId, network, weighing));
        }
    }

    private static string? WrongSmoothing(double smoothing, Loss loss) =>
        !(smoothing >= 0 && smoothing < 1) ? "it must be 0 or more and less than 1"
        : smoothing != 0 && loss is not (Loss.BinaryCrossEntropy or Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy)
            ? $"the labels of {loss} are no probabilities of classes to be smoothed: take a cross-entropy, or leave it out"
        : null;

    private static string? WrongWeights(EquatableArray<double> weights, TensorShape output, Loss loss)
    {
        int outputs = output.Features;
        if (outputs < 1)
        {
            // Told of the size itself.
            return null;
        }

        int classes = loss switch
        {
            Loss.BinaryCrossEntropy when outputs == 1 && output.Kind != TensorKind.Image => 2,
            Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy or Loss.KLDivergence => outputs,
            _ => 0,
        };
        if (classes == 0)
        {
            return $"{loss} over {output.Words} decides among no classes: take one sigmoid or a softmax, or leave them out";
        }

        for (int i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                return $"that of class {ShapeInference.Number(i)} is {weights[i].ToString("R", CultureInfo.InvariantCulture)}, and a weight is a finite number, 0 or more";
            }
        }

        return weights.Count != classes
                ? $"they are {ShapeInference.Number(weights.Count)} for {ShapeInference.Number(classes)} classes: write one for each class, class 0 first"
            : weights.All(weight => weight == 0) ? "all are 0, and at least one must be above 0"
            : null;
    }
}
