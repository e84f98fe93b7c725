namespace DnnGen.Tests.Networks;

/// <summary>What is refused changes nothing.</summary>
public sealed class RefusedStepTests
{
    [Fact]
    public void A_step_with_labels_of_another_number_of_examples_leaves_the_forward_pass_in_the_workspace()
    {
        var network = Disc.Create(seed: 1);
        var ws = network.CreateWorkspace(6);
        Matrix<double> x = Matrix<double>.Zeros(2, 4), y = Matrix<double>.Zeros(1, 4);
        x.Fill(0.5);
        network.Forward(x, ws);
        double cost = network.Cost(y, ws);
        Matrix<double> six = Matrix<double>.Zeros(2, 6), five = Matrix<double>.Zeros(1, 5);

        Assert.Throws<ShapeMismatchException>(() => network.TrainStep(six, five, 0.1, ws));

        Assert.Equal(4, ws.Examples);
        Assert.Equal(cost, network.Cost(y, ws));
        network.Backward(x, y, ws);
    }
}
