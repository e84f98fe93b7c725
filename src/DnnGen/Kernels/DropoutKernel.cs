using System.Numerics;

namespace DnnGen.Kernels;

/// <summary>
/// Dropout: in a training pass some numbers become zero and the others larger; in any other pass all stay. For generated
/// code, which checks the shapes at its entry.
/// </summary>
/// <remarks>
/// Whether a number is dropped follows from the seed, the layer, the pass and its place among the examples, by a hash; so
/// backward finds again what forward has dropped, and nothing needs to be kept.
/// </remarks>
public static class DropoutKernel
{
    private const long CostOfNumber = 8;

    /// <summary>Forward: A = A_prev / (1 − rate), or 0 where dropped; A = A_prev outside training.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rate">The share that is dropped.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Workspace<T> workspace, int layer, int seed, double rate, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.UsePass();
        Apply(workspace, layer, seed, rate, input, a);
    }

    /// <summary>Backward: dA_prev = dA / (1 − rate), or 0 where dropped, in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="workspace">The workspace of the pass.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rate">The share that is dropped.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    public static void Backward<T>(Workspace<T> workspace, int layer, int seed, double rate, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Mode == PassMode.Training)
        {
            Apply(workspace, layer, seed, rate, gradient, gradient);
        }
    }

    private static void Apply<T>(Workspace<T> workspace, int layer, int seed, double rate, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ulong key = Mix(Mix(Mix((uint)seed) + (ulong)layer) + (ulong)workspace.Pass);
        uint threshold = workspace.Mode == PassMode.Training ? (uint)Math.Min(rate * 4294967296.0, uint.MaxValue) : 0;
        T scale = threshold == 0 ? T.One : T.CreateTruncating(1 / (1 - rate));
        ExampleLoop.Run(new Work<T>(input, a, key, threshold, scale), a.Columns, CostOfNumber * a.Rows);
    }

    /// <summary>The finalizer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = unchecked(value + 0x9E3779B97F4A7C15);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }

    private readonly struct Work<T>(Matrix<T> input, Matrix<T> a, ulong key, uint threshold, T scale) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            var from = input.Example(example);
            var to = a.ColumnSpan(example);
            if (threshold == 0)
            {
                from.CopyTo(to);
                return;
            }

            ulong place = unchecked(key + (ulong)example * (ulong)to.Length);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = (uint)(Mix(unchecked(place + (ulong)i)) >> 32) < threshold ? T.Zero : from[i] * scale;
            }
        }
    }
}
