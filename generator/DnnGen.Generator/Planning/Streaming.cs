using DnnGen.Generator.Collections;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Planning;

/// <summary>A network that can take a sequence frame by frame, and where it keeps what it remembers.</summary>
/// <param name="Kept">What each layer remembers from step to step.</param>
/// <param name="Passing">What a step writes and the next one does not read: outputs, and what a kernel needs for a moment.</param>
internal sealed record Streaming(EquatableArray<StreamedMatrix> Kept, EquatableArray<StreamedMatrix> Passing)
{
    public int KeptNumbers => Kept.Sum(matrix => matrix.Numbers);

    public int PassingNumbers => Passing.Sum(matrix => matrix.Numbers);

    /// <summary>
    /// The plan of a stream; null for a network that must see the whole sequence, that remembers nothing, or that has several inputs or outputs. What comes
    /// after the last state of a recurrent layer takes the state after each frame, as it takes that of the last one.
    /// </summary>
    public static Streaming? Of(NetworkShape shape)
    {
        if (shape.Input.Kind != TensorKind.Sequence || shape.HasSeveral)
        {
            return null;
        }

        // Whether what comes out of a layer is there frame by frame: the input is.
        bool[] isFrame = new bool[shape.Layers.Count + 1];
        isFrame[0] = true;
        List<StreamedMatrix> kept = [], passing = [];
        foreach (var layer in shape.Layers)
        {
            bool takesFrames = layer.Operands.Any(operand => isFrame[operand]);
            if (takesFrames ? !GoesByFrames(layer) : layer.Output.Kind == TensorKind.Sequence)
            {
                // The whole sequence is needed, or another is made of what came out for the first.
                return null;
            }

            isFrame[layer.Number] = layer.Output.Kind == TensorKind.Sequence && takesFrames;
            if (takesFrames && layer is KernelLayer { StepState: { } states } kernel)
            {
                kept.AddRange(states.Select(state => new StreamedMatrix(layer.Number, NameOf(kernel, state.Name), state.Rows, $"{state.Description} of layer {layer.Number}")));
                if (kernel.StepScratch > 0)
                {
                    passing.Add(new(layer.Number, $"Scratch{layer.Number}", kernel.StepScratch, ""));
                }
            }

            if (!NetworkPlan.PassesOn(layer) && OutputState(layer) is null && !WritesOutput(shape, layer))
            {
                passing.Add(new(layer.Number, $"A{layer.Number}", Numbers(layer.Output), ""));
            }
        }

        return kept.Count == 0 ? null : new(kept.ToEquatableArray(), passing.ToEquatableArray());
    }

    /// <summary>The numbers of one frame of a sequence, or of a vector.</summary>
    public static int Numbers(TensorShape shape) => shape.Kind == TensorKind.Sequence ? shape.Features : shape.Size;

    /// <summary>LSTM1Hidden.</summary>
    public static string NameOf(KernelLayer layer, string state) => $"{layer.Kernel.Replace("Kernel", "")}{layer.Number}{state}";

    /// <summary>The state that is the output of a layer; null where its output has memory of its own.</summary>
    public static string? OutputState(Layer layer) =>
        layer is KernelLayer { StepOutput: { } output } kernel ? NameOf(kernel, output) : null;

    /// <summary>Whether a layer writes to the output of a step: the last that does something, unless it reads the frame, which may be the same memory.</summary>
    public static bool WritesOutput(NetworkShape shape, Layer layer)
    {
        int Source(int operand) => NetworkPlan.PredictedFrom(shape, Value.A(operand)).Layer;
        return layer.Number == Source(shape.Last.Number) && OutputState(layer) is null && layer.Operands.All(operand => Source(operand) != 0);
    }

    private static bool GoesByFrames(Layer layer) => layer switch
    {
        KernelLayer kernel => kernel.StepState is not null,
        ReshapeLayer or PoolLayer => false,
        NormLayer norm => norm.Kind != NormKind.Group,
        _ => layer.Output.Kind == TensorKind.Sequence,
    };
}

/// <summary>A piece of the memory of a stream.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Name">Its member in the state.</param>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Description">What it is.</param>
internal sealed record StreamedMatrix(int Layer, string Name, int Numbers, string Description);
