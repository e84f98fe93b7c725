using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>An operation on two numbers that has the same bits in a register as alone: no estimate, no fused rounding.</summary>
internal interface IVectorOperation
{
    /// <summary>The operation on one number of each span.</summary>
    static abstract T Invoke<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The operation in every place of a register.</summary>
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Functions of a whole register, for whichever number type the register holds.</summary>
internal static class VectorFunctions
{
    /// <summary>eˣ in every place.</summary>
    /// <remarks>
    /// Not inlined: the library's exponential would use up the JIT's budget for inlining, and the operations of the
    /// caller, each a method of its own, would become calls.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.Exp(x.As<T, float>()).As<float, T>()
            : Vector.Exp(x.As<T, double>()).As<double, T>();

    /// <summary>The natural logarithm in every place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.Log(x.As<T, float>()).As<float, T>()
            : Vector.Log(x.As<T, double>()).As<double, T>();

    /// <summary>A number in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Constant<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.Create((float)value).As<float, T>()
            : Vector.Create(value).As<double, T>();
}

/// <summary>The one loop over spans for operations that the tensor library does not have.</summary>
internal static class VectorLoop
{
    /// <summary>destination[i] = operation(x[i], y[i]); the destination may be one of the sources.</summary>
    public static void Apply<T, TOperation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IVectorOperation
    {
        // The slices fail here, before anything is written, when the spans are not of one length.
        y = y[..x.Length];
        destination = destination[..x.Length];
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            var xs = MemoryMarshal.Cast<T, Vector<T>>(x);
            var ys = MemoryMarshal.Cast<T, Vector<T>>(y);
            var results = MemoryMarshal.Cast<T, Vector<T>>(destination);
            for (int v = 0; v < results.Length; v++)
            {
                results[v] = TOperation.Invoke(xs[v], ys[v]);
            }

            i = results.Length * Vector<T>.Count;
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = TOperation.Invoke(x[i], y[i]);
        }
    }
}
