namespace DnnGen.Tests.Optimization;

/// <summary>Gradients that are too long, one by one and all together.</summary>
public class GradientClippingTests
{
    [Fact]
    public void A_longer_gradient_is_scaled_to_the_norm_and_keeps_its_direction()
    {
        double[] gradients = [3, 0, -4];

        Assert.Equal(5, GradientClipping.ByNorm<double>(gradients, 1));
        Check.Close<double>([0.6, 0, -0.8], gradients, 1e-15);
    }

    [Fact]
    public void A_gradient_within_the_norm_stays_as_it_is()
    {
        double[] gradients = [3, 0, -4];

        Assert.Equal(5, GradientClipping.ByNorm<double>(gradients, 5));
        Assert.Equal([3, 0, -4], gradients);
    }

    [Fact]
    public void The_norm_is_that_of_all_gradients_however_many_there_are()
    {
        float[] gradients = new float[10_001];
        gradients.AsSpan().Fill(0.5f);

        Assert.Equal(Math.Sqrt(10_001) / 2, GradientClipping.ByNorm<float>(gradients, 1e9), 1e-6);
        Assert.Equal(0, GradientClipping.ByNorm<float>([], 1));
    }

    [Fact]
    public void Squares_that_overflow_do_not_make_the_norm_infinite()
    {
        float[] single = [3e30f, 4e30f];
        double[] gradients = [3e200, 4e200];

        Assert.Equal(5e30, GradientClipping.ByNorm<float>(single, 1), 1e25);
        Check.Close<float>([0.6, 0.8], single, 1e-6);
        Assert.Equal(5e200, GradientClipping.ByNorm<double>(gradients, 1), 1e186);
        Check.Close<double>([0.6, 0.8], gradients, 1e-15);
    }

    [Fact]
    public void Gradients_without_a_norm_stay_as_they_are()
    {
        double[] gradients = [1, double.NaN, 2], infinite = [1, double.NegativeInfinity];

        Assert.True(double.IsNaN(GradientClipping.ByNorm<double>(gradients, 0.1)));
        Assert.Equal([1, double.NaN, 2], gradients);
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm<double>(infinite, 0.1));
        Assert.Equal([1, double.NegativeInfinity], infinite);
    }

    [Fact]
    public void Each_derivative_is_cut_off_at_the_value()
    {
        float[] gradients = [3, -0.5f, -4, 1, float.NaN, float.PositiveInfinity];

        GradientClipping.ByValue<float>(gradients, 1);

        Assert.Equal([1, -0.5f, -1, 1, float.NaN, 1], gradients);
    }

    [Fact]
    public void A_limit_without_meaning_is_refused()
    {
        Assert.Equal(
            "GradientClipping.ByNorm: limit is 0; it must be a positive finite number.",
            Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm<float>([1], 0)).Message);
        Assert.Equal(
            "GradientClipping.ByValue: limit is NaN; it must be a positive finite number.",
            Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue<float>([1], double.NaN)).Message);
    }
}
