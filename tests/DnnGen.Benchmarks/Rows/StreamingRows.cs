using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Peers;

namespace DnnGen.Benchmarks.Rows;

/// <summary>Single time steps of recurrent layers with as many features as units, in float on one thread.</summary>
internal static class StreamingRows
{
    private const string Group = "One time step";

    /// <summary>All rows. Each network is called in a loop of its own: through an interface the call would cost as much as the smallest step.</summary>
    public static IEnumerable<Row> All =>
    [
        Of<LSTM8>("LSTM 8", 8, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<LSTM16>("LSTM 16", 16, rtNeural: 320e-9, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<LSTM32>("LSTM 32", 32, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<LSTM64>("LSTM 64", 64, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<GRU8>("GRU 8", 8, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<GRU16>("GRU 16", 16, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<GRU32>("GRU 32", 32, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
        Of<GRU64>("GRU 64", 64, null, (net, x, y) => { var state = net.CreateState(); return n => { for (int i = 0; i < n; i++) { net.Step(x, y, state); } }; }),
    ];

    private static Row Of<TNetwork>(string name, int units, double? rtNeural, Func<TNetwork, float[], float[], Action<int>> loop)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var subject = new Subject(Group, name, Subject.PrecisionOf<float>(), 1);
        return new(subject.Title, true, session => Measure(session, subject, units, rtNeural, loop));
    }

    private static void Measure<TNetwork>(Session session, Subject subject, int units, double? rtNeural, Func<TNetwork, float[], float[], Action<int>> loop)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        Threads.Set(1);
        var network = TNetwork.Create(1);
        var candidates = new List<Candidate>();
        if (rtNeural is { } seconds)
        {
            double scaled = ReferenceMachine.Scaled(seconds, session.Limits.PeakOf(subject.Precision, 1));
            candidates.Add(Candidate.Fixed(ReferenceMachine.RTNeural, 1, scaled, FormattableString.Invariant($"{seconds * 1e9:G4} ns on another machine, scaled by the FMA peak of the reference machine")));
        }

        var parameters = network.Parameters;
        double flop = parameters.Layout.Where(parameter => parameter.Kind == ParameterKind.Weights).Sum(weight => 2.0 * weight.Rows * weight.Columns);
        double bytes = (double)parameters.AsSpan().Length * sizeof(float);
        session.Compare(subject, loop(network, Data.Uniform<float>(units, 2), new float[units]), candidates, new(flop, bytes, bytes));
    }
}
