using System.Globalization;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>Infers one layer from what comes in, or says why it cannot: one sentence with the sizes up to there.</summary>
/// <param name="network">The name of the network.</param>
/// <param name="number">l, counted from 1; the input is 0.</param>
/// <param name="input">What comes in.</param>
/// <param name="isLast">Whether this is the output.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed partial class LayerInference(string network, int number, TensorShape input, bool isLast, List<Problem> problems)
{
    private string L => ShapeInference.Number(number);

    /// <summary>The layer; null where what comes out of it is not known.</summary>
    public Layer? Infer(LayerDeclaration declaration, Activation activation) => declaration switch
    {
        DenseDeclaration dense => Dense(dense, activation),
        ConvolutionDeclaration convolution => Convolution(convolution, activation),
        DepthwiseConvolutionDeclaration depthwise => Depthwise(depthwise, activation),
        TransposedConvolutionDeclaration transposed => Transposed(transposed, activation),
        PoolDeclaration pool => Pool(pool),
        Pool1DDeclaration pool => Pool(pool),
        GlobalPoolDeclaration pool => GlobalPool(pool),
        UpsampleDeclaration upsample => Upsample(upsample),
        Convolution1DDeclaration convolution => Convolution(convolution, activation),
        RecurrentDeclaration recurrent => Recurrent(recurrent),
        EmbeddingDeclaration embedding => Embedding(embedding),
        PositionalEmbeddingDeclaration positional => PositionalEmbedding(positional),
        SelfAttentionDeclaration attention => SelfAttention(attention),
        FeedForwardDeclaration feedForward => FeedForward(feedForward, activation),
        FlattenDeclaration => new ReshapeLayer(number, input, new(TensorKind.Vector, new([Whole(input.Count)])), IsFlatten: true),
        ReshapeDeclaration reshape => Reshape(reshape),
        ActivationDeclaration => Activate(activation),
        PReLUDeclaration slopes => input.Count > ShapeInference.MostNumbers ? TooLarge() : new PReLULayer(number, input, slopes.IsShared),
        DropoutDeclaration dropout => Dropout(dropout),
        NormDeclaration norm => Normalize(norm),
        _ => throw new InvalidOperationException($"There is no shape for {declaration}."),
    };

    /// <summary>Sizes whose product is too large for a number are told at the end, with the total.</summary>
    private static int Whole(decimal count) => count > int.MaxValue ? int.MaxValue : (int)count;

    private DenseLayer? Dense(DenseDeclaration dense, Activation activation)
    {
        if (input.Kind == TensorKind.Image)
        {
            problems.Add(Problem.At(
                Place.LayerAttribute(number), Descriptors.VectorExpectedId, L, network, input.Words, input.Count.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        if (dense.Units < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, dense.Units));
        }

        var output = input.Kind == TensorKind.Sequence ? TensorShape.Sequence(input.Time, dense.Units) : TensorShape.Vector(dense.Units);
        CheckSoftmax(activation, output);
        return new DenseLayer(number, input, output, activation);
    }

    private ConvolutionLayer? Convolution(ConvolutionDeclaration convolution, Activation activation)
    {
        if (!IsImage(convolution))
        {
            return null;
        }

        bool right = true;
        if (convolution.Filters < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, convolution.Filters));
            right = false;
        }

        right &= AtLeastOne("1", "The kernel", convolution.KernelHeight);
        right &= convolution.KernelWidth == convolution.KernelHeight || AtLeastOne("2", "The kernel", convolution.KernelWidth);
        right &= AtLeastOne("Stride", "Stride", convolution.Stride);
        right &= AtLeastOne("Dilation", "Dilation", convolution.Dilation);
        right &= AtLeastOne("Groups", "Groups", convolution.Groups);
        right &= PaddingIsRight(convolution.Padding);
        return right && GroupsDivide(convolution.Groups, input.Channels, "channels", convolution.Filters) ? Convolved(convolution, activation, "1", "2") : null;
    }

    /// <summary>A convolution whose settings are right by themselves.</summary>
    private ConvolutionLayer? Convolved(ConvolutionDeclaration convolution, Activation activation, string kernelArgument, string widthArgument)
    {
        if (!Windows(convolution.KernelHeight, convolution.KernelWidth, convolution.Stride, convolution.Padding, convolution.Dilation, kernelArgument, widthArgument, out var windows))
        {
            return null;
        }

        // In double: sizes may be anything, and their product larger than any whole number.
        double parameters = (double)(input.Channels / convolution.Groups) * convolution.KernelHeight * convolution.KernelWidth * convolution.Filters;
        double padded = (double)input.Channels * windows.PaddedHeight * windows.PaddedWidth;
        bool weights = parameters > ShapeInference.MostNumbers;
        if (weights || padded > ShapeInference.MostNumbers / 4)
        {
            problems.Add(weights
                ? TooMany(parameters, "parameters")
                : TooMany(padded, $"numbers in the padded input of layer {L}", ShapeInference.MostNumbers / 4));
            return null;
        }

        var output = TensorShape.Image(convolution.Filters, windows.Height, windows.Width);
        CheckSoftmax(activation, output);

        // A window that stands at one place does not move; a larger stride would only ask for more memory.
        int stride = windows is { Height: 1, Width: 1 } ? 1 : convolution.Stride;
        return new ConvolutionLayer(number, input, output, activation, convolution.KernelHeight, convolution.KernelWidth, stride, convolution.Dilation, windows.Top, windows.Left, convolution.Groups);
    }

    private PoolLayer? Pool(PoolDeclaration pool)
    {
        if (!IsImage(pool))
        {
            return null;
        }

        bool right = AtLeastOne("0", "The window", pool.Window);
        right &= AtLeastOne("Stride", "Stride", pool.Stride);
        right &= PaddingIsRight(pool.Padding);
        return right && IsAtMostHalf(pool.Padding, pool.Window) && Windows(pool.Window, pool.Window, pool.Stride, pool.Padding, dilation: 1, "0", "0", out var windows)
            ? new PoolLayer(
                number, input, TensorShape.Image(input.Channels, windows.Height, windows.Width), pool.Kind, pool.Window, pool.Window, pool.Stride, windows.Top, windows.Left, IsGlobal: false)
            : null;
    }

    /// <summary>A window that lies outside of what comes in has no largest number.</summary>
    private bool IsAtMostHalf(int padding, int window)
    {
        if (padding <= window / 2)
        {
            return true;
        }

        problems.Add(Problem.At(
            Place.LayerArgument(number, "Padding"),
            Descriptors.OutOfRangeId,
            "Padding",
            L,
            network,
            ShapeInference.Number(padding),
            $"at most half of the window, {ShapeInference.Number(window / 2)}"));
        return false;
    }

    private Layer? GlobalPool(GlobalPoolDeclaration pool) =>
        input.Kind == TensorKind.Sequence ? new Pool1DLayer(number, input, TensorShape.Vector(input.Features), pool.Kind, input.Time, 1, 0)
        : IsImage(pool) ? new PoolLayer(number, input, TensorShape.Vector(input.Channels), pool.Kind, input.Height, input.Width, 1, 0, 0, IsGlobal: true)
        : null;

    private UpsampleLayer? Upsample(UpsampleDeclaration upsample)
    {
        if (!IsImage(upsample) || !AtLeastOne("0", "The scale", upsample.Scale))
        {
            return null;
        }

        double numbers = (double)input.Channels * input.Height * upsample.Scale * input.Width * upsample.Scale;
        if (numbers > ShapeInference.MostNumbers)
        {
            problems.Add(TooMany(numbers, $"numbers in one example of the output of layer {L}"));
            return null;
        }

        return new UpsampleLayer(number, input, upsample.Scale);
    }

    /// <summary>An input that no array can hold, of a layer that needs its size at once.</summary>
    private Layer? TooLarge()
    {
        problems.Add(TooMany((double)input.Count, "activations and gradients for one example"));
        return null;
    }

    /// <summary>The sentence for a buffer that no array can hold.</summary>
    private Problem TooMany(IFormattable count, string what, long most = ShapeInference.MostNumbers) => Problem.At(
        Place.ClassName,
        Descriptors.TooManyParametersId,
        network,
        count.ToString("N0", CultureInfo.InvariantCulture),
        what,
        most.ToString("N0", CultureInfo.InvariantCulture));

    private ReshapeLayer? Reshape(ReshapeDeclaration reshape)
    {
        var shape = reshape.Shape;
        bool right = true;
        for (int i = 0; i < shape.Sizes.Count; i++)
        {
            if (shape.Sizes[i] < 1)
            {
                problems.Add(ShapeInference.NotPositive(Place.LayerArgument(number, shape.Kind == TensorKind.Sequence ? i == 0 ? "Time" : "Features" : ShapeInference.Number(i)), network, number, shape.Sizes[i]));
                right = false;
            }
        }

        if (right && shape.Count != input.Count)
        {
            problems.Add(Problem.At(
                Place.LayerAttribute(number),
                Descriptors.ReshapeDiffersId,
                L,
                network,
                shape.Words,
                shape.Count.ToString(CultureInfo.InvariantCulture),
                input.Words,
                input.Kind == TensorKind.Vector ? "" : $", {input.Count.ToString(CultureInfo.InvariantCulture)} numbers",
                Fitting(shape)));
            right = false;
        }

        return right ? new ReshapeLayer(number, input, shape, IsFlatten: false) : null;
    }

    /// <summary>The same shape with the one number that makes it fit, the last that can.</summary>
    private string Fitting(TensorShape shape)
    {
        for (int i = shape.Sizes.Count - 1; i >= 0; i--)
        {
            decimal others = shape.Count / shape.Sizes[i];
            if (input.Count % others == 0 && input.Count / others <= int.MaxValue)
            {
                var sizes = shape.Sizes.Select((size, place) => place == i ? (input.Count / others).ToString(CultureInfo.InvariantCulture) : ShapeInference.Number(size));
                return shape.Kind == TensorKind.Sequence ? $"[Reshape(Time = {string.Join(", Features = ", sizes)})]" : $"[Reshape({string.Join(", ", sizes)})]";
            }
        }

        return $"sizes whose product is {input.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    private ActivationLayer Activate(Activation activation)
    {
        CheckSoftmax(activation, input);
        return new ActivationLayer(number, input, activation);
    }

    private DropoutLayer Dropout(DropoutDeclaration dropout)
    {
        if (!(dropout.Rate >= 0 && dropout.Rate < 1))
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, "0"),
                Descriptors.OutOfRangeId,
                "The rate",
                L,
                network,
                dropout.Rate.ToString("R", CultureInfo.InvariantCulture),
                "0 or more and less than 1"));
        }

        return new DropoutLayer(number, input, dropout.Rate, dropout.Seed);
    }

    private NormLayer? Normalize(NormDeclaration norm)
    {
        bool right = AtLeastOne("0", "The number of groups", norm.Groups);
        if (!(norm.Epsilon > 0) || double.IsInfinity(norm.Epsilon))
        {
            problems.Add(OutOfRange("Epsilon", norm.Epsilon, "a positive number"));
            right = false;
        }

        if (!(norm.Momentum > 0 && norm.Momentum <= 1))
        {
            problems.Add(OutOfRange("Momentum", norm.Momentum, "more than 0 and at most 1"));
            right = false;
        }

        if (norm.Kind == NormKind.Group && input.Kind == TensorKind.Sequence)
        {
            problems.Add(Problem.At(
                Place.LayerAttribute(number), Descriptors.ImageExpectedId, L, network, LayerSpelling.Of(norm), input.Words, "[LayerNorm] in its place, which normalizes the features of each step"));
            return null;
        }

        int channels = input.Sizes[0];
        if (right && channels % norm.Groups != 0)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, "0"),
                Descriptors.GroupsDoNotDivideId,
                L,
                network,
                ShapeInference.Number(norm.Groups),
                $"its {ShapeInference.Number(channels)} {(input.Kind == TensorKind.Image ? "channels" : "features")}",
                ShapeInference.Number(NearestDivisor(norm.Groups, channels, but: input.Count))));
            right = false;
        }

        if (right && norm.Kind is NormKind.Layer or NormKind.Group && (input.Kind == TensorKind.Sequence ? input.Features : input.Count) == norm.Groups)
        {
            problems.Add(Problem.At(Place.LayerAttribute(number), Descriptors.NormOverOneId, L, network, norm.Kind == NormKind.Group ? "each group" : input.Kind == TensorKind.Sequence ? "each step of its input" : "its input, " + input.Words + ","));
            right = false;
        }

        if (input.Count > ShapeInference.MostNumbers)
        {
            // Told as the total by whoever is asked; here it would only overflow.
            problems.Add(TooMany(input.Count, "activations and gradients for one example"));
            right = false;
        }

        return right ? new NormLayer(number, input, norm.Kind, norm.Groups, norm.Epsilon, norm.Momentum) : null;
    }

    private Problem OutOfRange(string argument, double value, string expected) => Problem.At(
        Place.LayerArgument(number, argument), Descriptors.OutOfRangeId, argument, L, network, value.ToString("R", CultureInfo.InvariantCulture), expected);

    private bool AtLeastOne(string argument, string what, int value)
    {
        if (value < 1)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, argument), Descriptors.OutOfRangeId, what, L, network, ShapeInference.Number(value), "1 or more"));
        }

        return value >= 1;
    }

    private bool PaddingIsRight(int padding)
    {
        bool right = padding is >= 0 or ConvolutionDeclaration.Same;
        if (!right)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, "Padding"), Descriptors.OutOfRangeId, "Padding", L, network, LayerSpelling.PaddingValue(padding), "0 or more, or Padding.Same"));
        }

        return right;
    }

    private bool IsImage(LayerDeclaration layer)
    {
        if (input.Kind == TensorKind.Image)
        {
            return true;
        }

        problems.Add(Problem.At(
            Place.LayerAttribute(number),
            Descriptors.ImageExpectedId,
            L,
            network,
            LayerSpelling.Of(layer),
            input.Words,
            number == 1 ? $"[Input({ImageSizes()})]" : $"[Reshape({ImageSizes()})] before it"));
        return false;
    }

    /// <summary>The sizes of a square image of these numbers, grey or of three colours, where they could be one.</summary>
    private string ImageSizes()
    {
        if (input.Kind == TensorKind.Sequence)
        {
            return $"1, {ShapeInference.Number(input.Time)}, {ShapeInference.Number(input.Features)}";
        }

        foreach (int channels in (int[])[1, 3])
        {
            int side = (int)Math.Sqrt(input.Sizes[0] / channels);
            if (side > 1 && (decimal)channels * side * side == input.Sizes[0])
            {
                return $"{ShapeInference.Number(channels)}, {ShapeInference.Number(side)}, {ShapeInference.Number(side)}";
            }
        }

        return "channels, height, width";
    }

    private void CheckSoftmax(Activation activation, TensorShape shape)
    {
        if (activation is not (Activation.Softmax or Activation.LogSoftmax))
        {
            return;
        }

        string word = activation == Activation.Softmax ? "softmax" : "log-softmax";
        if (shape.Kind == TensorKind.Image)
        {
            problems.Add(Problem.At(Place.LayerActivation(number), Descriptors.SoftmaxOverImageId, L, network, word, shape.Words));
        }
        else if (shape.Features == 1)
        {
            problems.Add(Problem.At(
                Place.LayerActivation(number),
                Descriptors.SoftmaxOverOneId,
                isLast ? "The output" : $"Layer {L}",
                network,
                word,
                activation == Activation.Softmax ? "1" : "0"));
        }
    }

    /// <summary>Where the windows of a layer stand: so many rows and columns of them, so many rows and columns of padding before the first.</summary>
    private readonly record struct WindowGrid(int Height, int Width, int Top, int Left, long PaddedHeight, long PaddedWidth);

    private bool Windows(int height, int width, int stride, int padding, int dilation, string argument, string widthArgument, out WindowGrid grid)
    {
        long extent = ((height - 1L) * dilation) + 1, extentWidth = ((width - 1L) * dilation) + 1;
        var (rows, top, rowsLeft, paddedHeight) = Along(input.Height, extent, stride, padding);
        var (columns, left, columnsLeft, paddedWidth) = Along(input.Width, extentWidth, stride, padding);
        string window = $"{ShapeInference.Number(height)} × {ShapeInference.Number(width)}";
        grid = new((int)rows, (int)columns, top, left, paddedHeight, paddedWidth);
        if (rows < 1 || columns < 1)
        {
            // Of a window that is no square, the side that is too long.
            bool byHeight = rows < 1;
            int side = height == width ? Math.Min(input.Height, input.Width) : byHeight ? input.Height : input.Width;
            long most = ((side + (2L * padding) - 1) / dilation) + 1;
            problems.Add(Problem.At(
                Place.LayerArgument(number, height == width || byHeight ? argument : widthArgument),
                Descriptors.WindowTooLargeId,
                L,
                network,
                window + (dilation == 1 ? "" : $", which dilation spreads over {Text(extent)} × {Text(extentWidth)}"),
                input.Words + (padding == 0 ? "" : $" with {ShapeInference.Number(padding)} of padding on each side"),
                Text(most) + (height == width ? "" : byHeight ? " rows" : " columns")));
            return false;
        }

        // Windows with gaps between them leave out numbers everywhere, and mean to.
        if (Math.Min(extent, extentWidth) >= stride && (rowsLeft > 0 || columnsLeft > 0))
        {
            string[] lost = [.. new[] { Lost(rowsLeft, "row"), Lost(columnsLeft, "column") }.Where(words => words.Length > 0)];
            problems.Add(Problem.At(
                Place.LayerAttribute(number),
                Descriptors.RowsLeftOutId,
                L,
                network,
                string.Join(" and ", lost),
                input.Words,
                window,
                ShapeInference.Number(stride)));
        }

        return true;
    }

    private static string Lost(long count, string word) => count switch
    {
        0 => "",
        1 => $"the last {word}",
        _ => $"the last {Text(count)} {word}s",
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Along one side: the windows, the padding before the first, what of the input no window reaches, and the padded side.</summary>
    private static (long Count, int Before, long LeftOut, long Padded) Along(int size, long extent, int stride, int padding)
    {
        if (padding == ConvolutionDeclaration.Same)
        {
            long count = ((long)size + stride - 1) / stride;
            long total = Math.Max(((count - 1) * stride) + extent - size, 0);
            return (count, (int)Math.Min(total / 2, int.MaxValue), 0, size + total);
        }

        long padded = size + (2L * padding);
        long windows = padded < extent ? 0 : ((padded - extent) / stride) + 1;
        long leftOut = windows == 0 ? 0 : Math.Max(padded - (((windows - 1) * stride) + extent) - padding, 0);
        return (windows, padding, leftOut, padded);
    }
}
