using System.Numerics;
using System.Numerics.Tensors;

using DnnGen.Activations;
using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>
/// The products of layers that take each step of a sequence alone. A sequence lies step after step, so that a batch whose
/// examples lie one after another is, without a copy, one matrix with a step in each column; of another batch each example is.
/// </summary>
internal static class StepProducts
{
    /// <summary>A = g(W·X + b) for every step, keeping Z = W·X + b where it has memory of its own.</summary>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="b">b, (n × 1).</param>
    /// <param name="x">X, (n_prev·steps × m).</param>
    /// <param name="z">Receives Z, (n·steps × m).</param>
    /// <param name="a">Receives A; possibly the same memory.</param>
    public static void Forward<T, TActivation>(Matrix<T> w, Matrix<T> b, Matrix<T> x, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        bool isShort = x.Rows < MatrixProduct.FewSteps * w.Columns;
        if (x.FollowsStepByStep)
        {
            Run<T, TActivation>(w, b, x.Steps(w.Columns), z.Steps(w.Rows), a.Steps(w.Rows), isShort);
            return;
        }

        for (int j = 0; j < x.Columns; j++)
        {
            Run<T, TActivation>(w, b, x.Column(j).Steps(w.Columns), z.Column(j).Steps(w.Rows), a.Column(j).Steps(w.Rows), isShort);
        }
    }

    /// <summary>dZ = dA ∘ g′(Z) for every step, in place.</summary>
    /// <param name="units">The numbers of one step.</param>
    /// <param name="z">Z; empty for an activation that works from A alone.</param>
    /// <param name="a">A.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    public static void ActivationBackward<T, TActivation>(int units, Matrix<T> z, Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        if (typeof(TActivation) != typeof(Identity))
        {
            ExampleLoop.Run(new ActivationBackwardWork<T, TActivation>(units, z, a, gradient), a.Columns, ActivationLayerKernel<TActivation>.CostOfNumber * a.Rows);
        }
    }

    /// <summary>W := W + scale · Σ dZ·Xᵀ over examples and steps.</summary>
    public static void AddWeights<T>(Matrix<T> dZ, Matrix<T> x, T scale, Matrix<T> w)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.FollowsStepByStep)
        {
            MatrixProduct.Add(dZ.Steps(w.Rows), x.Steps(w.Columns).Transpose(), w, scale);
            return;
        }

        for (int j = 0; j < x.Columns; j++)
        {
            MatrixProduct.Add(dZ.Column(j).Steps(w.Rows), x.Column(j).Steps(w.Columns).Transpose(), w, scale);
        }
    }

    /// <summary>b := b + scale · Σ dZ over examples and steps.</summary>
    public static void AddBias<T>(Matrix<T> dZ, T scale, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var steps = dZ.Steps(b.Rows);
        ParallelRegion.Run(new BiasWork<T>(steps, scale, b), Math.Min((b.Rows + BiasWork<T>.Grain - 1) / BiasWork<T>.Grain, ParallelRegion.Parts(dZ.Numbers.Length)), dZ.Numbers.Length);
    }

    /// <summary>dX = Wᵀ·dZ for every step.</summary>
    public static void InputGradient<T>(Matrix<T> w, Matrix<T> dZ, Matrix<T> dX)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dX.Numbers.Clear();
        MatrixProduct.Add(w.Transpose(), dZ.Steps(w.Rows), dX.Steps(w.Columns), T.One);
    }

    private static void Run<T, TActivation>(Matrix<T> w, Matrix<T> b, Matrix<T> x, Matrix<T> z, Matrix<T> a, bool isShort)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        long multiplyAdds = (long)w.Rows * w.Columns * x.Columns;
        ParallelRegion.Run(
            new ForwardWork<T, TActivation>(w, b, x, z, a, isShort), Math.Min(x.Columns, ParallelRegion.Parts(multiplyAdds)), multiplyAdds);
    }

    /// <summary>A stretch of the steps: bias, product and activation, one after the other while they are in the cache.</summary>
    private readonly struct ForwardWork<T, TActivation>(Matrix<T> w, Matrix<T> b, Matrix<T> x, Matrix<T> z, Matrix<T> a, bool isShort) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        public void Run(int part, int parts)
        {
            int start = (int)((long)x.Columns * part / parts), count = (int)((long)x.Columns * (part + 1) / parts) - start;
            var bias = b.ColumnOfOne();
            for (int j = start; j < start + count; j++)
            {
                bias.CopyTo(z.ColumnSpan(j));
            }

            MatrixProduct.AddSteps(w, x.SliceColumns(start, count), z.SliceColumns(start, count), isShort);
            if (typeof(TActivation) == typeof(Identity))
            {
                return;
            }

            if (!TActivation.CouplesUnits)
            {
                TActivation.Forward<T>(z.SliceColumns(start, count).Numbers, a.SliceColumns(start, count).Numbers);
                return;
            }

            if (typeof(TActivation) == typeof(Softmax) && w.Rows <= Softmax.FewUnits)
            {
                Softmax.ForwardExamples<T>(z.SliceColumns(start, count).Numbers, a.SliceColumns(start, count).Numbers, w.Rows);
                return;
            }

            for (int j = start; j < start + count; j++)
            {
                TActivation.Forward<T>(z.ColumnSpan(j), a.ColumnSpan(j));
            }
        }
    }

    private readonly struct ActivationBackwardWork<T, TActivation>(int units, Matrix<T> z, Matrix<T> a, Matrix<T> gradient) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        public void Run(int example)
        {
            ReadOnlySpan<T> linear = TActivation.NeedsPreActivation ? z.ColumnSpan(example) : [], activation = a.ColumnSpan(example);
            var gradients = gradient.ColumnSpan(example);
            int together = TActivation.CouplesUnits ? units : activation.Length;
            for (int place = 0; place < activation.Length; place += together)
            {
                TActivation.Backward(
                    TActivation.NeedsPreActivation ? linear.Slice(place, together) : [], activation.Slice(place, together), gradients.Slice(place, together));
            }
        }
    }

    /// <summary>Some of the units, over all steps in their order.</summary>
    private readonly struct BiasWork<T>(Matrix<T> dZ, T scale, Matrix<T> b) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>The units of a cache line of floats.</summary>
        public const int Grain = 16;

        public void Run(int part, int parts)
        {
            int start = Bound(part, parts), count = Bound(part + 1, parts) - start;
            var sum = b.ColumnOfOne().Slice(start, count);
            for (int j = 0; j < dZ.Columns; j++)
            {
                TensorPrimitives.MultiplyAdd(dZ.ColumnSpan(j).Slice(start, count), scale, sum, sum);
            }

        }

        private int Bound(int index, int parts) => index == parts ? b.Rows : (int)((long)b.Rows * index / parts / Grain * Grain);
    }
}
