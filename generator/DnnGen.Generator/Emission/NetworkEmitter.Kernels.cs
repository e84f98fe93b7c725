using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The steps of layers that are one kernel each.</summary>
internal sealed partial class NetworkEmitter
{
    private string KernelName(KernelLayer layer) =>
        $"{names.Kernel(layer.Kernel)}<{string.Join(", ", layer.Functions.Select(names.Activation).Prepend($"Layer{layer.Number}"))}>";

    private static IEnumerable<string> ParametersOf(Layer layer, string set) => layer.Parameters.Select(parameter => $"{set}.{parameter.Name}");

    private string KernelForwardStep(KernelForwardCall call)
    {
        var layer = call.Layer;
        string formula = call.Kept.FirstOrDefault(kept => kept.Kind == ValueKind.PreActivation) is { } z
            ? $"{z.Name} = {(layer with { Activation = Activation.Identity }).ForwardFormula(call.Operand.Name)}, {call.Result.Name} = {Formulas.Apply(layer.Activation, z.Name)}"
            : $"{call.Result.Name} = {layer.ForwardFormula(call.Operand.Name)}";
        return Comment(
                $"Layer {layer.Number} · {Formulas.Caption(layer)}",
                formula,
                $"{Formulas.Size(layer.Output)} from {Formulas.Size(layer.Input)}")
            + string.Concat(layer.ForwardDetails.Select(line => "\n" + Comment("", line, "")))
            + "\n" + Call(
                $"{KernelName(layer)}.Forward",
                [.. layer.Settings, .. ParametersOf(layer, "Parameters"), Reference(call.Operand), .. call.Kept.Select(Reference), Reference(call.Result)]);
    }

    private string KernelPredict(KernelLayer layer, string parameters, string operand, string result) => Call(
        $"{KernelName(layer)}.Predict",
        [.. layer.Settings, .. layer.Parameters.Count > 0 ? [parameters] : Array.Empty<string>(), operand, result]);

    /// <summary>The step back through a layer; where no gradients are named, its parameters are updated at once.</summary>
    private string KernelBackwardStep(KernelBackwardCall call, string gradients)
    {
        // Where the activation has been gone back through before, the gradient of the linear part comes in.
        var layer = call.OutputGradient.Kind == ValueKind.PreActivation ? call.Layer with { Activation = Activation.Identity } : call.Layer;
        bool isUpdate = gradients.Length == 0 && layer.IsTrained && layer.Penalty is null;
        bool isApart = gradients.Length == 0 && layer.Penalty is not null;
        gradients = isApart ? "ws.Gradients" : gradients;
        var lines = new List<(string Formula, string Size)>();
        if (call.Result is { } below)
        {
            lines.Add(($"{below.Name} = {layer.OperandGradientFormula(call.OutputGradient.Name)}", Formulas.Size(layer.Input)));
        }

        foreach (var (symbol, sum, size) in layer.IsFrozen ? default : layer.ParameterGradientFormulas(call.OutputGradient.Name, call.Operand.Name))
        {
            lines.Add((isUpdate ? $"{symbol} := {symbol} − α·1/m·{sum}" : $"d{symbol} = 1/m·{sum}", size));
        }

        string comment = string.Join("\n", lines.Select((line, index) =>
            Comment(index == 0 ? $"Layer {layer.Number} · {Formulas.Caption(layer)}" : "", line.Formula, line.Size)));
        var arguments = new List<string>();
        arguments.AddRange(layer.Settings);
        arguments.AddRange(ParametersOf(layer, "Parameters"));
        arguments.AddRange(layer.BackwardReadsOperand ? [Reference(call.Operand)] : []);
        arguments.AddRange(layer.BackwardReadsOutput ? [Reference(call.Output)] : []);
        arguments.AddRange(call.Kept.Select(Reference));
        arguments.Add(Reference(call.OutputGradient));
        arguments.AddRange(call.Scratch.Select(Reference));
        arguments.Add(call.Result is { } result ? Reference(result) : "default");
        arguments.AddRange(
            isUpdate ? ["learningRate"]
            : layer is { IsFrozen: true, TakesFrozenAsDefault: true } ? layer.Parameters.Select(_ => "default")
            : ParametersOf(layer, layer.IsFrozen ? "ws.Unread" : gradients));
        var penalties = gradients.Length == 0 ? [] : PenaltyGradients(layer, gradients).ToList();
        var ties = TiedParts(layer, isApart ? "" : gradients).ToList();
        return string.Join("\n",
        [
            comment, .. penalties.Select(step => step.Comment),
            .. ties.Select(step => step.Comment),
            .. isApart ? [Comment("", "θ := θ − α·dθ, for all parameters of the layer", Formulas.Size(layer.ParameterCount, 1))] : Array.Empty<string>(),
            Call($"{KernelName(layer)}.{(isUpdate ? "BackwardAndUpdate" : "Backward")}", arguments), .. penalties.Select(step => step.Code),
            .. isApart ? [StepOf(layer)] : Array.Empty<string>(), .. ties.Select(step => step.Code),
        ]);
    }

    /// <summary>A call on one line, or with its arguments on lines of their own where it is long.</summary>
    private static string Call(string method, IReadOnlyList<string> arguments)
    {
        const int longest = 150;
        string line = $"{method}({string.Join(", ", arguments)});";
        if (line.Length <= longest)
        {
            return line;
        }

        var lines = new List<string>();
        foreach (string argument in arguments)
        {
            if (lines.Count > 0 && lines[lines.Count - 1].Length + argument.Length + 2 <= longest)
            {
                lines[lines.Count - 1] += ", " + argument;
            }
            else
            {
                lines.Add(argument);
            }
        }

        return $"{method}(\n    {string.Join(",\n    ", lines)});";
    }
}
