using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>
/// What skips and branches are made of: sums, products and pieces of matrices whose examples are contiguous. For generated
/// code, which checks the shapes at its entry.
/// </summary>
public static class ElementWiseKernel
{
    /// <summary>A = X + Y, forward of a sum; its derivatives are copies of dA.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">X.</param>
    /// <param name="y">Y.</param>
    /// <param name="a">Receives A.</param>
    public static void Add<T>(Matrix<T> x, Matrix<T> y, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new SumWork<T>(x, y, a), a.Columns, a.Rows);

    /// <summary>a = x + y for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">x.</param>
    /// <param name="y">y.</param>
    /// <param name="a">Receives a; possibly the memory of x or y.</param>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Add(x, y, a);

    /// <summary>A = X ∘ Y, forward of a product; its derivatives are dA ∘ Y and dA ∘ X, by the same method.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">X.</param>
    /// <param name="y">Y.</param>
    /// <param name="a">Receives A; possibly the memory of x.</param>
    public static void Multiply<T>(Matrix<T> x, Matrix<T> y, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ProductWork<T>(x, y, a), a.Columns, a.Rows);

    /// <summary>a = x ∘ y for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">x.</param>
    /// <param name="y">y.</param>
    /// <param name="a">Receives a; possibly the memory of x or y.</param>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Multiply(x, y, a);

    /// <summary>Rows of A from a place on become X, forward of a concatenation.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">X.</param>
    /// <param name="a">A, with rows for X from <paramref name="row"/> on.</param>
    /// <param name="row">The first of them.</param>
    public static void Put<T>(Matrix<T> x, Matrix<T> a, int row)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new PutWork<T>(x, a, row), a.Columns, x.Rows);

    /// <summary>Rows of dA from a place on become dX, backward of a concatenation; from row 0 on, a copy.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradient">dA.</param>
    /// <param name="row">The first row.</param>
    /// <param name="dX">Receives dX.</param>
    public static void Take<T>(Matrix<T> gradient, int row, Matrix<T> dX)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new TakeWork<T>(gradient, row, dX), dX.Columns, dX.Rows);

    /// <summary>Of each step of A rows from a place on become those of the same step of X, forward of a concatenation of sequences.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">X, a sequence in each column.</param>
    /// <param name="a">A, with rows for those of X in each step from <paramref name="row"/> on.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="steps">The steps of both.</param>
    public static void Put<T>(Matrix<T> x, Matrix<T> a, int row, int steps)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new PutStepsWork<T>(x, a, row, steps), a.Columns, x.Rows);

    /// <summary>The same for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">x, step after step.</param>
    /// <param name="a">a, with numbers for those of x in each step from <paramref name="row"/> on.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="steps">The steps of both.</param>
    public static void Put<T>(ReadOnlySpan<T> x, Span<T> a, int row, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int features = x.Length / steps, all = a.Length / steps;
        for (int t = 0; t < steps; t++)
        {
            x.Slice(t * features, features).CopyTo(a[((t * all) + row)..]);
        }
    }

    /// <summary>Of each step of dA rows from a place on become those of the same step of dX, backward of a concatenation of sequences.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradient">dA, a sequence in each column.</param>
    /// <param name="row">The first row of each step.</param>
    /// <param name="dX">Receives dX.</param>
    /// <param name="steps">The steps of both.</param>
    public static void Take<T>(Matrix<T> gradient, int row, Matrix<T> dX, int steps)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new TakeStepsWork<T>(gradient, row, dX, steps), dX.Columns, dX.Rows);

    private readonly struct SumWork<T>(Matrix<T> x, Matrix<T> y, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            // One after the other: two examples with gaps would share the scratch.
            var target = a.ColumnSpan(example);
            if (x.RowStride == 1)
            {
                TensorPrimitives.Add(x.ColumnSpan(example), y.Example(example), target);
            }
            else
            {
                x.Example(example).CopyTo(target);
                TensorPrimitives.Add(target, y.Example(example), target);
            }
        }
    }

    private readonly struct ProductWork<T>(Matrix<T> x, Matrix<T> y, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            var target = a.ColumnSpan(example);
            if (x.RowStride == 1)
            {
                TensorPrimitives.Multiply(x.ColumnSpan(example), y.Example(example), target);
            }
            else
            {
                x.Example(example).CopyTo(target);
                TensorPrimitives.Multiply(target, y.Example(example), target);
            }
        }
    }

    private readonly struct PutWork<T>(Matrix<T> x, Matrix<T> a, int row) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => x.Example(example).CopyTo(a.ColumnSpan(example)[row..]);
    }

    private readonly struct TakeWork<T>(Matrix<T> gradient, int row, Matrix<T> dX) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => gradient.ColumnSpan(example).Slice(row, dX.Rows).CopyTo(dX.ColumnSpan(example));
    }

    private readonly struct PutStepsWork<T>(Matrix<T> x, Matrix<T> a, int row, int steps) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Put(x.Example(example), a.ColumnSpan(example), row, steps);
    }

    private readonly struct TakeStepsWork<T>(Matrix<T> gradient, int row, Matrix<T> dX, int steps) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            ReadOnlySpan<T> from = gradient.ColumnSpan(example);
            var to = dX.ColumnSpan(example);
            int features = to.Length / steps, all = from.Length / steps;
            for (int t = 0; t < steps; t++)
            {
                from.Slice((t * all) + row, features).CopyTo(to[(t * features)..]);
            }
        }
    }
}
