using System.Buffers;
using System.Numerics;

namespace DnnGen.Kernels;

/// <summary>A ReLU with learned slopes: forward, and the derivatives beside it. For generated code, which checks the shapes at its entry.</summary>
/// <remarks>
/// The gradients of the slopes are sums over examples: they are made in slices whose number follows from the number of examples, and
/// the slices meet in their order, whichever thread made them.
/// </remarks>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class PReLUKernel<TShape>
    where TShape : struct, IPReLUShape
{
    private const int MostSlices = 16;

    /// <summary>Forward: A = max(A_prev, 0) + s·min(A_prev, 0).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="slopes">s, (slopes × 1).</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> slopes, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(slopes, input, a), a.Columns, a.Rows);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="slopes">s.</param>
    /// <param name="input">One example.</param>
    /// <param name="a">Receives the outputs.</param>
    public static void Predict<T>(ReadOnlySpan<T> slopes, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TShape.Pixels == 1)
        {
            for (int step = 0; step < input.Length; step += TShape.Slopes)
            {
                Apply(input.Slice(step, TShape.Slopes), slopes, a.Slice(step, TShape.Slopes));
            }

            return;
        }

        for (int s = 0; s < TShape.Slopes; s++)
        {
            Apply(input.Slice(s * TShape.Pixels, TShape.Pixels), slopes.Slice(s, 1), a.Slice(s * TShape.Pixels, TShape.Pixels));
        }
    }

    /// <summary>Forward for one step of a sequence.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="slopes">s.</param>
    /// <param name="frame">The features of the step.</param>
    /// <param name="a">Receives the outputs.</param>
    public static void Step<T>(ReadOnlySpan<T> slopes, ReadOnlySpan<T> frame, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Apply(frame, slopes, a);

    /// <summary>Backward: dA_prev = dA where A_prev &gt; 0, else s·dA; ds = 1/m·Σ dA·min(A_prev, 0).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="slopes">s.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev, each example contiguous; <c>default</c> where nobody reads it.</param>
    /// <param name="dSlopes">Receives ds; <c>default</c> where the layer is frozen.</param>
    public static void Backward<T>(Matrix<T> slopes, Matrix<T> input, Matrix<T> gradient, Matrix<T> dInput, Matrix<T> dSlopes)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(slopes, input, gradient, dInput, dSlopes, T.Zero, T.One / T.CreateTruncating(gradient.Columns));

    /// <summary>Backward, and s := s − α·ds after it; the gradient is not stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="slopes">s, to be updated.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev, each example contiguous; <c>default</c> where nobody reads it.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(Matrix<T> slopes, Matrix<T> input, Matrix<T> gradient, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(slopes, input, gradient, dInput, slopes, T.One, -learningRate / T.CreateTruncating(gradient.Columns));

    private static void Backward<T>(Matrix<T> slopes, Matrix<T> input, Matrix<T> gradient, Matrix<T> dInput, Matrix<T> result, T keep, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int slices = Math.Min(MostSlices, gradient.Columns);
        var rented = ArrayPool<T>.Shared.Rent(slices * TShape.Slopes);
        rented.AsSpan(0, slices * TShape.Slopes).Clear();
        ExampleLoop.Run(
            new BackwardWork<T>(slopes, input, gradient, dInput, result.Rows == 0 ? null : rented, slices), slices, 2L * gradient.Rows * gradient.Columns / slices);
        for (int s = 0; s < result.Rows; s++)
        {
            T sum = T.Zero;
            for (int slice = 0; slice < slices; slice++)
            {
                sum += rented[(slice * TShape.Slopes) + s];
            }

            result.At(s, 0) = (keep * result.At(s, 0)) + (factor * sum);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>a = max(x, 0) + s·min(x, 0), with a slope for each number or one for all.</summary>
    private static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> slopes, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isOne = slopes.Length == 1;
        int width = Vector<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            var slope = isOne ? new Vector<T>(slopes[0]) : new Vector<T>(slopes[i..]);
            var number = new Vector<T>(x[i..]);
            (Vector.Max(number, Vector<T>.Zero) + (slope * Vector.Min(number, Vector<T>.Zero))).CopyTo(a[i..]);
        }

        for (; i < x.Length; i++)
        {
            a[i] = x[i] > T.Zero ? x[i] : slopes[isOne ? 0 : i] * x[i];
        }
    }

    /// <summary>dx = g where x > 0, else s·g, with a slope for each number or one for all.</summary>
    private static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> slopes, ReadOnlySpan<T> g, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isOne = slopes.Length == 1;
        int width = Vector<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            var slope = isOne ? new Vector<T>(slopes[0]) : new Vector<T>(slopes[i..]);
            var gradient = new Vector<T>(g[i..]);
            Vector.ConditionalSelect(Vector.GreaterThan(new Vector<T>(x[i..]), Vector<T>.Zero), gradient, slope * gradient).CopyTo(dx[i..]);
        }

        for (; i < x.Length; i++)
        {
            dx[i] = x[i] > T.Zero ? g[i] : slopes[isOne ? 0 : i] * g[i];
        }
    }

    /// <summary>Adds g·min(x, 0) to the sum of each number.</summary>
    private static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> g, Span<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (new Vector<T>(sums[i..]) + (new Vector<T>(g[i..]) * Vector.Min(new Vector<T>(x[i..]), Vector<T>.Zero))).CopyTo(sums[i..]);
        }

        for (; i < x.Length; i++)
        {
            sums[i] += g[i] * (x[i] > T.Zero ? T.Zero : x[i]);
        }
    }

    /// <summary>Σ g·min(x, 0).</summary>
    private static T Sum<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> g)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sums = Vector<T>.Zero;
        int width = Vector<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            sums += new Vector<T>(g[i..]) * Vector.Min(new Vector<T>(x[i..]), Vector<T>.Zero);
        }

        T sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            sum += g[i] * (x[i] > T.Zero ? T.Zero : x[i]);
        }

        return sum;
    }

    private readonly struct ForwardWork<T>(Matrix<T> slopes, Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(slopes.ColumnOfOne(), input.Example(example), a.ColumnSpan(example));
    }

    /// <summary>One slice of the examples, which adds to sums of its own, where there are any.</summary>
    private readonly struct BackwardWork<T>(Matrix<T> slopes, Matrix<T> input, Matrix<T> gradient, Matrix<T> dInput, T[]? sums, int slices) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int slice)
        {
            var sum = sums is null ? default : sums.AsSpan(slice * TShape.Slopes, TShape.Slopes);
            int block = TShape.Pixels == 1 ? TShape.Slopes : TShape.Pixels;
            int end = (int)((long)gradient.Columns * (slice + 1) / slices);
            for (int example = (int)((long)gradient.Columns * slice / slices); example < end; example++)
            {
                var x = input.Example(example);
                ReadOnlySpan<T> g = gradient.ColumnSpan(example), s = slopes.ColumnOfOne();
                var dx = dInput.Rows == 0 ? default : dInput.ColumnSpan(example);
                for (int place = 0; place < g.Length; place += block)
                {
                    int own = place / TShape.Pixels % TShape.Slopes;
                    ReadOnlySpan<T> xs = x.Slice(place, block), gs = g.Slice(place, block);
                    if (!sum.IsEmpty && TShape.Pixels == 1)
                    {
                        Add(xs, gs, sum);
                    }
                    else if (!sum.IsEmpty)
                    {
                        sum[own] += Sum(xs, gs);
                    }

                    if (!dx.IsEmpty)
                    {
                        Apply(xs, TShape.Pixels == 1 ? s : s.Slice(own, 1), gs, dx.Slice(place, block));
                    }
                }
            }
        }
    }
}
