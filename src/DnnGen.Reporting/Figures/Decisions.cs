using System.Globalization;
using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>How an output of a network decides.</summary>
internal enum DecisionKind
{
    /// <summary>It does not: its outputs are numbers.</summary>
    None,

    /// <summary>One sigmoid: between two classes, at ½.</summary>
    Binary,

    /// <summary>Softmax: for the class of the largest output.</summary>
    OneOf,

    /// <summary>Several sigmoids: each by itself.</summary>
    EachByItself,
}

/// <summary>What an output of a network says about examples, beside their labels; decided as <see cref="Trainer.Evaluate"/> decides.</summary>
internal sealed class Decisions
{
    private readonly double[,] outputs;
    private readonly double[,] labels;

    private Decisions(DecisionKind kind, double[,] outputs, double[,] labels)
    {
        Kind = kind;
        this.outputs = outputs;
        this.labels = labels;
    }

    public DecisionKind Kind { get; }

    public int Outputs => outputs.GetLength(0);

    public int Examples => outputs.GetLength(1);

    /// <summary>Classes to choose from: 2 for one sigmoid.</summary>
    public int Classes => ClassesOf(Kind, Outputs);

    public static int ClassesOf(DecisionKind kind, int outputs) => kind == DecisionKind.Binary ? 2 : outputs;

    public static Decisions Of<TNetwork, T>(INetwork<TNetwork, T> network, JudgedOutput output, Matrix<T> x, Matrix<T> y)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var predicted = network.Predict(x);
        if (y.Rows != TNetwork.LabelSize || y.Columns != predicted.Columns)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{TNetwork.Name}: y is ({y.Rows} × {y.Columns}); for these examples it must be ({TNetwork.LabelSize} × {predicted.Columns})."));
        }

        // Each step of a sequence is decided by itself, as an example is.
        var outputs = Numbers(predicted.SliceRows(output.Row, output.Size), output.Steps);
        var labels = Numbers(output.LabelsIn(y), output.Steps);
        return new Decisions(output.Kind, outputs, output.LabelsAreClasses ? OneHot(labels, outputs.GetLength(0)) : labels);
    }

    /// <summary>The output of one unit for an example.</summary>
    public double Score(int output, int example) => outputs[output, example];

    /// <summary>Whether an example belongs to the class of an output.</summary>
    public bool IsPositive(int output, int example) => Kind == DecisionKind.OneOf ? Actual(example) == output : labels[output, example] > 0.5;

    /// <summary>The class of an example by its label.</summary>
    public int Actual(int example) => Kind == DecisionKind.OneOf ? Largest(labels, example) : labels[0, example] > 0.5 ? 1 : 0;

    /// <summary>The class that the network decides for.</summary>
    public int Predicted(int example) => Kind == DecisionKind.OneOf ? Largest(outputs, example) : outputs[0, example] > 0.5 ? 1 : 0;

    /// <summary>How sure the network is of its decision: the output of the class that it decides for.</summary>
    public double Confidence(int example) => Kind == DecisionKind.OneOf
        ? outputs[Predicted(example), example]
        : Predicted(example) == 1 ? outputs[0, example] : 1 - outputs[0, example];

    /// <summary>The examples of which the decision is right or wrong: the surest wrong ones first, the right ones as they come.</summary>
    public IReadOnlyList<int> Where(bool right)
    {
        var examples = Enumerable.Range(0, Examples).Where(example => Predicted(example) == Actual(example) == right);
        return [.. right ? examples : examples.OrderByDescending(Confidence)];
    }

    private static double[,] Numbers<T>(Matrix<T> matrix, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = matrix.Rows / steps;
        var numbers = new double[rows, matrix.Columns * steps];
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                numbers[i % rows, (j * steps) + (i / rows)] = double.CreateTruncating(matrix[i, j]);
            }
        }

        return numbers;
    }

    private static double[,] OneHot(double[,] classes, int outputs)
    {
        var labels = new double[outputs, classes.GetLength(1)];
        for (int j = 0; j < labels.GetLength(1); j++)
        {
            labels[(int)classes[0, j], j] = 1;
        }

        return labels;
    }

    private static int Largest(double[,] numbers, int example)
    {
        int largest = 0;
        for (int i = 1; i < numbers.GetLength(0); i++)
        {
            if (numbers[i, example] > numbers[largest, example])
            {
                largest = i;
            }
        }

        return largest;
    }
}

/// <summary>The names of classes, where they are given, and their numbers otherwise.</summary>
internal sealed class ClassNames(IReadOnlyList<string>? names)
{
    public string this[int index] => names is not null && index < names.Count && !string.IsNullOrWhiteSpace(names[index])
        ? names[index].ReplaceLineEndings(" ")
        : index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Checks that there are as many names as classes.</summary>
    public static ClassNames Of(string member, IReadOnlyList<string>? names, int classes) => names is null || names.Count == classes
        ? new(names)
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{member}: there are {names.Count} names for {classes} classes; give a name for each class, in the order of the outputs (for one sigmoid the names of 0 and of 1)."));
}
