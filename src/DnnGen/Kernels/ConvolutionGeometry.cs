namespace DnnGen.Kernels;

/// <summary>
/// Where the numbers of a convolution lie while it is computed. Neither forward nor backward gathers its windows (no
/// im2col): the input is copied once, with its padding, and every row of the product is a stretch of that copy.
/// </summary>
/// <remarks>
/// <para>
/// With a stride of 1, the numbers that one place of the window meets at all outputs are the padded image itself, shifted:
/// at output (y, x) stands number y·width + x + shift, where width is that of the padded image. The outputs of a row are then
/// as many as the padded image is wide, and the few beyond the true width are thrown away.
/// </para>
/// <para>
/// With a stride s, rows and columns are first sorted by their remainder of s into s·s planes; in its plane each place of
/// the window is a shift again. The gradient of the input is the same with the planes of the input as the outputs: each of
/// them meets the places of the window that have its remainders.
/// </para>
/// </remarks>
internal sealed class ConvolutionGeometry
{
    public ConvolutionGeometry(
        int channels, int height, int width, int filters, int outputHeight, int outputWidth, int kernelHeight, int kernelWidth, int stride, int dilation, int top, int left, int groups)
    {
        (Channels, Height, Width, Filters, OutputHeight, OutputWidth) = (channels, height, width, filters, outputHeight, outputWidth);
        (Stride, Top, Left, Groups) = (stride, top, left, groups);
        (GroupChannels, GroupFilters, Taps) = (channels / groups, filters / groups, kernelHeight * kernelWidth);
        PlaneHeight = (((outputHeight - 1) * stride) + ((kernelHeight - 1) * dilation) + stride) / stride;
        PlaneWidth = (((outputWidth - 1) * stride) + ((kernelWidth - 1) * dilation) + stride) / stride;
        ChannelSize = checked(stride * stride * PlaneHeight * PlaneWidth);

        ForwardOffsets = new int[GroupChannels * Taps];
        for (int c = 0, k = 0; c < GroupChannels; c++)
        {
            for (int i = 0; i < kernelHeight; i++)
            {
                for (int j = 0; j < kernelWidth; j++, k++)
                {
                    var (a, u) = (i * dilation % stride, i * dilation / stride);
                    var (b, v) = (j * dilation % stride, j * dilation / stride);
                    ForwardOffsets[k] = checked((c * ChannelSize) + (((a * stride) + b) * PlaneHeight * PlaneWidth) + (u * PlaneWidth) + v);
                }
            }
        }

        (GradientTop, GradientLeft) = ((kernelHeight - 1) * dilation / stride, (kernelWidth - 1) * dilation / stride);
        GradientWidth = PlaneWidth + GradientLeft;
        GradientSize = checked((PlaneHeight + GradientTop) * GradientWidth);
        Phases = new Phase[stride * stride];
        for (int a = 0; a < stride; a++)
        {
            for (int b = 0; b < stride; b++)
            {
                var taps = new List<int>();
                var shifts = new List<int>();
                for (int i = 0; i < kernelHeight; i++)
                {
                    for (int j = 0; j < kernelWidth; j++)
                    {
                        if (i * dilation % stride == a && j * dilation % stride == b)
                        {
                            taps.Add((i * kernelWidth) + j);
                            shifts.Add(((GradientTop - (i * dilation / stride)) * GradientWidth) + GradientLeft - (j * dilation / stride));
                        }
                    }
                }

                int[] offsets = new int[GroupFilters * taps.Count];
                for (int f = 0, k = 0; f < GroupFilters; f++)
                {
                    foreach (int shift in shifts)
                    {
                        offsets[k++] = checked((f * GradientSize) + shift);
                    }
                }

                Phases[(a * stride) + b] = new Phase([.. taps], offsets);
            }
        }
    }

    /// <summary>The places of the window that meet one plane of the input, and where each of them meets the gradient of the output.</summary>
    /// <param name="Taps">The places, row by row.</param>
    /// <param name="Offsets">Filter after filter of a group, one shift for each place.</param>
    public sealed record Phase(int[] Taps, int[] Offsets);

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Filters { get; }

    public int OutputHeight { get; }

    public int OutputWidth { get; }

    public int Stride { get; }

    public int Top { get; }

    public int Left { get; }

    public int Groups { get; }

    public int GroupChannels { get; }

    public int GroupFilters { get; }

    /// <summary>Places of the window.</summary>
    public int Taps { get; }

    /// <summary>The numbers that one output is a sum of: the columns of W.</summary>
    public int Depth => GroupChannels * Taps;

    public int OutputSize => OutputHeight * OutputWidth;

    /// <summary>Rows of one plane of the padded input.</summary>
    public int PlaneHeight { get; }

    /// <summary>Columns of one plane of the padded input.</summary>
    public int PlaneWidth { get; }

    /// <summary>The numbers in all planes of one channel.</summary>
    public int ChannelSize { get; }

    /// <summary>For every column of W, the place of its first number in the planes of its group.</summary>
    public int[] ForwardOffsets { get; }

    /// <summary>The outputs of one channel, those between the rows that are thrown away included.</summary>
    public int ForwardPositions => ((OutputHeight - 1) * PlaneWidth) + OutputWidth;

    /// <summary>Rows of zeros above the gradient of the output.</summary>
    public int GradientTop { get; }

    /// <summary>Columns of zeros at the left of the gradient of the output.</summary>
    public int GradientLeft { get; }

    /// <summary>Columns of the padded gradient of the output.</summary>
    public int GradientWidth { get; }

    /// <summary>The numbers of one channel of the padded gradient of the output.</summary>
    public int GradientSize { get; }

    /// <summary>The numbers of one plane of the gradient of the input, those between the rows that are thrown away included.</summary>
    public int GradientPositions => ((PlaneHeight - 1) * GradientWidth) + PlaneWidth;

    /// <summary>Plane by plane, what the gradient of the input is made of.</summary>
    public Phase[] Phases { get; }

    /// <summary>Multiply-adds for one example.</summary>
    public long MultiplyAdds => (long)Filters * Depth * OutputSize;

    /// <summary>The geometry of a shape, made once.</summary>
    public static ConvolutionGeometry Of<TShape>()
        where TShape : struct, IConvolutionShape => Cache<TShape>.Value;

    private static class Cache<TShape>
        where TShape : struct, IConvolutionShape
    {
        public static readonly ConvolutionGeometry Value = new(
            TShape.Channels, TShape.Height, TShape.Width, TShape.Filters, TShape.OutputHeight, TShape.OutputWidth, TShape.KernelHeight, TShape.KernelWidth, TShape.Stride, TShape.Dilation, TShape.PaddingTop, TShape.PaddingLeft, TShape.Groups);
    }
}
