using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

public sealed class NormalDistributionTests
{
    /// <summary>Computed with 110 decimal digits, from the power series and the continued fraction.</summary>
    public static TheoryData<double, double> Exact => new()
    {
        { -37.5, 4.605353009581955e-308 },
        { -30, 4.906713927148187e-198 },
        { -20.25, 1.77619986494957e-91 },
        { -12.5, 3.732564298877713e-36 },
        { -10, 7.619853024160525e-24 },
        { -8, 6.220960574271784e-16 },
        { -5, 2.866515718791939e-07 },
        { -3.75, 8.841728520080387e-05 },
        { -3, 0.0013498980316300946 },
        { -2, 0.02275013194817921 },
        { -1.5, 0.06680720126885807 },
        { -1, 0.15865525393145705 },
        { -0.5, 0.3085375387259869 },
        { -0.125, 0.4502617751698871 },
        { -1e-8, 0.4999999960105772 },
        { 0, 0.5 },
        { 1e-8, 0.5000000039894228 },
        { 0.25, 0.5987063256829237 },
        { 0.5, 0.6914624612740131 },
        { 1, 0.8413447460685429 },
        { 2, 0.9772498680518208 },
        { 3, 0.9986501019683699 },
        { 5, 0.9999997133484281 },
        { 8, 0.9999999999999993 },
    };

    [Theory]
    [MemberData(nameof(Exact))]
    public void The_distribution_function_is_right_to_2_in_ten_to_the_15(double x, double expected) =>
        Assert.InRange(NormalDistribution.Distribution(x) / expected, 1 - 2e-15, 1 + 2e-15);

    [Theory]
    [InlineData(double.NegativeInfinity, 0, 0)]
    [InlineData(-1e300, 0, 0)]
    [InlineData(-41, 0, 0)]
    [InlineData(41, 1, 0)]
    [InlineData(1e300, 1, 0)]
    [InlineData(double.PositiveInfinity, 1, 0)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void Far_out_it_is_zero_or_one_and_never_an_error(double x, double distribution, double density)
    {
        Assert.Equal(distribution, NormalDistribution.Distribution(x));
        Assert.Equal(density, NormalDistribution.Density(x));
    }

    [Fact]
    public void The_density_is_the_derivative_of_the_distribution()
    {
        for (double x = -6; x <= 6; x += 0.0625)
        {
            const double step = 1e-4;
            double difference = (NormalDistribution.Distribution(x + step) - NormalDistribution.Distribution(x - step)) / (2 * step);
            Assert.Equal(difference, NormalDistribution.Density(x), 1e-8);
        }
    }

    [Fact]
    public void Both_tails_add_up_to_one()
    {
        for (double x = 0; x <= 9; x += 0.03125)
        {
            Assert.Equal(1, NormalDistribution.Distribution(x) + NormalDistribution.Distribution(-x), 2e-16);
        }
    }
}
