using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>
/// Which layers make the outputs of a network and what each is trained on: the last one where no <c>[Output]</c> is declared.
/// </summary>
internal sealed class DeclaredOutputs
{
    private readonly NetworkDeclaration declaration;
    private readonly List<Problem> problems;

    // By the layer that makes the output: the index of its [Output], 0 where none is declared.
    private readonly Dictionary<int, int> outputs = [];

    /// <summary>Finds the layer of every output, before anything is known of shapes.</summary>
    public DeclaredOutputs(NetworkDeclaration declaration, List<Problem> problems)
    {
        this.declaration = declaration;
        this.problems = problems;
        for (int i = 1; i < declaration.Layers.Count; i++)
        {
            if (declaration.Layers[i] is not OutputDeclaration output)
            {
                continue;
            }

            if (SourceOf(i, output) is { } source && WhyNot(output, source) is var reason)
            {
                if (reason is null)
                {
                    outputs.Add(source, i);
                }
                else
                {
                    Wrong(i, output, reason);
                }
            }
        }

        AreDeclared = declaration.Layers.Any(layer => layer is OutputDeclaration);
        if (!AreDeclared)
        {
            outputs.Add(declaration.Layers.Count - 1, 0);
        }

        CheckNames();
        CheckSettings();
        CheckWhatGoesOn();
    }

    /// <summary>Whether any <c>[Output]</c> is declared.</summary>
    public bool AreDeclared { get; }

    /// <summary>Whether a layer makes an output.</summary>
    public bool Contains(int layer) => outputs.ContainsKey(layer);

    /// <summary>The layer that an <c>[Output]</c> shows, which was found before.</summary>
    public int? LayerOf(int output) => outputs.Where(pair => pair.Value == output).Select(pair => (int?)pair.Key).FirstOrDefault();

    /// <summary>The activation and the loss of the output that a layer makes.</summary>
    public (Activation Output, Loss Loss) Choose(int layer) =>
        LossChoice.Of(declaration.Layers[layer], SaysOne ? declaration.Output : null, Declared(layer)?.Loss ?? (SaysOne ? declaration.Loss : null));

    /// <summary>The outputs, once all layers are known and right.</summary>
    public EquatableArray<Head> Heads(List<Layer> layers)
    {
        int row = 0, labelRow = 0;
        var heads = new List<Head>();
        foreach (var pair in outputs.OrderBy(pair => pair.Value))
        {
            var declared = Declared(pair.Key);
            var head = new Head(declared?.Output ?? "", layers[pair.Key - 1], Choose(pair.Key).Loss, row, labelRow)
            {
                Weight = declared?.Weight ?? 1,
                LabelSmoothing = declared is { LabelSmoothing: not 0 } ? declared.LabelSmoothing : SaysOne ? declaration.LabelSmoothing : 0,
                ClassWeights = declared?.ClassWeights ?? (SaysOne ? declaration.ClassWeights : null),
            };
            heads.Add(head);

            // What is too large for one buffer is told with the total.
            decimal size = head.Layer.Output.Count, labels = head.LabelsAreClasses ? head.Steps : size;
            row = (int)Math.Max(0, Math.Min(row + size, int.MaxValue));
            labelRow = (int)Math.Max(0, Math.Min(labelRow + labels, int.MaxValue));
        }

        return heads.ToEquatableArray();
    }

    /// <summary>Losses that do not go with what their layers give, and settings that do not go with their losses.</summary>
    public void CheckLosses(List<Layer> layers)
    {
        foreach (var head in Heads(layers))
        {
            var (index, declared) = (outputs[head.Layer.Number], Declared(head.Layer.Number));
            if (declared is not null && ShowsInput(layers, head.Layer))
            {
                Wrong(index, declared, InputShown);
            }

            Place At(string setting, bool isSaid, bool isSaidByNetwork) =>
                declared is null || (!isSaid && isSaidByNetwork && SaysOne) ? Place.NetworkArgument(setting) : Place.LayerArgument(index, setting);
            LossChoice.Check(
                declaration.Class.Name, declaration.Layers[head.Layer.Number], head.Layer, layers, head.Loss, At("Loss", declared?.Loss is not null, declaration.Loss is not null), problems);
            LossSettings.Check(
                declaration.Class.Name,
                head,
                At("LabelSmoothing", declared is { LabelSmoothing: not 0 }, declaration.LabelSmoothing != 0),
                At("ClassWeights", declared?.ClassWeights is not null, declaration.ClassWeights is not null),
                problems);
        }

        if (SaysOne && outputs.Count == 1)
        {
            CheckActivation(outputs.Keys.Single());
        }
    }

    /// <summary>Whether the network has one output, for which what <c>[Network]</c> says holds.</summary>
    private bool SaysOne => declaration.Layers.Count(layer => layer is OutputDeclaration) < 2;

    private OutputDeclaration? Declared(int layer) => declaration.Layers[outputs[layer]] as OutputDeclaration;

    /// <summary>The layer before that has the name, or else the one right before; null where the name belongs to one that comes later.</summary>
    private int? SourceOf(int index, OutputDeclaration output)
    {
        int named = LastNamed(output.Output, index - 1);
        if (named >= 0)
        {
            return named;
        }

        int later = declaration.Layers.ToList().FindIndex(index, layer => HasName(layer, output.Output));
        if (later > 0)
        {
            Wrong(index, output, $"stands before layer {ShapeInference.Number(later)}, which is called so: move it behind that layer");
            return null;
        }

        return Before(index);
    }

