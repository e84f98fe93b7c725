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

    private Convolution1DLayer? Convolution(Convolution1DDeclaration convolution, Activation activation)
    {
        if (!IsSequence(convolution))
        {
            return null;
        }

        bool right = true;
        if (convolution.Filters < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, convolution.Filters));
            right = false;
        }

        right &= AtLeastOne("1", "The kernel", convolution.Kernel);
        right &= AtLeastOne("Stride", "Stride", convolution.Stride);
        right &= AtLeastOne("Dilation", "Dilation", convolution.Dilation);
        right = AtLeastOne("Groups", "Groups", convolution.Groups) && GroupsDivide(convolution.Groups, input.Features, "features", convolution.Filters) && right;
        right &= PaddingOverTimeIsRight(convolution.Padding);
        if (!right)
        {
            return null;
        }

        long extent = ((convolution.Kernel - 1L) * convolution.Dilation) + 1;
        var (steps, left, leftOut, padded) = AlongTime(extent, convolution.Stride, convolution.Padding);
        if (!WindowsFit("1", convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Dilation, steps, leftOut))
        {
            return null;
        }

        // In double: sizes may be anything, and their product larger than any whole number.
        double parameters = ((double)(input.Features / convolution.Groups) * convolution.Kernel * convolution.Filters) + convolution.Filters;
        double window = Math.Max((double)padded, (double)extent) * input.Features, outputs = (double)steps * convolution.Filters;
        if (Math.Max(parameters, Math.Max(window, outputs)) > ShapeInference.MostNumbers / 8.0)
        {
            problems.Add(parameters > ShapeInference.MostNumbers / 8.0
                ? TooMany(parameters, $"parameters in layer {L}", ShapeInference.MostNumbers / 8)
                : TooMany(Math.Max(window, outputs), $"numbers in the padded input or in the output of layer {L}", ShapeInference.MostNumbers / 8));
            return null;
        }

        var output = TensorShape.Sequence((int)steps, convolution.Filters);
        CheckSoftmax(activation, output);
        return new Convolution1DLayer(number, input, output, convolution.Kernel, steps == 1 ? 1 : convolution.Stride, convolution.Dilation, left, convolution.Groups, activation);
    }

    private Pool1DLayer? Pool(Pool1DDeclaration pool)
    {
        if (!IsSequence(pool))
        {
            return null;
        }

        bool right = AtLeastOne("0", "The window", pool.Window);

        // A stride that is not given is the window, and is told with it.
        right &= pool.Stride == pool.Window || AtLeastOne("Stride", "Stride", pool.Stride);
        right &= PaddingOverTimeIsRight(pool.Padding);
        if (!right || !IsAtMostHalf(pool.Padding, pool.Window))
        {
            return null;
        }

        var (steps, left, leftOut, padded) = AlongTime(pool.Window, pool.Stride, pool.Padding);
        if (pool.Padding == Convolution1DDeclaration.Causal && (double)padded * input.Features > ShapeInference.MostNumbers / 8)
        {
            problems.Add(TooMany((double)padded * input.Features, $"numbers in the padded input of layer {L}", ShapeInference.MostNumbers / 8));
            return null;
        }

        return WindowsFit("0", pool.Window, pool.Stride, pool.Padding, dilation: 1, steps, leftOut)
            ? new Pool1DLayer(number, input, TensorShape.Sequence((int)Math.Min(steps, int.MaxValue), input.Features), pool.Kind, pool.Window, steps == 1 ? 1 : pool.Stride, left)
            : null;
    }

    private bool PaddingOverTimeIsRight(int padding)
    {
        bool right = padding is >= 0 or ConvolutionDeclaration.Same or Convolution1DDeclaration.Causal;
        if (!right)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, "Padding"), Descriptors.OutOfRangeId, "Padding", L, network, ShapeInference.Number(padding), "0 or more, Padding.Same or Padding.Causal"));
        }

        return right;
    }

    /// <summary>The windows over time, as <see cref="Along"/> has them; causal ones reach back as far as they can, and never ahead.</summary>
    private (long Count, int Before, long LeftOut, long Padded) AlongTime(long extent, int stride, int padding) =>
        padding == Convolution1DDeclaration.Causal
            ? (((input.Time - 1L) / stride) + 1, (int)Math.Min(extent - 1, int.MaxValue), 0L, input.Time + extent - 1)
            : Along(input.Time, extent, stride, padding);

    /// <summary>Whether something comes out of windows over time; of steps that they leave out, a warning.</summary>
    private bool WindowsFit(string argument, int window, int stride, int padding, int dilation, long steps, long leftOut)
    {
        long extent = ((window - 1L) * dilation) + 1;
        if (steps < 1)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, argument),
                Descriptors.WindowTooLargeId,
                L,
                network,
                ShapeInference.Number(window) + (dilation == 1 ? "" : $", which dilation spreads over {Text(extent)}"),
                input.Words + (padding == 0 ? "" : $" with {ShapeInference.Number(padding)} of padding on each side"),
                Text(((input.Time + (2L * padding) - 1) / dilation) + 1)));
            return false;
        }

        if (extent >= stride && leftOut > 0)
        {
            problems.Add(Problem.At(
                Place.LayerAttribute(number),
                Descriptors.RowsLeftOutId,
                L,
                network,
                Lost(leftOut, "step"),
                input.Words,
                ShapeInference.Number(window),
                ShapeInference.Number(stride)));
        }

        return true;
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
