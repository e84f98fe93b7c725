using System.Numerics;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Peers;

namespace DnnGen.Benchmarks.Rows;

/// <summary>Predictions of one example, on one thread.</summary>
internal static class PredictionRows
{
    private const string Group = "One prediction";

    /// <summary>All rows. Each network is called in a loop of its own: through an interface the call would cost as much as the smallest network.</summary>
    public static IEnumerable<Row> All =>
    [
        Of<Planar, float>("2-4-1", rtNeural: 14e-9, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Small16, float>("16-32-8", rtNeural: 113e-9, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Small64, float>("64-64-10", rtNeural: 306e-9, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Dense16, float>("dense 16×16", rtNeural: 26e-9, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Dense64, float>("dense 64×64", rtNeural: 118e-9, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Digits, float>("784-128-10", rtNeural: 6.6e-6, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Cats, float>("12288-20-7-5-1", null, onnxGoal: 1.3, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<PlanarDouble, double>("2-4-1", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Small16Double, double>("16-32-8", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Small64Double, double>("64-64-10", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Dense16Double, double>("dense 16×16", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<Dense64Double, double>("dense 64×64", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<DigitsDouble, double>("784-128-10", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
        Of<CatsDouble, double>("12288-20-7-5-1", null, null, (net, x, y) => n => { for (int i = 0; i < n; i++) { net.Predict(x, y); } }),
    ];

    private static Row Of<TNetwork, T>(string name, double? rtNeural, double? onnxGoal, Func<TNetwork, T[], T[], Action<int>> loop)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var subject = new Subject(Group, name, Subject.PrecisionOf<T>(), 1);
        return new(subject.Title, typeof(T) == typeof(float), session => Measure(session, subject, rtNeural, onnxGoal, loop));
    }

    private static void Measure<TNetwork, T>(Session session, Subject subject, double? rtNeural, double? onnxGoal, Func<TNetwork, T[], T[], Action<int>> loop)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Threads.Set(1);
        var network = TNetwork.Create(1);
        var parameters = network.Parameters;
        var example = Data.Uniform<T>(TNetwork.InputSize, 2);
        var output = new T[TNetwork.OutputSize];
        network.Predict(example, output);

        var candidates = new List<Candidate>
        {
            Candidate.Live(
                Onnx.Name,
                onnxGoal,
                Onnx.Missing,
                () =>
                {
                    var onnx = new OnnxNetwork<T>(parameters, example);
                    onnx.Repeat(1);
                    return new(onnx.Repeat, Data.Difference<T>(output, onnx.Result), onnx);
                },
                Data.Tolerance<T>()),
            Candidate.Live(
                Torch.Name,
                null,
                Torch.Missing,
                () =>
                {
                    var torch = new TorchNetwork<T>(parameters, endsInLogits: false);
                    return new(torch.Predicting(example), Data.Difference<T>(output, torch.Predict(example)), torch);
                },
                Data.Tolerance<T>()),
        };
        if (rtNeural is { } seconds)
        {
            double scaled = ReferenceMachine.Scaled(seconds, session.Limits.PeakOf(subject.Precision, 1));
            candidates.Add(Candidate.Fixed(ReferenceMachine.RTNeural, 1, scaled, FormattableString.Invariant($"{seconds * 1e9:G4} ns on the reference machine, scaled by the FMA peak")));
        }

        double flop = parameters.Layout.Where(parameter => parameter.Kind == ParameterKind.Weights).Sum(weight => 2.0 * weight.Rows * weight.Columns);
        double bytes = (double)parameters.AsSpan().Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        session.Compare(subject, loop(network, example, output), candidates, new(flop, bytes, bytes));
    }
}
