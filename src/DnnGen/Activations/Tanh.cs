using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>The hyperbolic tangent, g(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ); g′(z) = 1 − a². NaN gives NaN.</summary>
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => false;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.Apply<T, Function>(z, z, a);

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.Apply<T, Derivative>(a, gradient, gradient);

    /// <summary>
    /// From |z| = 0.1 on (1 − e) / (1 + e) with e = e^(−2|z|), and the sign of z. Below, where 1 − e would lose its digits,
    /// the Taylor series z − z³/3 + 2z⁵/15 − …, whose first term left out is 6·10⁻²⁰ of z there.
    /// </summary>
    private readonly struct Function : IVectorOperation
    {
        /// <summary>The coefficients of z¹⁵, z¹³, …, z³.</summary>
        private static readonly double[] Series =
        [
            -929569.0 / 638512875,
            21844.0 / 6081075,
            -1382.0 / 155925,
            62.0 / 2835,
            -17.0 / 315,
            2.0 / 15,
            -1.0 / 3,
        ];

        public static T Invoke<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => Invoke(Vector.Create(x), Vector.Create(y)).ToScalar();

        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var magnitude = Vector.Abs(x);
            var e = VectorFunctions.Exp(T.CreateTruncating(-2) * magnitude);
            var large = Vector.CopySign((Vector<T>.One - e) / (Vector<T>.One + e), x);

            var square = x * x;
            var sum = Vector<T>.Zero;
            foreach (double coefficient in Series)
            {
                sum = (sum + Vector.Create(T.CreateTruncating(coefficient))) * square;
            }

            return Vector.ConditionalSelect(
                Vector.LessThan(magnitude, Vector.Create(T.CreateTruncating(0.1))), x + (x * sum), large);
        }
    }

    /// <summary>dA · (1 − a²), with 1 − a² as (1 − a)·(1 + a), which keeps its digits where a is near ±1.</summary>
    private readonly struct Derivative : IVectorOperation
    {
        public static T Invoke<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => y * ((T.One - x) * (T.One + x));

        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => y * ((Vector<T>.One - x) * (Vector<T>.One + x));
    }
}
