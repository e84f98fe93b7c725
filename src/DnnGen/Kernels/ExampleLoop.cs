using System.Numerics;
using System.Runtime.InteropServices;

using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>Work that is done for each example alone.</summary>
internal interface IExampleWork
{
    /// <summary>Does it for one example.</summary>
    void Run(int example);
}

/// <summary>Divides examples among threads. As each is computed alone, the results do not depend on who does.</summary>
internal static class ExampleLoop
{
    /// <summary>Does the work for every example.</summary>
    /// <param name="work">The work.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="cost">What one of them costs, in multiply-adds.</param>
    public static void Run<TWork>(in TWork work, int examples, long cost)
        where TWork : struct, IExampleWork
    {
        long multiplyAdds = cost * examples;
        ParallelRegion.Run(new Stretch<TWork>(work, examples), Math.Min(examples, ParallelRegion.Parts(multiplyAdds)), multiplyAdds);
    }

    /// <summary>The numbers of one example; a copy of them, in the scratch of this thread, where they do not lie in one piece.</summary>
    public static ReadOnlySpan<T> Example<T>(this Matrix<T> x, int column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.RowStride == 1)
        {
            return x.ColumnSpan(column);
        }

        var copy = MemoryMarshal.CreateSpan(ref Scratch<T>.Take(x.Rows), x.Rows);
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = x.At(i, column);
        }

        return copy;
    }

    private readonly struct Stretch<TWork>(TWork work, int examples) : IParallelWork
        where TWork : struct, IExampleWork
    {
        public void Run(int part, int parts)
        {
            int end = (int)((long)examples * (part + 1) / parts);
            for (int example = (int)((long)examples * part / parts); example < end; example++)
            {
                work.Run(example);
            }
        }
    }
}
