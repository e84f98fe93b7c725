namespace DnnGen.TrainingHost;

/// <summary>A training with all that a checkpoint has to keep: moments, a plateau, a random order, an epoch under way.</summary>
public static class HostTraining
{
    /// <summary>31 steps in an epoch, the last of a smaller batch.</summary>
    public static TrainingOptions Options { get; } = new()
    {
        Epochs = 40,
        BatchSize = 8,
        Optimizer = Optimizer.NAdam(0.01),
        Schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 1),
        ClipNorm = 1,
        Seed = 3,
    };

    /// <summary>Trains the network of seed 1 and saves its parameters.</summary>
    public static TrainingHistory Run(TrainingOptions options, string resultPath)
    {
        var random = new SeededRandom(7);
        var (x, y) = (Matrix<float>.Zeros(6, 245), Matrix<float>.Zeros(1, 245));
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = (float)random.NextNormal();
            }

            y[0, j] = x[0, j] * x[1, j] > x[2, j] ? 1 : 0;
        }

        var network = HostNetwork.Create(seed: 1);
        var history = network.Fit(x, y, options);
        network.Save(resultPath);
        return history;
    }
}

/// <summary>Small: its checkpoints take more time than its steps.</summary>
[Network(6, 16, 8, 1)]
public sealed partial class HostNetwork;
