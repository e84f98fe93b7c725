using System.Numerics;
using System.Runtime.Intrinsics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

public sealed class VectorFunctionsTests
{
    [Fact]
    public void The_exponential_of_a_float_is_within_1_1_units_of_the_last_place()
    {
        double worst = 0;
        for (double exponent = -87.33; exponent < 88.72; exponent += 0.00037)
        {
            float x = (float)exponent;
            worst = Math.Max(worst, UnitsApart(VectorFunctions.Exp(Vector.Create(x))[0], Math.Exp(x)));
        }

        Assert.InRange(worst, 0, 1.1);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(1000f, float.PositiveInfinity)]
    [InlineData(88.73f, float.PositiveInfinity)]
    [InlineData(-87.4f, 0f)]
    [InlineData(-1000f, 0f)]
    [InlineData(0f, 1f)]
    public void The_exponential_of_a_float_has_its_limits_at_the_ends(float x, float expected) =>
        Assert.Equal(expected, VectorFunctions.Exp(Vector.Create(x))[0]);

    [Fact]
    public void Not_a_number_stays_so_whatever_its_bits()
    {
        foreach (uint bits in new[] { 0x7FC00000u, 0xFFC00000u, 0x7FC00001u, 0x7F800001u, 0xFFFFFFFFu, 0x7FC000FFu })
        {
            var x = Vector.Create(BitConverter.UInt32BitsToSingle(bits));
            Assert.True(float.IsNaN(VectorFunctions.Exp(x)[0]));
            Assert.True(float.IsNaN(VectorFunctions.ExpOfNegativeMagnitude(x)[0]));
            Assert.True(float.IsNaN(VectorFunctions.Sigmoid(x)[0]));
            Assert.True(float.IsNaN(VectorFunctions.Tanh(x)[0]));
        }
    }

    [Fact]
    public void The_exponential_of_minus_a_magnitude_is_the_exponential()
    {
        for (float x = -120; x < 120; x += 0.037f)
        {
            Assert.Equal(VectorFunctions.Exp(Vector.Create(-Math.Abs(x))), VectorFunctions.ExpOfNegativeMagnitude(Vector.Create(x)));
        }

        Assert.Equal(Math.Exp(-2.5), VectorFunctions.ExpOfNegativeMagnitude(Vector.Create(2.5))[0], 1e-15);
    }

    [Fact]
    public void The_logarithm_of_1_plus_a_float_is_within_two_units_of_the_last_place()
    {
        double worst = 0;
        for (double e = 1e-12; e <= 1; e *= 1.00003)
        {
            float x = (float)e;

            // Where 1 + x would lose the digits of x, two terms of the series are exact enough.
            double expected = x < 1e-5f ? x - ((double)x * x / 2) : Math.Log(1 + (double)x);
            worst = Math.Max(worst, UnitsApart(VectorFunctions.LogP1(Vector.Create(x))[0], expected));
        }

        Assert.InRange(worst, 0, 2);
        Assert.Equal(0f, VectorFunctions.LogP1(Vector<float>.Zero)[0]);
    }

    [Fact]
    public void The_logistic_function_of_a_float_is_within_2_5_units_of_the_last_place()
    {
        double worst = 0;
        for (double place = -86.9; place < 40; place += 0.00037)
        {
            float x = (float)place;
            worst = Math.Max(worst, UnitsApart(VectorFunctions.Sigmoid(Vector.Create(x))[0], 1 / (1 + Math.Exp(-(double)x))));
        }

        Assert.InRange(worst, 0, 2.5);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    [InlineData(100f)]
    [InlineData(88f)]
    public void The_logistic_function_of_a_float_ends_at_1_and_next_to_0(float far)
    {
        Assert.Equal(1f, VectorFunctions.Sigmoid(Vector.Create(far))[0]);
        Assert.InRange(VectorFunctions.Sigmoid(Vector.Create(-far))[0], 0f, 2e-38f);
    }

    [Fact]
    public void The_hyperbolic_tangent_of_a_float_is_within_2_6_units_of_the_last_place_and_odd()
    {
        double worst = 0;
        for (double place = 1e-30; place < 12; place = place < 1e-3 ? place * 1.01 : place + 0.000037)
        {
            float x = (float)place, value = VectorFunctions.Tanh(Vector.Create(x))[0];
            worst = Math.Max(worst, UnitsApart(value, Math.Tanh(x)));
            Assert.Equal(-value, VectorFunctions.Tanh(Vector.Create(-x))[0]);
        }

        Assert.InRange(worst, 0, 2.6);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(10f, 1f)]
    [InlineData(100f, 1f)]
    [InlineData(float.MaxValue, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    public void The_hyperbolic_tangent_of_a_float_keeps_the_sign_and_ends_at_1(float x, float expected)
    {
        Assert.Equal(expected, VectorFunctions.Tanh(Vector.Create(x))[0]);
        float negative = VectorFunctions.Tanh(Vector.Create(-x))[0];
        Assert.Equal(-expected, negative);
        Assert.True(float.IsNegative(negative));
    }

    [Fact]
    public void A_wide_register_has_the_same_bits()
    {
        foreach (float x in (float[])[float.NaN, float.NegativeInfinity, float.PositiveInfinity, 0f, -0f, float.Epsilon, float.MaxValue, -87.5f, .. Between(-100, 100, 0.0137f), .. Between(-1, 1, 0.00037f)])
        {
            AreSame(VectorFunctions.Sigmoid(Vector.Create(x))[0], WideFunctions.Sigmoid(Vector512.Create(x)));
            AreSame(VectorFunctions.Tanh(Vector.Create(x))[0], WideFunctions.Tanh(Vector512.Create(x)));
        }

        static IEnumerable<float> Between(float first, float last, float step)
        {
            for (float x = first; x < last; x += step)
            {
                yield return x;
            }
        }

        static void AreSame(float expected, Vector512<float> actual) =>
            Assert.All(Enumerable.Range(0, Vector512<float>.Count), place => Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual[place])));
    }

    private static double UnitsApart(float value, double expected)
    {
        float nearest = (float)expected;
        return Math.Abs(value - expected) / (MathF.BitIncrement(nearest) - nearest);
    }
}
