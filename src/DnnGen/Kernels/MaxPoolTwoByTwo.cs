using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DnnGen.Kernels;

/// <summary>
/// Max pooling of windows of 2 × 2 side by side, the usual one: four windows at a time, whose left and right numbers are
/// sorted into two registers. Ten times as fast as window by window.
/// </summary>
internal static class MaxPoolTwoByTwo
{
    /// <summary>The largest of each window of two rows of an image.</summary>
    public static void Forward<T>(ReadOnlySpan<T> upper, ReadOnlySpan<T> lower, Span<T> outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int x = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            ref float up = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(upper));
            ref float low = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(lower));
            ref float output = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(outputs));
            for (; x <= outputs.Length - 4; x += 4)
            {
                var a = Vector128.Max(Vector128.LoadUnsafe(ref up, (nuint)(2 * x)), Vector128.LoadUnsafe(ref low, (nuint)(2 * x)));
                var b = Vector128.Max(Vector128.LoadUnsafe(ref up, (nuint)((2 * x) + 4)), Vector128.LoadUnsafe(ref low, (nuint)((2 * x) + 4)));
                Vector128.Max(Left(a, b), Right(a, b)).StoreUnsafe(ref output, (nuint)x);
            }
        }

        for (; x < outputs.Length; x++)
        {
            outputs[x] = T.Max(T.Max(upper[2 * x], upper[(2 * x) + 1]), T.Max(lower[2 * x], lower[(2 * x) + 1]));
        }
    }

    /// <summary>The gradient of two rows of an image: that of each window stands at the first number that is its largest.</summary>
    public static void Backward<T>(
        ReadOnlySpan<T> upper, ReadOnlySpan<T> lower, ReadOnlySpan<T> outputs, ReadOnlySpan<T> gradients, Span<T> upperResult, Span<T> lowerResult)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int x = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            ref float up = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(upper));
            ref float low = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(lower));
            ref float output = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(outputs));
            ref float gradient = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(gradients));
            ref float upResult = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(upperResult));
            ref float lowResult = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(lowerResult));
            for (; x <= outputs.Length - 4; x += 4)
            {
                var largest = Vector128.LoadUnsafe(ref output, (nuint)x);
                var g = Vector128.LoadUnsafe(ref gradient, (nuint)x);
                var a = Vector128.LoadUnsafe(ref up, (nuint)(2 * x));
                var b = Vector128.LoadUnsafe(ref up, (nuint)((2 * x) + 4));
                var c = Vector128.LoadUnsafe(ref low, (nuint)(2 * x));
                var d = Vector128.LoadUnsafe(ref low, (nuint)((2 * x) + 4));

                // What is left of the gradient after each place of the window.
                var first = Vector128.Equals(Left(a, b), largest) & g;
                g = Vector128.AndNot(g, Vector128.Equals(Left(a, b), largest));
                var second = Vector128.Equals(Right(a, b), largest) & g;
                g = Vector128.AndNot(g, Vector128.Equals(Right(a, b), largest));
                var third = Vector128.Equals(Left(c, d), largest) & g;
                g = Vector128.AndNot(g, Vector128.Equals(Left(c, d), largest));
                var fourth = Vector128.Equals(Right(c, d), largest) & g;
                Sse.UnpackLow(first, second).StoreUnsafe(ref upResult, (nuint)(2 * x));
                Sse.UnpackHigh(first, second).StoreUnsafe(ref upResult, (nuint)((2 * x) + 4));
                Sse.UnpackLow(third, fourth).StoreUnsafe(ref lowResult, (nuint)(2 * x));
                Sse.UnpackHigh(third, fourth).StoreUnsafe(ref lowResult, (nuint)((2 * x) + 4));
            }
        }

        for (; x < outputs.Length; x++)
        {
            T largest = outputs[x], g = gradients[x];
            Take(upper[2 * x], ref upperResult[2 * x]);
            Take(upper[(2 * x) + 1], ref upperResult[(2 * x) + 1]);
            Take(lower[2 * x], ref lowerResult[2 * x]);
            Take(lower[(2 * x) + 1], ref lowerResult[(2 * x) + 1]);

            void Take(T number, ref T result)
            {
                bool isLargest = number == largest;
                result = isLargest ? g : T.Zero;
                g = isLargest ? T.Zero : g;
            }
        }
    }

    /// <summary>The left numbers of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Left(Vector128<float> a, Vector128<float> b) => Sse.Shuffle(a, b, 0b10_00_10_00);

    /// <summary>The right numbers of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Right(Vector128<float> a, Vector128<float> b) => Sse.Shuffle(a, b, 0b11_01_11_01);
}
