using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>
/// Average pooling over time: forward, step by step, and the derivative beside it. What lies outside the sequence counts as zeros. For
/// generated code, which checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class AveragePool1DKernel<TShape>
    where TShape : struct, IPool1DShape
{
    private static long Cost => (long)TShape.Features * TShape.OutputSteps * Math.Min(TShape.Window, TShape.Steps);

    /// <summary>Forward: A[t, f] = the mean of A_prev[s·t + i − p, f] over the window.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="input">A_prev, one sequence in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(input, a), a.Columns, Cost);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="input">One sequence.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T share = T.One / T.CreateTruncating(TShape.Window);
        for (int t = 0; t < TShape.OutputSteps; t++)
        {
            var (start, end) = Pool1DWindow.Of<TShape>(t);
            var window = input[(start * TShape.Features)..(end * TShape.Features)];
            var mean = a.Slice(t * TShape.Features, TShape.Features);
            if (TShape.Features == 1)
            {
                mean[0] = TensorPrimitives.Sum(window) * share;
                continue;
            }

            window[..TShape.Features].CopyTo(mean);
            for (int place = TShape.Features; place < window.Length; place += TShape.Features)
            {
                TensorPrimitives.Add(mean, window.Slice(place, TShape.Features), mean);
            }

            TensorPrimitives.Multiply(mean, share, mean);
        }
    }

    /// <summary>One time step, where the window looks back and never ahead.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="frame">The F features of the step.</param>
    /// <param name="history">The frames that the window reaches back to, in a ring, and behind them the place of the next one.</param>
    /// <param name="a">Receives the means of the step; it shares no memory with <paramref name="frame"/>.</param>
    public static void Step<T>(ReadOnlySpan<T> frame, Span<T> history, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int frames = TShape.Window - 1;
        frame.CopyTo(a);
        for (int i = 0; i < frames; i++)
        {
            TensorPrimitives.Add(a, history.Slice(i * TShape.Features, TShape.Features), a);
        }

        TensorPrimitives.Multiply(a, T.One / T.CreateTruncating(TShape.Window), a);
        Pool1DWindow.Remember(frame, history, frames);
    }

    /// <summary>Backward: each dA in equal shares to its window.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void Backward<T>(Matrix<T> gradient, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new BackwardWork<T>(gradient, dInput), gradient.Columns, Cost);

    private readonly struct ForwardWork<T>(Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(input.Example(example), a.ColumnSpan(example));
    }

    private readonly struct BackwardWork<T>(Matrix<T> gradient, Matrix<T> dInput) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            ReadOnlySpan<T> gradients = gradient.ColumnSpan(example);
            var results = dInput.ColumnSpan(example);
            results.Clear();
            T share = T.One / T.CreateTruncating(TShape.Window);
            for (int t = 0; t < TShape.OutputSteps; t++)
            {
                var (start, end) = Pool1DWindow.Of<TShape>(t);
                var window = results[(start * TShape.Features)..(end * TShape.Features)];
                var own = gradients.Slice(t * TShape.Features, TShape.Features);
                if (TShape.Features == 1)
                {
                    TensorPrimitives.Add(window, own[0] * share, window);
                    continue;
                }

                for (int place = 0; place < window.Length; place += TShape.Features)
                {
                    var part = window.Slice(place, TShape.Features);
                    TensorPrimitives.MultiplyAdd(own, share, part, part);
                }
            }
        }
    }
}
