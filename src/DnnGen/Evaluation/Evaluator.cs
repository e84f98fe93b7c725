using System.Numerics;

namespace DnnGen;

/// <summary>Gathers the metrics of outputs and labels, tile by tile.</summary>
internal sealed class Evaluator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Examples that go through the network together.</summary>
    private const int TileSize = 256;

    // Of one example, or of one step of a sequence.
    private readonly int outputs;
    private readonly int steps;
    private readonly bool labelsAreClasses;
    private readonly Activation last;

    // Of each output: Welford's running mean of its labels, the sum of their squared distances from it, the squared errors.
    private readonly double[] mean;
    private readonly double[] spread;
    private readonly double[] squaredError;
    private readonly ConfusionMatrix[] decisions;
    private readonly long[]? places;
    private readonly List<double>[] scores;
    private readonly List<bool>[] isPositive;
    private double absoluteError;
    private double costSum;
    private double weightSum;

    // Examples, or steps of them.
    private long judged;

    private Evaluator(int outputs, int steps, bool labelsAreClasses, Activation last)
    {
        this.outputs = outputs;
        this.steps = steps;
        this.labelsAreClasses = labelsAreClasses;
        this.last = last;
        (mean, spread, squaredError) = (new double[outputs], new double[outputs], new double[outputs]);
        decisions = last switch
        {
            Activation.Softmax => [new ConfusionMatrix(outputs)],
            Activation.Sigmoid => [.. Enumerable.Range(0, outputs).Select(_ => new ConfusionMatrix(2))],
            _ => [],
        };
        places = last == Activation.Softmax ? new long[outputs] : null;
        int ranked = decisions.Length == 0 ? 0 : outputs;
        scores = [.. Enumerable.Range(0, ranked).Select(_ => new List<double>())];
        isPositive = [.. Enumerable.Range(0, ranked).Select(_ => new List<bool>())];
    }

    /// <summary>A workspace that is large enough for a look at so many examples.</summary>
    public static Workspace<T> CreateWorkspace<TNetwork>(INetwork<TNetwork, T> network, int examples)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        var workspace = network.CreateWorkspace(Math.Min(TileSize, examples));
        workspace.Mode = PassMode.Prediction;
        return workspace;
    }

    /// <summary>Looks at all examples.</summary>
    public static Evaluation Evaluate<TNetwork>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, Workspace<T> workspace)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        if (TNetwork.Outputs.Count > 0)
        {
            return EvaluateOutputs(network, x, y, workspace);
        }

        var evaluator = new Evaluator<T>(
            TNetwork.OutputSize / TNetwork.OutputSteps, TNetwork.OutputSteps, TNetwork.LabelsAreClasses, TNetwork.OutputActivation ?? network.Parameters.Layout[^1].Activation);
        for (int start = 0; start < x.Columns; start += workspace.BatchSize)
        {
            int count = Math.Min(workspace.BatchSize, x.Columns - start);
            var labels = y.SliceColumns(start, count);
            var output = network.Forward(x.SliceColumns(start, count), workspace);
            double weight = LabelClass.Weight<TNetwork, T>(labels, [], count);
            evaluator.AddCost(network.Cost(labels, workspace), weight);
            evaluator.Add(output, labels);
        }

        return evaluator.Result();
    }

    /// <summary>Looks at each of several outputs by itself, in one pass over the examples.</summary>
    private static Evaluation EvaluateOutputs<TNetwork>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, Workspace<T> workspace)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        var outputs = TNetwork.Outputs;
        Evaluator<T>[] evaluators = [.. outputs.Select(output => new Evaluator<T>(output.Size / output.Steps, output.Steps, output.LabelsAreClasses, output.Activation))];
        double costSum = 0;
        for (int start = 0; start < x.Columns; start += workspace.BatchSize)
        {
            int count = Math.Min(workspace.BatchSize, x.Columns - start);
            var labels = y.SliceColumns(start, count);
            var all = network.Forward(x.SliceColumns(start, count), workspace);
            costSum += double.CreateTruncating(network.Cost(labels, workspace)) * count;
            for (int k = 0; k < evaluators.Length; k++)
            {
                evaluators[k].AddCost(network.CostOf(k, labels, workspace), count);
                evaluators[k].Add(all.SliceRows(outputs[k].Row, outputs[k].Size), labels.SliceRows(outputs[k].LabelRow, outputs[k].LabelSize));
            }
        }

        double numbers = evaluators.Sum(one => (double)one.judged * one.outputs);
        return new Evaluation
        {
            Examples = x.Columns,
            Cost = costSum / x.Columns,
            MeanAbsoluteError = evaluators.Sum(one => one.absoluteError) / numbers,
            RootMeanSquaredError = Math.Sqrt(evaluators.Sum(one => one.squaredError.Sum()) / numbers),
            R2 = Mean(evaluators.SelectMany(one => one.Determinations())),
            Outputs = outputs.Zip(evaluators).ToDictionary(pair => pair.First.Name, pair => pair.Second.Result()),
        };
    }

    private void AddCost(T cost, double weight)
    {
        costSum += double.CreateTruncating(cost) * weight;
        weightSum += weight;
    }

    /// <summary>R² of each output whose labels differ.</summary>
    private IEnumerable<double> Determinations() => Enumerable.Range(0, outputs).Where(i => spread[i] > 0).Select(i => 1 - (squaredError[i] / spread[i]));

    private void Add(Matrix<T> output, Matrix<T> labels)
    {
        double[] a = new double[outputs], y = new double[outputs];
        for (int j = 0; j < output.Columns; j++)
        {
            for (int step = 0; step < steps; step++)
            {
                judged++;
                for (int i = 0; i < outputs; i++)
                {
                    int row = (step * outputs) + i;
                    a[i] = double.CreateTruncating(output[row, j]);
                    y[i] = !labelsAreClasses ? double.CreateTruncating(labels[row, j]) : int.CreateTruncating(labels[step, j]) == i ? 1 : 0;
                    double error = a[i] - y[i], distance = y[i] - mean[i];
                    absoluteError += Math.Abs(error);
                    squaredError[i] += error * error;
                    mean[i] += distance / judged;
                    spread[i] += distance * (y[i] - mean[i]);
                }

                Decide(a, y);
            }
        }
    }

    private void Decide(double[] a, double[] y)
    {
        int actual = 0;
        if (last == Activation.Softmax)
        {
            actual = Largest(y);
            decisions[0].Count(actual, Largest(a));
            int place = 0;
            for (int i = 0; i < outputs; i++)
            {
                place += a[i] > a[actual] || (a[i] == a[actual] && i < actual) ? 1 : 0;
            }

            places![place]++;
        }

        for (int i = 0; i < scores.Length; i++)
        {
            bool positive = last == Activation.Softmax ? i == actual : y[i] > 0.5;
            scores[i].Add(a[i]);
            isPositive[i].Add(positive);
            if (last == Activation.Sigmoid)
            {
                decisions[i].Count(positive ? 1 : 0, a[i] > 0.5 ? 1 : 0);
            }
        }
    }

    private Evaluation Result()
    {
        double numbers = (double)judged * outputs;
        var classes = Classes().ToList();
        return new Evaluation
        {
            Examples = judged / steps,
            Cost = weightSum == 0 ? 0 : costSum / weightSum,
            MeanAbsoluteError = absoluteError / numbers,
            RootMeanSquaredError = Math.Sqrt(squaredError.Sum() / numbers),
            R2 = Mean(Determinations()),
            Accuracy = decisions.Length == 0 ? null : decisions.Sum(Right) / ((double)judged * decisions.Length),
            Precision = Mean(classes.Select(one => Share(one.Right, one.Predicted))),
            Recall = Mean(classes.Select(one => Share(one.Right, one.Actual))),
            F1 = Mean(classes.Select(one => Share(2 * one.Right, one.Predicted + one.Actual))),
            RocAuc = Mean(scores.Zip(isPositive, Area).OfType<double>()),
            ConfusionMatrix = decisions.Length == 1 ? decisions[0] : null,
            Places = places,
        };
    }

    /// <summary>The counts of the classes whose precision, recall and F1 are averaged.</summary>
    private IEnumerable<(long Right, long Predicted, long Actual)> Classes() => last == Activation.Softmax
        ? Enumerable.Range(0, outputs).Select(one => Of(decisions[0], one)).Where(one => one.Predicted + one.Actual > 0)
        : decisions.Select(decision => Of(decision, 1));

    private static (long Right, long Predicted, long Actual) Of(ConfusionMatrix matrix, int one)
    {
        long predicted = 0, actual = 0;
        for (int other = 0; other < matrix.Classes; other++)
        {
            predicted += matrix[other, one];
            actual += matrix[one, other];
        }

        return (matrix[one, one], predicted, actual);
    }

    private static double Right(ConfusionMatrix matrix) => Enumerable.Range(0, matrix.Classes).Sum(one => matrix[one, one]);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static double? Mean(IEnumerable<double> values) => values.Select(value => (double?)value).Average();

    private static int Largest(double[] numbers)
    {
        int largest = 0;
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] > numbers[largest])
            {
                largest = i;
            }
        }

        return largest;
    }

    /// <summary>
    /// The area by ranks (H. B. Mann, D. R. Whitney, 1947): (R − P(P + 1)/2)/(P·N), where R is the sum of the ranks of the P
    /// positive examples among all and equal scores share the mean of their ranks. Null where P or N is 0.
    /// </summary>
    private static double? Area(List<double> scores, List<bool> isPositive)
    {
        double[] sorted = [.. scores];
        bool[] positive = [.. isPositive];
        Array.Sort(sorted, positive);
        double rankSum = 0, positives = positive.Count(one => one), negatives = positive.Length - positives;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            int positivesHere = 0;
            for (end = start; end < sorted.Length && sorted[end].Equals(sorted[start]); end++)
            {
                positivesHere += positive[end] ? 1 : 0;
            }

            rankSum += positivesHere * (start + 1 + end) / 2.0;
        }

        return positives == 0 || negatives == 0 ? null : (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }
}
