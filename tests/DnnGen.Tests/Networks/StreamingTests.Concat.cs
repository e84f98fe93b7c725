namespace DnnGen.Tests.Networks;

/// <summary>Frames that are put together.</summary>
public sealed partial class StreamingTests
{
    [Fact]
    public void Sequences_put_together_are_put_together_step_by_step()
    {
        DryAndWet network = DryAndWet.Create(3);
        var x = Numbers<double>(DryAndWet.InputSize);
        var y = Predicted<DryAndWet, double>(network, x);
        var state = network.CreateState();
        double[] output = new double[DryAndWet.FrameOutputSize], whole = new double[DryAndWet.OutputSize];
        for (int j = 0; j < Sequences; j++)
        {
            state.Reset();
            network.Predict(Column(x, j), whole);
            Check.Close<double>(Column(y, j), whole, 1e-12);
            for (int t = 0; t < 12; t++)
            {
                network.Step(Column(x, j).AsSpan(t * DryAndWet.FrameSize, DryAndWet.FrameSize), output, state);
                Check.Close<double>(Column(y, j).AsSpan(t * output.Length, output.Length), output, 1e-12);
            }
        }
    }
}
