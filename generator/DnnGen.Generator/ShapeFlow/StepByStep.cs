using Microsoft.CodeAnalysis;

using Passed = DnnGen.Generator.ShapeFlow.CallCheck.Passed;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// The functions of <c>Functional</c>: what no annotation says, because they return matrices together with caches, and a
/// cache decides what shape a gradient must have.
/// </summary>
internal static class StepByStep
{
    /// <summary>The arguments in the order in which they say what the others must be: a layer is what its weights are.</summary>
    public static IEnumerable<Passed> Order(IEnumerable<Passed> passed) => passed.OrderBy(argument => argument.Parameter.Name == "W" ? 0 : 1);

    /// <summary>What the exception says of a wrong argument.</summary>
    public static string Sentence(IMethodSymbol method, Passed argument, string needed) => ShapeSentences.Needs(
        Sentences.Member(method),
        argument.Parameter.Name,
        Sentences.Shape(argument.Value!),
        needed,
        ShapeSentences.Reason(method.Name, argument.Parameter.Name));

    /// <summary>What the first argument of a backward function must be, as its cache says.</summary>
    public static MatrixValue? Gradient(IMethodSymbol method, List<Passed> passed) => (method.Name, passed) switch
    {
        ("LinearBackward", [_, { Value: MembersValue cache }]) => ShapeValue.Known(Of(cache, "LinearCache", "W")?.Rows, Of(cache, "LinearCache", "A")?.Columns),
        ("LinearActivationBackward", [_, { Value: MembersValue cache }, _]) => Of(cache, "LayerCache", "Z"),
        _ => null,
    };

    /// <summary>What a function returns, as far as its arguments are known.</summary>
    public static ShapeValue? Result(IMethodSymbol method, List<Passed> passed)
    {
        switch (method.Name, passed)
        {
            case ("LinearForward", [{ Value: var x }, { Value: var weights }, { Value: var bias }]):
                return TupleValue.Of([Output(x, weights), Linear(x, weights, bias)]);
            case ("LinearActivationForward", [{ Value: var x }, { Value: var weights }, { Value: var bias }, _]):
                return TupleValue.Of([Output(x, weights), Record("LayerCache", ("Linear", Linear(x, weights, bias)), ("Z", Output(x, weights)))]);
            case ("LinearBackward", [_, { Value: MembersValue cache }]):
                return Gradients(cache);
            case ("LinearActivationBackward", [_, { Value: MembersValue cache }, _]):
                return cache.Get(Key("LayerCache", "Linear")) is MembersValue linear ? Gradients(linear) : null;
            default:
                return null;
        }
    }

    private static MatrixValue? Output(ShapeValue? x, ShapeValue? weights) => ShapeValue.Known((weights as MatrixValue)?.Rows, (x as MatrixValue)?.Columns);

    private static MembersValue? Linear(ShapeValue? x, ShapeValue? weights, ShapeValue? bias) => Record("LinearCache", ("A", x), ("W", weights), ("b", bias));

    private static MembersValue? Gradients(MembersValue cache) => Record(
        "LayerGradients",
        ("dA_prev", Of(cache, "LinearCache", "A")),
        ("dW", Of(cache, "LinearCache", "W")),
        ("db", Of(cache, "LinearCache", "b")));

    private static MembersValue? Record(string type, params (string Name, ShapeValue? Value)[] members)
    {
        MembersValue? record = null;
        foreach (var (name, value) in members)
        {
            record = MembersValue.With(record, Key(type, name), value);
        }

        return record;
    }

    private static MatrixValue? Of(MembersValue record, string type, string name) => record.Get(Key(type, name)) as MatrixValue;

    private static string Key(string type, string name) => $"{type}`1.{name}";
}