    /// <summary>The layer, or the input, that stands before; other outputs are none.</summary>
    private int Before(int index)
    {
        int before = index - 1;
        while (declaration.Layers[before] is OutputDeclaration)
        {
            before--;
        }

        return before;
    }

    /// <summary>What goes on behind an output goes on from what it shows, and that must be what stands before it, or nobody would see it.</summary>
    private void CheckWhatGoesOn()
    {
        for (int i = 1; i < declaration.Layers.Count - 1; i++)
        {
            if (declaration.Layers[i] is OutputDeclaration output
                && declaration.Layers[i + 1] is not (OutputDeclaration or BranchDeclaration or InputDeclaration or CombineDeclaration { Kind: CombineKind.Concat })
                && LayerOf(i) is { } shown && shown != Before(i))
            {
                Wrong(i, output, $"shows layer {ShapeInference.Number(shown)}, and layer {ShapeInference.Number(i + 1)} goes on behind it: move [Output] to the end, or write [From(\"name\")] before that layer");
            }
        }
    }

    private int LastNamed(string name, int from)
    {
        for (int i = from; i >= 0; i--)
        {
            if (HasName(declaration.Layers[i], name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the network calls what comes out of a layer so.</summary>
    private static bool HasName(LayerDeclaration layer, string name) =>
        (layer.Name == name && (layer.Origin?.Scope ?? 0) == 0)
        || (layer.Origin?.BlockNames.Any(block => block.Scope == 0 && block.Name == name) ?? false);

    private const string InputShown = "shows what comes in, and nothing that is made of it: put layers before it";

    /// <summary>Whether a layer has the very numbers of an input.</summary>
    private static bool ShowsInput(List<Layer> layers, Layer layer)
    {
        while (layer is { IsView: true } and not InputLayer && layer.Operands[0] > 0)
        {
            layer = layers[layer.Operands[0] - 1];
        }

        return layer.IsView;
    }

    private string? WhyNot(OutputDeclaration output, int source) =>
        declaration.Layers[source] is InputDeclaration ? InputShown
        : outputs.TryGetValue(source, out int other) ? $"shows layer {ShapeInference.Number(source)}, which is the output {LayerSpelling.Quoted(((OutputDeclaration)declaration.Layers[other]).Output)} already"
        : null;

    private void Wrong(int index, OutputDeclaration output, string reason, string argument = "0") => problems.Add(Problem.At(
        Place.LayerArgument(index, argument), Descriptors.OutputWrongId, LayerSpelling.Quoted(output.Output), declaration.Class.Name, reason));

    private void CheckNames()
    {
        var members = new Dictionary<string, string>();
        int inputs = declaration.Layers.Count(layer => layer is InputDeclaration);
        for (int i = 0; i < declaration.Layers.Count && inputs > 1; i++)
        {
            if (declaration.Layers[i] is InputDeclaration input
                && (input.Name is { } name ? MemberNames.WhyNot(name, isInput: true, members) : $"has no name, and where there are several inputs each is a parameter: write Name = \"{(i == 0 ? "first" : "second")}\"") is { } reason)
            {
                problems.Add(Problem.At(
                    input.Name is null ? Place.LayerAttribute(i) : Place.LayerArgument(i, "Name"),
                    Descriptors.InputWrongId,
                    input.Name is null ? LayerSpelling.Of(input) : LayerSpelling.Quoted(input.Name),
                    declaration.Class.Name,
                    reason));
            }
        }

        for (int i = 1; i < declaration.Layers.Count; i++)
        {
            if (declaration.Layers[i] is OutputDeclaration output && MemberNames.WhyNot(output.Output, isInput: false, members) is { } reason)
            {
                Wrong(i, output, reason);
            }
        }
    }

    /// <summary>Whether a weight is finite and above 0 in the numbers of the network.</summary>
    private bool CanWeigh(double weight) =>
        declaration.Precision == Precision.Single ? (float)weight > 0 && !float.IsInfinity((float)weight) : weight > 0 && !double.IsInfinity(weight);

    private void CheckSettings()
    {
        for (int i = 1; i < declaration.Layers.Count; i++)
        {
            if (declaration.Layers[i] is OutputDeclaration output && !CanWeigh(output.Weight))
            {
                Wrong(i, output, $"has the weight {output.Weight.ToString("R", CultureInfo.InvariantCulture)}: take a finite number above 0{(declaration.Precision == Precision.Single ? ", as a float holds it" : "")}", nameof(output.Weight));
            }
        }

        if (SaysOne)
        {
            return;
        }

        foreach (var (setting, isSaid) in new[]
        {
            ("Loss", declaration.Loss is not null), ("Output", declaration.Output is not null),
            ("LabelSmoothing", declaration.LabelSmoothing != 0), ("ClassWeights", declaration.ClassWeights is not null),
        })
        {
            if (isSaid)
            {
                problems.Add(Problem.At(
                    Place.NetworkArgument(setting),
                    Descriptors.SettingOfOutputsId,
                    declaration.Class.Name,
                    setting,
                    setting == "Output" ? "give each its layer an Activation" : $"move it into the [Output] that it is for"));
            }
        }
    }

    /// <summary>An output activation that is asked for must have a layer to stand in.</summary>
    private void CheckActivation(int layer)
    {
        if (declaration.Output is { } output && output != Activation.Identity && layer > 0 && !LossChoice.HasActivation(declaration.Layers[layer]))
        {
            problems.Add(Problem.At(
                Place.NetworkArgument("Output"),
                Descriptors.OutputHasNoLayerId,
                declaration.Class.Name,
                LayerSpelling.Of(declaration.Layers[layer]),
                output.ToString()));
        }
    }
}
