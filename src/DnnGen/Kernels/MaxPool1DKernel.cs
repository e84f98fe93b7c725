using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>
/// Max pooling over time: forward, step by step, and the derivative beside it. What lies outside the sequence is never the largest; NaN gives
/// NaN. For generated code, which checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class MaxPool1DKernel<TShape>
    where TShape : struct, IPool1DShape
{
    private static long Cost => 4L * TShape.Features * TShape.OutputSteps * Math.Min(TShape.Window, TShape.Steps);

    /// <summary>Forward: A[t, f] = the largest A_prev[s·t + i − p, f] of the window.</summary>
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
        for (int t = 0; t < TShape.OutputSteps; t++)
        {
            var (start, end) = Pool1DWindow.Of<TShape>(t);
            var window = input[(start * TShape.Features)..(end * TShape.Features)];
            var largest = a.Slice(t * TShape.Features, TShape.Features);
            if (TShape.Features == 1)
            {
                largest[0] = TensorPrimitives.Max(window);
                continue;
            }

            window[..TShape.Features].CopyTo(largest);
            for (int place = TShape.Features; place < window.Length; place += TShape.Features)
            {
                TensorPrimitives.Max(largest, window.Slice(place, TShape.Features), largest);
            }
        }
    }

    /// <summary>One time step, where the window looks back and never ahead.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="frame">The F features of the step.</param>
    /// <param name="history">The frames that the window reaches back to, in a ring, and behind them the place of the next one and how many there are.</param>
    /// <param name="a">Receives the largest of the step; it shares no memory with <paramref name="frame"/>.</param>
    public static void Step<T>(ReadOnlySpan<T> frame, Span<T> history, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int frames = TShape.Window - 1, seen = int.CreateTruncating(history[^1]);
        frame.CopyTo(a);
        for (int i = 0; i < seen; i++)
        {
            TensorPrimitives.Max(a, history.Slice(i * TShape.Features, TShape.Features), a);
        }

        Pool1DWindow.Remember(frame, history, frames);
        history[^1] = T.CreateTruncating(Math.Min(seen + 1, frames));
    }

    /// <summary>Backward: each dA goes to the number that was the largest, of several to the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="input">A_prev.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void Backward<T>(Matrix<T> input, Matrix<T> a, Matrix<T> gradient, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new BackwardWork<T>(input, a, gradient, dInput), a.Columns, Cost);

    private readonly struct ForwardWork<T>(Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(input.Example(example), a.ColumnSpan(example));
    }

    private readonly struct BackwardWork<T>(Matrix<T> input, Matrix<T> a, Matrix<T> gradient, Matrix<T> dInput) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            ReadOnlySpan<T> numbers = input.Example(example), outputs = a.ColumnSpan(example), gradients = gradient.ColumnSpan(example);
            var results = dInput.ColumnSpan(example);
            results.Clear();
            for (int t = 0; t < TShape.OutputSteps; t++)
            {
                var (start, end) = Pool1DWindow.Of<TShape>(t);
                int from = start * TShape.Features, count = (end - start) * TShape.Features, output = t * TShape.Features;
                Window(
                    numbers.Slice(from, count), outputs.Slice(output, TShape.Features), gradients.Slice(output, TShape.Features), results.Slice(from, count));
            }
        }

        private static void Window(ReadOnlySpan<T> numbers, ReadOnlySpan<T> largest, ReadOnlySpan<T> gradients, Span<T> results)
        {
            int f = 0;
            for (; f <= TShape.Features - Vector<T>.Count; f += Vector<T>.Count)
            {
                // The first that is the largest takes the gradient, and leaves zeros to the others.
                Vector<T> sought = new(largest[f..]), left = new(gradients[f..]);
                for (int place = f; place < numbers.Length; place += TShape.Features)
                {
                    var found = Vector.Equals(new Vector<T>(numbers[place..]), sought);
                    var result = results[place..];
                    (new Vector<T>(result) + Vector.ConditionalSelect(found, left, Vector<T>.Zero)).CopyTo(result);
                    left = Vector.ConditionalSelect(found, Vector<T>.Zero, left);
                }
            }

            for (; f < TShape.Features; f++)
            {
                for (int place = f; place < numbers.Length; place += TShape.Features)
                {
                    if (numbers[place] == largest[f])
                    {
                        results[place] += gradients[f];
                        break;
                    }
                }
            }
        }
    }
}
