using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>Gradient descent for every network; the generated <c>Fit</c> calls this.</summary>
public static class Trainer
{
    /// <summary>Trains a network by gradient descent, over the full batch or over mini-batches.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network, whose parameters change with every step.</param>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (OutputSize × m).</param>
    /// <param name="options">How to train.</param>
    /// <returns>The costs and how the training ended. A cancelled training returns what it has so far.</returns>
    /// <exception cref="ShapeMismatchException">x or y does not fit the network, or they hold different numbers of examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has no meaning.</exception>
    /// <exception cref="TrainingDivergedException">The cost is no longer finite.</exception>
    public static TrainingHistory Fit<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, TrainingOptions options)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        string member = TNetwork.Name + ".Fit";
        options.Check(member);
        NetworkChecks.LearningRate(member, T.CreateTruncating(options.LearningRate));
        NetworkChecks.Input(member, x, TNetwork.InputSize);
        NetworkChecks.Labels(member, y, TNetwork.OutputSize, x.Columns);

        var run = new TrainingRun<TNetwork, T>(network, x, y, options);
        return run.Train();
    }
}

/// <summary>One call of <see cref="Trainer.Fit"/>: what it holds between its steps.</summary>
internal sealed class TrainingRun<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetwork<TNetwork, T> network;
    private readonly Matrix<T> x;
    private readonly Matrix<T> y;
    private readonly TrainingOptions options;
    private readonly T learningRate;
    private readonly int batchSize;
    private readonly Workspace<T> workspace;
    private readonly List<double> costs = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();

    // The order of the examples and the batch they are gathered in; null where the examples are taken as they lie.
    private readonly IRandom? random;
    private readonly int[]? order;
    private readonly Matrix<T> batchX;
    private readonly Matrix<T> batchY;

    private long steps;
    private double? bestCost;

    public TrainingRun(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, TrainingOptions options)
    {
        this.network = network;
        this.x = x;
        this.y = y;
        this.options = options;
        learningRate = T.CreateTruncating(options.LearningRate);
        batchSize = Math.Min(options.BatchSize ?? x.Columns, x.Columns);
        workspace = network.CreateWorkspace(batchSize);
        if (options.Shuffle && batchSize < x.Columns)
        {
            random = options.Random ?? new SeededRandom(options.Seed);
            order = new int[x.Columns];
            batchX = Matrix<T>.Zeros(x.Rows, batchSize);
            batchY = Matrix<T>.Zeros(y.Rows, batchSize);
        }
    }

    public TrainingHistory Train()
    {
        bool cancelled = false;
        int checkedEpoch = -1;
        for (int epoch = 0; epoch < options.Epochs && !cancelled; epoch++)
        {
            cancelled = !TrainEpoch(out double cost);
            if (cancelled)
            {
                break;
            }

            costs.Add(cost);
            if ((epoch + 1) % options.CheckpointInterval == 0)
            {
                KeepBest();
                checkedEpoch = epoch;
            }

            var progress = new TrainingProgress(epoch, options.Epochs, steps, cost, options.LearningRate, clock.Elapsed);
            options.OnEpoch?.Invoke(progress);
            options.Progress?.Report(progress);
        }

        if (steps > 0 && (cancelled || checkedEpoch != options.Epochs - 1))
        {
            KeepBest();
        }

        return new TrainingHistory(costs, steps, cancelled, clock.Elapsed, bestCost);
    }

    /// <summary>Goes once through all examples; false when the training was cancelled on the way.</summary>
    private bool TrainEpoch(out double cost)
    {
        random?.NextPermutation(order);
        double sum = 0;
        for (int start = 0; start < x.Columns; start += batchSize)
        {
            if (options.CancellationToken.IsCancellationRequested)
            {
                cost = double.NaN;
                return false;
            }

            int count = Math.Min(batchSize, x.Columns - start);
            double stepCost = double.CreateTruncating(network.TrainStep(Batch(x, batchX, start, count), Batch(y, batchY, start, count), learningRate, workspace));
            if (options.StopWhenNotFinite && !double.IsFinite(stepCost))
            {
                throw new TrainingDivergedException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TNetwork.Name}.Fit: the cost is {stepCost} at step {steps}, epoch {costs.Count}; the training has diverged: take a learning rate below {options.LearningRate}, and check that x holds only finite numbers."));
            }

            sum += stepCost * count;
            steps++;
        }

        cost = sum / x.Columns;
        return true;
    }

    private Matrix<T> Batch(Matrix<T> examples, Matrix<T> batch, int start, int count)
    {
        if (order is null)
        {
            return examples.SliceColumns(start, count);
        }

        for (int j = 0; j < count; j++)
        {
            batch.Column(j).CopyFrom(examples.Column(order[start + j]));
        }

        return batch.SliceColumns(0, count);
    }

    private void KeepBest()
    {
        if (options.BestCheckpointPath is null)
        {
            return;
        }

        double sum = 0;
        for (int start = 0; start < x.Columns; start += batchSize)
        {
            int count = Math.Min(batchSize, x.Columns - start);
            network.Forward(x.SliceColumns(start, count), workspace);
            sum += double.CreateTruncating(network.Cost(y.SliceColumns(start, count), workspace)) * count;
        }

        double cost = sum / x.Columns;
        if (double.IsFinite(cost) && !(cost >= bestCost))
        {
            network.Save(options.BestCheckpointPath);
            bestCost = cost;
        }
    }
}
