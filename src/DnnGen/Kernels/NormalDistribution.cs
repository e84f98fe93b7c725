using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen.Kernels;

/// <summary>The standard normal distribution: Φ(x) = ∫₋∞ˣ φ(s) ds and its density φ(x) = e^(−x²/2) / √(2π).</summary>
/// <remarks>
/// <para>
/// The left tail is Φ(−x) = ½·erfc(x/√2) for x ≥ 0. Divided by e^(−x²/2) it falls slowly, from ½ at 0 like 1/(x·√(2π))
/// towards infinity. With t = 4 / (4 + x), which maps 0 … ∞ to 1 … 0,
/// </para>
/// <code>Φ(−x) = e^(−x²/2) · t · Q(t)</code>
/// <para>
/// leaves a function Q that is smooth on [0, 1] and lies between 0.0997 and ½. Its Chebyshev series was computed with 110
/// decimal digits (Φ from the power series below x = 10, from the continued fraction of the Mills ratio above), cut
/// after 25 terms, where the rest sums to 2·10⁻¹⁸, and written as a polynomial in u = 2t − 1 = (4 − x) / (4 + x). Its
/// coefficients sum to ½ in magnitude, so that Horner's rule loses nothing to cancellation. In single precision the same
/// series is cut after 12 terms, which leaves an error of 2·10⁻⁹ of Q.
/// </para>
/// <para>
/// x² is rounded, and for x = 30 the exponential would multiply that error by 450. The part that rounding dropped, which
/// a fused multiply-add gives exactly, is put back as a factor 1 − rest/2.
/// </para>
/// </remarks>
internal static class NormalDistribution
{
    /// <summary>Beyond this magnitude φ and the tail of Φ are zero in double precision (already from 38.6 on).</summary>
    private const double Vanished = 40;

    private const double InverseSquareRootOfTwoPi = 0.3989422804014327;

    /// <summary>Q as a polynomial in u = 2t − 1, the highest power first.</summary>
    private static readonly double[] Coefficients =
    [
        8.508280771623737e-11,
        2.999445507813274e-11,
        -9.326612704670926e-10,
        1.4684066912467977e-10,
        5.356900960863089e-09,
        -4.461231943245354e-09,
        -2.1716617539994733e-08,
        3.994349035559805e-08,
        6.811574237786468e-08,
        -2.5619627541381934e-07,
        -1.5745918346230922e-07,
        1.4804027614809944e-06,
        1.7916469102987802e-07,
        -8.786277975709413e-06,
        -4.770615878536427e-07,
        5.7773754340693565e-05,
        3.333607735295814e-05,
        -0.00040770461685247714,
        -0.0008699230917619934,
        0.001885047241846578,
        0.015099143722729469,
        0.04663046448990915,
        0.09678435018555373,
        0.15197416049297308,
        0.18882128260393788,
    ];

    /// <summary>Φ(x) in every place, to about 10⁻¹⁵ of its value also in the left tail; NaN for NaN.</summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="density">Receives φ(x).</param>
    public static Vector<double> Distribution(Vector<double> x, out Vector<double> density)
    {
        var magnitude = Vector.Abs(x);
        magnitude = Vector.ConditionalSelect(Vector.GreaterThan(magnitude, Vector.Create(Vanished)), Vector.Create(Vanished), magnitude);

        var square = magnitude * magnitude;
        var rest = Vector.FusedMultiplyAdd(magnitude, magnitude, -square);
        var bell = VectorFunctions.Exp(-0.5 * square) * (Vector<double>.One - (0.5 * rest));
        density = InverseSquareRootOfTwoPi * bell;

        var four = Vector.Create(4.0);
        var t = four / (four + magnitude);
        var u = (four - magnitude) / (four + magnitude);
        var q = Vector<double>.Zero;
        foreach (double coefficient in Coefficients)
        {
            q = Vector.MultiplyAddEstimate(q, u, Vector.Create(coefficient));
        }

        var tail = bell * t * q;
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), Vector<double>.One - tail, tail);
    }

    /// <summary>Φ(x) in every place in single precision, to about 10⁻⁶ of its value down to x = −12; NaN for NaN.</summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="density">Receives φ(x).</param>
    public static Vector<float> Distribution(Vector<float> x, out Vector<float> density)
    {
        var magnitude = Vector.Abs(x);
        magnitude = Vector.ConditionalSelect(
            Vector.GreaterThan(magnitude, Vector.Create((float)Vanished)), Vector.Create((float)Vanished), magnitude);

        var square = magnitude * magnitude;
        var rest = Vector.FusedMultiplyAdd(magnitude, magnitude, -square);
        var bell = VectorFunctions.Exp(-0.5f * square) * (Vector<float>.One - (0.5f * rest));
        density = (float)InverseSquareRootOfTwoPi * bell;

        var four = Vector.Create(4f);
        var inverse = Vector<float>.One / (four + magnitude);
        var t = four * inverse;
        var u = (four - magnitude) * inverse;

        // One statement for each power, the highest first: a loop over a table costs more than the arithmetic.
        var q = Vector.Create(-5.295746064e-06f);
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(-4.327705754e-07f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(5.389344407e-05f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(3.341334677e-05f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(-0.0004055100264f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(-0.0008699886594f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(0.00188442929f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(0.01509916207f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(0.04663053996f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(0.09678434846f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(0.1519741578f));
        q = Vector.MultiplyAddEstimate(q, u, Vector.Create(0.1888212826f));

        var tail = bell * t * q;
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One - tail, tail);
    }

    /// <summary>The same for whichever number type the register holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Distribution<T>(Vector<T> x, out Vector<T> density)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            var single = Distribution(x.As<T, float>(), out Vector<float> singleDensity);
            density = singleDensity.As<float, T>();
            return single.As<float, T>();
        }

        var result = Distribution(x.As<T, double>(), out Vector<double> doubleDensity);
        density = doubleDensity.As<double, T>();
        return result.As<double, T>();
    }

    /// <summary>Φ(x) of one number.</summary>
    public static double Distribution(double x) => Distribution(Vector.Create(x), out Vector<double> _).ToScalar();

    /// <summary>φ(x) of one number.</summary>
    public static double Density(double x)
    {
        _ = Distribution(Vector.Create(x), out Vector<double> density);
        return density.ToScalar();
    }
}
