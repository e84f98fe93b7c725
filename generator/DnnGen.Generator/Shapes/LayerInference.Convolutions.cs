using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>Convolutions of each channel alone, and transposed ones.</summary>
internal sealed partial class LayerInference
{
    private ConvolutionLayer? Depthwise(DepthwiseConvolutionDeclaration depthwise, Activation activation)
    {
        if (!IsImage(depthwise))
        {
            return null;
        }

        bool right = AtLeastOne("0", "The kernel", depthwise.KernelHeight);
        right &= depthwise.KernelWidth == depthwise.KernelHeight || AtLeastOne("1", "The kernel", depthwise.KernelWidth);
        right &= AtLeastOne("Multiplier", "Multiplier", depthwise.Multiplier);
        right &= AtLeastOne("Stride", "Stride", depthwise.Stride);
        right &= AtLeastOne("Dilation", "Dilation", depthwise.Dilation);
        right &= PaddingIsRight(depthwise.Padding);
        double filters = (double)input.Channels * depthwise.Multiplier;
        if (right && filters > ShapeInference.MostNumbers)
        {
            problems.Add(TooMany(filters, $"filters in layer {L}"));
            right = false;
        }

        return right
            ? Convolved(
                new ConvolutionDeclaration(
                    (int)filters, depthwise.KernelHeight, depthwise.KernelWidth, depthwise.Stride, depthwise.Padding, depthwise.Dilation, input.Channels, activation),
                activation,
                "0",
                "1") is { } layer ? layer with { IsDepthwise = true } : null
            : null;
    }

    private ConvolutionLayer? Transposed(TransposedConvolutionDeclaration transposed, Activation activation)
    {
        if (!IsImage(transposed))
        {
            return null;
        }

        bool right = true;
        if (transposed.Filters < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, transposed.Filters));
            right = false;
        }

        right &= AtLeastOne("1", "The kernel", transposed.KernelHeight);
        right &= transposed.KernelWidth == transposed.KernelHeight || AtLeastOne("2", "The kernel", transposed.KernelWidth);
        right &= AtLeastOne("Stride", "Stride", transposed.Stride);
        right &= AtLeastOne("Dilation", "Dilation", transposed.Dilation);
        right = AtLeastOne("Groups", "Groups", transposed.Groups) && GroupsDivide(transposed.Groups, input.Channels, "channels", transposed.Filters) && right;
        right &= InRange("Padding", transposed.Padding, transposed.Padding >= 0, "0 or more");
        right = right && InRange(
            "OutputPadding",
            transposed.OutputPadding,
            transposed.OutputPadding >= 0 && transposed.OutputPadding < Math.Max(transposed.Stride, transposed.Dilation),
            transposed.Dilation > transposed.Stride
                ? $"0 or more and less than the dilation, {ShapeInference.Number(transposed.Dilation)}"
                : $"0 or more and less than the stride, {ShapeInference.Number(transposed.Stride)}");
        if (!right)
        {
            return null;
        }

        long extentHeight = ((transposed.KernelHeight - 1L) * transposed.Dilation) + 1, extentWidth = ((transposed.KernelWidth - 1L) * transposed.Dilation) + 1;
        long uncutHeight = Uncut(input.Height, extentHeight), uncutWidth = Uncut(input.Width, extentWidth);
        long height = uncutHeight - (2L * transposed.Padding), width = uncutWidth - (2L * transposed.Padding);
        if (height < 1 || width < 1)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, "Padding"),
                Descriptors.NothingLeftId,
                L,
                network,
                ShapeInference.Number(transposed.Padding),
                $"{Text(uncutHeight)} × {Text(uncutWidth)}",
                Text((Math.Min(uncutHeight, uncutWidth) - 1) / 2)));
            return null;
        }

        // A window that stands at one place does not move. In double: the sizes may be anything.
        int stride = input is { Height: 1, Width: 1 } ? 1 : transposed.Stride;
        double parameters = (double)input.Channels * (transposed.Filters / transposed.Groups) * transposed.KernelHeight * transposed.KernelWidth;
        double spread = Math.Max(
            (double)transposed.Filters * (height + (2.0 * transposed.Padding) + stride) * (width + (2.0 * transposed.Padding) + stride),
            (double)input.Channels * (input.Height + (2.0 * extentHeight)) * (input.Width + (2.0 * extentWidth)));
        if (parameters > ShapeInference.MostNumbers || spread > ShapeInference.MostNumbers / 4)
        {
            problems.Add(parameters > ShapeInference.MostNumbers
                ? TooMany(parameters, "parameters")
                : TooMany(spread, $"numbers in the padded output of layer {L}", ShapeInference.MostNumbers / 4));
            return null;
        }

        var output = TensorShape.Image(transposed.Filters, (int)height, (int)width);
        CheckSoftmax(activation, output);
        return new ConvolutionLayer(
            number, input, output, activation, transposed.KernelHeight, transposed.KernelWidth, stride, transposed.Dilation, transposed.Padding, transposed.Padding, transposed.Groups)
        { IsTransposed = true };

        long Uncut(int size, long extent) => ((size - 1L) * transposed.Stride) + extent + transposed.OutputPadding;
    }

    /// <summary>Whether the groups of a convolution divide what comes in and what comes out.</summary>
    private bool GroupsDivide(int groups, int inputs, string word, int filters)
    {
        if (filters < 1 || (inputs % groups == 0 && filters % groups == 0))
        {
            // Filters that are none are told by themselves.
            return true;
        }

        problems.Add(Problem.At(
            Place.LayerArgument(number, "Groups"),
            Descriptors.GroupsDoNotDivideId,
            L,
            network,
            ShapeInference.Number(groups),
            $"its {ShapeInference.Number(inputs)} {word} and its {ShapeInference.Number(filters)} filters",
            ShapeInference.Number(NearestDivisor(groups, GreatestCommonDivisor(inputs, filters)))));
        return false;
    }

    /// <summary>The divisor of a number that is nearest to another, the smaller of two; never one that is excluded.</summary>
    private static int NearestDivisor(int wanted, int of, decimal but = 0)
    {
        int nearest = 1;
        for (int divisor = 1; divisor <= of / divisor; divisor++)
        {
            foreach (int candidate in of % divisor == 0 ? new[] { divisor, of / divisor } : [])
            {
                long here = Math.Abs((long)candidate - wanted), best = Math.Abs((long)nearest - wanted);
                if (candidate != but && (here < best || (here == best && candidate < nearest)))
                {
                    nearest = candidate;
                }
            }
        }

        return nearest;
    }

    private static int GreatestCommonDivisor(int left, int right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);

    private bool InRange(string argument, int value, bool right, string expected)
    {
        if (!right)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, argument), Descriptors.OutOfRangeId, argument, L, network, ShapeInference.Number(value), expected));
        }

        return right;
    }
}
