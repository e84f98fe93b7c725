namespace DnnGen.Tests.Networks;

/// <summary>What dropout does in training, and that it does nothing else.</summary>
public sealed partial class DropoutTests
{
    [Fact]
    public void A_share_of_the_numbers_is_dropped_and_the_others_grow_so_that_the_mean_stays()
    {
        var network = Dropping.Create(Initializer.Ones, new SeededRandom(1));
        var x = Ones();
        var workspace = network.CreateWorkspace(x.Columns);
        network.Forward(x, workspace);

        float[] kept = [.. workspace.A2.ToArray().Cast<float>()];
        float before = workspace.A1[0, 0];
        Assert.All(kept, number => Assert.True(number == 0 || Math.Abs(number - (before / 0.75f)) < 1e-4f));
        Assert.InRange(kept.Count(number => number == 0) / (double)kept.Length, 0.24, 0.26);
    }

    [Fact]
    public void Passes_differ_and_trainings_are_alike()
    {
        var (x, y) = (Ones(), Matrix<float>.Zeros(1, 500));
        Dropping first = Dropping.Create(3), second = Dropping.Create(3);
        Dropping.Workspace firstSpace = first.CreateWorkspace(500), secondSpace = second.CreateWorkspace(500);
        float[,]? before = null;
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(first.TrainStep(x, y, 0.1f, firstSpace), second.TrainStep(x, y, 0.1f, secondSpace));
            Assert.Equal(first.Parameters.AsSpan(), second.Parameters.AsSpan());
            bool[] dropped = [.. firstSpace.A2.ToArray().Cast<float>().Select(number => number == 0)];
            Assert.NotEqual(before?.Cast<float>().Select(number => number == 0), dropped);
            before = firstSpace.A2.ToArray();
        }
    }

    [Fact]
    public void Predictions_and_evaluations_drop_nothing()
    {
        var network = Dropping.Create(5);
        var x = Ones();
        var workspace = network.CreateWorkspace(x.Columns);
        workspace.Mode = PassMode.Prediction;
        network.Forward(x, workspace);

        Assert.Equal(workspace.A1.ToArray(), workspace.A2.ToArray());
        Assert.Equal(network.Predict(x).ToArray(), workspace.AL.ToArray());
        Assert.Equal(network.Evaluate(x, Matrix<float>.Zeros(1, 500)).Cost, network.Evaluate(x, Matrix<float>.Zeros(1, 500)).Cost);
    }

    [Fact]
    public void A_training_that_goes_on_drops_what_it_would_have_dropped()
    {
        var (x, y) = (Ones(), Matrix<float>.Zeros(1, 500));
        Dropping whole = Dropping.Create(7), parts = Dropping.Create(7);
        whole.Fit(x, y, Plain(null, 4));
        var between = new TrainingState();
        parts.Fit(x, y, Plain(between, 2));
        parts.Fit(x, y, Plain(between, 4));

        Assert.Equal(whole.Parameters.AsSpan(), parts.Parameters.AsSpan());

        static TrainingOptions Plain(TrainingState? state, int epochs) => new() { Epochs = epochs, BatchSize = 64, LearningRate = 0.1, State = state };
    }

    private static Matrix<float> Ones()
    {
        var x = Matrix<float>.Zeros(3, 500);
        x.Fill(1);
        return x;
    }

    [Network]
    [Input(3)]
    [Dense(100)]
    [Dropout(0.25)]
    [Dense(1)]
    internal sealed partial class Dropping;
}
