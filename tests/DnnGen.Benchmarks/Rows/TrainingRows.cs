using System.Numerics;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Peers;

namespace DnnGen.Benchmarks.Rows;

/// <summary>Training steps: forward, cost, backward and update, on one batch.</summary>
internal static class TrainingRows
{
    private const string Group = "Training step";

    /// <summary>Small enough that thousands of steps on one batch stay where they began: numbers that vanish would be slower.</summary>
    private const double TimedLearningRate = 1e-6;

    /// <summary>Large enough that three steps show in every parameter.</summary>
    private const double CheckedLearningRate = 1e-2;

    /// <summary>Adam steps by the learning rate whatever the gradient: where a gradient is all rounding, both sides step apart by that.</summary>
    private const double CheckedAdamLearningRate = 1e-4;

    public static IEnumerable<Row> All(IReadOnlyList<int> threads) => threads.SelectMany(count =>
    {
        // What was promised was promised in float, with as many threads as the machine of the promise has cores.
        double? Goal(double goal) => count == 2 ? goal : null;
        bool most = count == threads.Max();
        return new[]
        {
            Of<Cats, float>("12288-20-7-5-1", 209, StepKind.SGD, count, Goal(3), numPyGoal: most ? 15 : null, isQuick: true),
            Of<CatsDouble, double>("12288-20-7-5-1", 209, StepKind.SGD, count, null, numPyGoal: most ? 6 : null, isQuick: most),
            Of<WideDigits, float>("784-512-256-10", 64, StepKind.SGD, count, Goal(1.5), null, isQuick: true),
            Of<WideDigitsDouble, double>("784-512-256-10", 64, StepKind.SGD, count, null, null, isQuick: false),
            Of<WideDigits, float>("784-512-256-10", 64, StepKind.Adam, count, Goal(2), null, isQuick: most),
            Of<WideDigitsDouble, double>("784-512-256-10", 64, StepKind.Adam, count, null, null, isQuick: false),
            Of<Digits, float>("784-128-10", 32, StepKind.SGD, count, Goal(3.5), null, isQuick: true),
            Of<DigitsDouble, double>("784-128-10", 32, StepKind.SGD, count, null, null, isQuick: false),
            Of<Planar, float>("2-4-1", 400, StepKind.SGD, count, Goal(50), null, isQuick: true),
            Of<PlanarDouble, double>("2-4-1", 400, StepKind.SGD, count, null, null, isQuick: false),
            Of<ConvolutionalDigits, float>("convolutional 8-16-10 of 28×28", 64, StepKind.SGD, count, Goal(1.5), null, isQuick: true, TorchLeNet.Of, multiplyAdds: 527_520),
            Of<ResidualPictures, float>("residual 16-32-64 of 3×32×32", 32, StepKind.SGD, count, Goal(1), null, isQuick: true, TorchResidual.Of, multiplyAdds: 37_062_528),
            Of<SequenceTagger, float>("LSTM 64 over 50 steps of 16", 32, StepKind.SGD, count, Goal(2), null, isQuick: true, TorchSequenceTagger.Of, multiplyAdds: 2_867_840),
            Of<Transformer, float>("transformer of 4 × 128, 64 tokens", 16, StepKind.SGD, count, Goal(1), null, isQuick: true, TorchTransformer.Of, multiplyAdds: 165_937_152, Data.Tokens<float>),
        };
    });

    private static Row Of<TNetwork, T>(string name, int batch, StepKind optimizer, int threads, double? goal, double? numPyGoal, bool isQuick, Func<ParameterSet<T>, TorchModel>? model = null, long? multiplyAdds = null, Func<int, (T[] X, T[] Y)>? data = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var subject = new Subject(Group, $"{name}, batch {batch}, {optimizer}", Subject.PrecisionOf<T>(), threads);
        return new(subject.Title, isQuick, session => Measure<TNetwork, T>(session, subject, batch, optimizer, goal, numPyGoal, model ?? Dense, multiplyAdds, data ?? Numbers<TNetwork, T>));
    }

    private static void Measure<TNetwork, T>(Session session, Subject subject, int batch, StepKind optimizer, double? goal, double? numPyGoal, Func<ParameterSet<T>, TorchModel> model, long? multiplyAdds, Func<int, (T[] X, T[] Y)> data)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Threads.Set(subject.Threads);
        var (x, y) = data(batch);
        var ours = new OurStep<TNetwork, T>(optimizer, x, y, batch);
        var torch = Candidate.Live(
            Torch.Name,
            goal,
            Torch.Missing,
            () =>
            {
                double difference = Difference<TNetwork, T>(optimizer, x, y, batch, model);
                var training = new TorchTraining<T>(model(TNetwork.Create(1).Parameters), TNetwork.OutputSize > 1, optimizer, x, y, batch, TimedLearningRate);
                return new(training.Repeat, difference, training);
            },
            Data.Tolerance<T>());

        var candidates = new List<Candidate> { torch };
        if (numPyGoal is not null)
        {
            candidates.Add(Candidate.Fixed(ReferenceMachine.NumPy, numPyGoal, ReferenceMachine.NumPyStep, "double precision, on the reference machine, not scaled"));
        }

        session.Compare(
            subject,
            steps => ours.Repeat(steps, TimedLearningRate),
            candidates,
            WorkOf(TNetwork.Create(1).Parameters, x.Length, batch, multiplyAdds));
    }

    private static (T[] X, T[] Y) Numbers<TNetwork, T>(int batch)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (Data.Uniform<T>(TNetwork.InputSize * batch, 1), Data.Labels<T>(TNetwork.OutputSize, batch));

    private static TorchNetwork<T> Dense<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new TorchNetwork<T>(parameters, endsInLogits: true);

    /// <summary>How far three steps of both sides lead apart, in the costs and in all parameters.</summary>
    private static double Difference<TNetwork, T>(StepKind optimizer, T[] x, T[] y, int batch, Func<ParameterSet<T>, TorchModel> model)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var ours = new OurStep<TNetwork, T>(optimizer, x, y, batch);
        double checkedRate = optimizer == StepKind.Adam ? CheckedAdamLearningRate : CheckedLearningRate;
        using var torch = new TorchTraining<T>(model(TNetwork.Create(1).Parameters), TNetwork.OutputSize > 1, optimizer, x, y, batch, checkedRate);
        double difference = 0;
        for (int step = 0; step < 3; step++)
        {
            double theirs = torch.Step();
            difference = Math.Max(difference, Math.Abs(ours.Step(checkedRate) - theirs) / Math.Abs(theirs));
        }

        return Math.Max(difference, Data.Difference(ours.Network.Parameters.AsSpan(), torch.Parameters()));
    }

    /// <summary>
    /// Each layer multiplies forward, for its weights and, but for the first, for the layer below. X is read forward and
    /// backward, the parameters are read forward and backward and written.
    /// </summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The numbers of X.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="multiplyAdds">Those of a step for one example, where weights are used at more than one place; null of dense layers.</param>
    private static Work WorkOf<T>(ParameterSet<T> parameters, int inputs, int batch, long? multiplyAdds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        double flop = multiplyAdds is { } given ? 2.0 * given * batch : parameters.Layout
            .Where(parameter => parameter.Kind == ParameterKind.Weights)
            .Sum(weight => 2.0 * weight.Rows * weight.Columns * batch * (weight.Offset == 0 ? 2 : 3));
        double numbers = parameters.AsSpan().Length;
        return new(flop, size * ((2.0 * inputs) + (3 * numbers)), size * (inputs + numbers));
    }
}
