namespace DnnGen.Reporting.Tests;

/// <summary>Two features, two classes.</summary>
[Network(2, 6, 1, Hidden = Activation.Tanh, Precision = Precision.Double)]
public partial class Disc;

/// <summary>Pictures of 4 × 4 pixels, three classes.</summary>
[Network(16, 5, 3, Output = Activation.Softmax)]
public partial class Shapes;

/// <summary>Two features, three classes.</summary>
[Network(2, 8, 3, Hidden = Activation.Tanh, Output = Activation.Softmax)]
public partial class Sectors;

/// <summary>A number of three features.</summary>
[Network(3, 4, 1, Output = Activation.Identity)]
public partial class Price;

/// <summary>Signs of 6 × 6 pixels.</summary>
[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(1, 6, 6)]
[Conv2D(4, kernel: 3)]
[MaxPool2D(2)]
[Flatten]
[Dense(3)]
internal sealed partial class Glyphs;

/// <summary>Two answers, each by itself.</summary>
[Network(3, 4, 2)]
public partial class Tags;

/// <summary>Examples for the networks of these tests, the same in every run.</summary>
internal static class Examples
{
    /// <summary>Points of a square; those inside a circle are labelled 1.</summary>
    public static (Matrix<double> X, Matrix<double> Y) OfDisc(int count = 120)
    {
        var random = new SeededRandom(3);
        var (x, y) = (Matrix<double>.Zeros(2, count), Matrix<double>.Zeros(1, count));
        for (int i = 0; i < count; i++)
        {
            (x[0, i], x[1, i]) = ((2 * random.NextUniform()) - 1, (2 * random.NextUniform()) - 1);
            y[0, i] = Math.Sqrt((x[0, i] * x[0, i]) + (x[1, i] * x[1, i])) < 0.7 ? 1 : 0;
        }

        return (x, y);
    }

    /// <summary>Random numbers and, for each example, one class in turn.</summary>
    public static (Matrix<float> X, Matrix<float> Y) OfClasses(int features, int classes, int count = 60)
    {
        var random = new SeededRandom(4);
        var (x, y) = (Matrix<float>.Zeros(features, count), Matrix<float>.Zeros(classes, count));
        for (int j = 0; j < count; j++)
        {
            for (int i = 0; i < features; i++)
            {
                x[i, j] = (float)((0.7 * random.NextUniform()) + (i % classes == j % classes ? 0.3 : 0));
            }

            y[j % classes, j] = 1;
        }

        return (x, y);
    }

    /// <summary>A bright place in a picture and four measurements beside it; where it is, as one of three classes, and two of the measurements.</summary>
    public static (Matrix<float> X, Matrix<float> Y) OfRobot(int count = 90)
    {
        var random = new SeededRandom(5);
        var (image, sensors) = (Matrix<float>.Zeros(36, count), Matrix<float>.Zeros(4, count));
        var (digit, angle) = (Matrix<float>.Zeros(1, count), Matrix<float>.Zeros(2, count));
        for (int j = 0; j < count; j++)
        {
            int place = random.NextUniform() switch { < 0.3 => 0, < 0.6 => 1, _ => 2 };
            for (int i = 0; i < 36; i++)
            {
                image[i, j] = (float)((0.6 * random.NextUniform()) + (i / 12 == place ? 0.4 : 0));
            }

            for (int i = 0; i < 4; i++)
            {
                sensors[i, j] = (float)((2 * random.NextUniform()) - 1);
            }

            digit[0, j] = place;
            (angle[0, j], angle[1, j]) = (sensors[0, j], sensors[1, j] * sensors[2, j]);
        }

        return (Robot.StackInputs(image, sensors), Robot.StackLabels(digit, angle));
    }

    /// <summary>Pictures of 4 × 4 pixels, two questions, one of three classes in turn, and whether they are round.</summary>
    public static (Matrix<float> X, Matrix<float> Y) OfSorter()
    {
        var (x, kind) = OfClasses(16, 3);
        var (flags, isRound) = (Matrix<float>.Zeros(2, x.Columns), Matrix<float>.Zeros(1, x.Columns));
        for (int j = 0; j < x.Columns; j++)
        {
            (flags[0, j], flags[1, j], isRound[0, j]) = (x[0, j] > 0.5f ? 1 : 0, x[1, j] > 0.5f ? 1 : 0, j % 2);
        }

        return (x, Sorter.StackLabels(flags, kind, isRound));
    }

    /// <summary>A network that is trained on what a robot sees.</summary>
    public static (Robot Network, Matrix<float> X, Matrix<float> Y, TrainingHistory History, TrainingRecord Record) TrainedRobot()
    {
        var (x, y) = OfRobot();
        var network = Robot.Create(seed: 1);
        INetwork<Robot, float> contract = network;
        var record = TrainingRecord.Of(network, [new ExampleSet<float>("training", x, y)], share: 1);
        return (network, x, y, contract.Fit(x, y, record.Attach(new TrainingOptions { Epochs = 30, BatchSize = 16, Optimizer = Optimizer.Adam(learningRate: 0.01) })), record);
    }

    /// <summary>A trained network of two features, with what it learned from and how.</summary>
    public static (Disc Network, Matrix<double> X, Matrix<double> Y, TrainingHistory History, TrainingOptions Options, TrainingRecord Record) TrainedDisc()
    {
        var (x, y) = OfDisc();
        var network = Disc.Create(seed: 1);
        var record = TrainingRecord.Of(network, [new ExampleSet<double>("training", x, y)], share: 1);
        var options = new TrainingOptions
        {
            Epochs = 30,
            BatchSize = 16,
            Optimizer = Optimizer.Adam(learningRate: 0.05),
            Schedule = Schedule.Cosine(minimum: 1e-4),
            Validation = Validation.Split(0.2),
        };
        return (network, x, y, network.Fit(x, y, record.Attach(options)), options, record);
    }
}
