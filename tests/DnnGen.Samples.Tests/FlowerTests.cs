using DnnGen.Samples.Planar;

namespace DnnGen.Samples.Tests;

public class FlowerTests
{
    [Fact]
    public void The_flower_has_two_hundred_points_of_each_class_within_its_petals()
    {
        var data = FlowerData.Draw(new NumPyRandom(1));

        Assert.Equal((2, 400), (data.X.Rows, data.X.Columns));
        Assert.Equal((1, 400), (data.Y.Rows, data.Y.Columns));
        Assert.Equal(200, data.Y.ToArray().Cast<double>().Sum());
        Assert.All(data.X.ToArray().Cast<double>(), coordinate => Assert.InRange(coordinate, -5, 5));
    }

    /// <summary>The costs that the method's exercise prints; they also prove the data, point by point.</summary>
    [Fact]
    public void Training_gives_the_costs_that_the_method_prints()
    {
        var data = FlowerData.Draw(new NumPyRandom(1));
        var network = FlowerClassifier.Create(Initializer.Normal(0.01), new NumPyRandom(2));

        var history = network.Fit(data.X, data.Y, new TrainingOptions { Epochs = 5001, LearningRate = 1.2 });

        Assert.Equal(0.693048, history.Costs[0], 6);
        Assert.Equal(0.288083, history.Costs[1000], 6);
        Assert.Equal(0.254385, history.Costs[2000], 6);
        Assert.Equal(0.233864, history.Costs[3000], 6);
        Assert.Equal(0.226792, history.Costs[4000], 6);
        Assert.Equal(0.222644, history.Costs[5000], 6);
    }
}
