using System.Globalization;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>Layers over sequences.</summary>
internal sealed partial class LayerInference
{
    /// <summary>The layer written before this one; null at the first.</summary>
    public Layer? Previous { get; init; }

    private RecurrentLayer? Recurrent(RecurrentDeclaration recurrent)
    {
        if (!IsSequence(recurrent))
        {
            return null;
        }

        bool right = true;
        if (recurrent.Units < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, recurrent.Units));
            right = false;
        }

        if (double.IsNaN(recurrent.ForgetBias) || double.IsInfinity(recurrent.ForgetBias))
        {
            problems.Add(OutOfRange("ForgetBias", recurrent.ForgetBias, "a finite number"));
            right = false;
        }

        if (!right)
        {
            return null;
        }

        // In double: sizes may be anything, and their product larger than any whole number.
        double parameters = (double)RecurrentLayer.GatesOf(recurrent.Kind) * recurrent.Units * ((double)input.Features + recurrent.Units + 2);
        double kept = 4.0 * input.Time * recurrent.Units;
        if (Math.Max(parameters, kept) > ShapeInference.MostNumbers)
        {
            bool isParameters = parameters > ShapeInference.MostNumbers;
            problems.Add(TooMany(isParameters ? parameters : kept, isParameters ? "parameters" : $"numbers that layer {L} keeps of one example"));
            return null;
        }

        return new RecurrentLayer(
            number,
            input,
            recurrent.Sequence ? TensorShape.Sequence(input.Time, recurrent.Units) : TensorShape.Vector(recurrent.Units),
            recurrent.Kind,
            recurrent.ForgetBias);
    }

    private bool IsSequence(LayerDeclaration layer)
    {
        if (input.Kind == TensorKind.Sequence)
        {
            return true;
        }

        string sizes = input.Kind == TensorKind.Vector
            ? $"Time = {input.Count.ToString(CultureInfo.InvariantCulture)}, Features = 1"
            : $"Time = {(input.Count / input.Sizes[0]).ToString(CultureInfo.InvariantCulture)}, Features = {ShapeInference.Number(input.Sizes[0])}";
        problems.Add(Problem.At(
            Place.LayerAttribute(number),
            Descriptors.SequenceExpectedId,
            L,
            network,
            LayerSpelling.Of(layer),
            input.Words,
            Previous is RecurrentLayer { IsSequence: false } ? $"Sequence = true on layer {ShapeInference.Number(number - 1)}"
            : number == 1 && input.Kind == TensorKind.Vector ? $"[Input({sizes})]"
            : $"[Reshape({sizes})] before it"));
        return false;
    }
}
