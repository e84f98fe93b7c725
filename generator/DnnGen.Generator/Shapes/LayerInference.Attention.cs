using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>Layers over tokens, and those of a transformer.</summary>
internal sealed partial class LayerInference
{
    private EmbeddingLayer? Embedding(EmbeddingDeclaration embedding)
    {
        if (input.Kind != TensorKind.Tokens)
        {
            problems.Add(Problem.At(
                Place.LayerAttribute(number),
                Descriptors.TokensExpectedId,
                L,
                network,
                LayerSpelling.Of(embedding),
                input.Words,
                number == 1 && input.Kind == TensorKind.Vector
                    ? $"[TokenInput(Time = {ShapeInference.Number(input.Features)}, Vocabulary = …)] in place of the input"
                    : "it straight after [TokenInput(Time = …, Vocabulary = …)]"));
            return null;
        }

        if (embedding.Width < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, embedding.Width));
            return null;
        }

        return Fits((double)input.Vocabulary * embedding.Width, (double)input.Time * embedding.Width) ? new EmbeddingLayer(number, input, embedding.Width) : null;
    }

    private PositionalEmbeddingLayer? PositionalEmbedding(PositionalEmbeddingDeclaration positional) =>
        IsSequence(positional) && Fits((double)input.Count, (double)input.Count) ? new PositionalEmbeddingLayer(number, input) : null;

    private SelfAttentionLayer? SelfAttention(SelfAttentionDeclaration attention)
    {
        if (!IsSequence(attention) || !AtLeastOne("0", "The number of heads", attention.Heads))
        {
            return null;
        }

        if (input.Features % attention.Heads != 0)
        {
            problems.Add(Problem.At(
                Place.LayerArgument(number, "0"),
                Descriptors.HeadsDoNotDivideId,
                L,
                network,
                ShapeInference.Number(attention.Heads),
                ShapeInference.Number(input.Features),
                Divisors(input.Features, attention.Heads)));
            return null;
        }

        double time = input.Time, features = input.Features;
        return Fits(4 * features * features, Math.Max(3 * time * features, attention.Heads * time * time))
            ? new SelfAttentionLayer(number, input, attention.Heads, attention.Causal)
            : null;
    }

    private FeedForwardLayer? FeedForward(FeedForwardDeclaration feedForward, Activation activation)
    {
        if (input.Kind != TensorKind.Vector && !IsSequence(feedForward))
        {
            return null;
        }

        if (feedForward.Hidden < 1)
        {
            problems.Add(ShapeInference.NotPositive(Place.LayerSize(number), network, number, feedForward.Hidden));
            return null;
        }

        CheckSoftmax(activation, TensorShape.Vector(feedForward.Hidden));
        return Fits(2.0 * input.Features * feedForward.Hidden, (double)input.Count / input.Features * feedForward.Hidden)
            ? new FeedForwardLayer(number, input, feedForward.Hidden, activation)
            : null;
    }

    /// <summary>Whether parameters, and the largest matrix beside the output, fit into a buffer.</summary>
    private bool Fits(double parameters, double numbers)
    {
        bool isParameters = parameters > ShapeInference.MostNumbers;
        if (isParameters || numbers > ShapeInference.MostNumbers)
        {
            problems.Add(TooMany(isParameters ? parameters : numbers, isParameters ? "parameters" : $"numbers that layer {L} keeps of one example"));
            return false;
        }

        return true;
    }

    /// <summary>The numbers next to another that divide a third: 2 or 4.</summary>
    private static string Divisors(int size, int near)
    {
        int below = Math.Min(near, size), above = near;
        while (size % below != 0)
        {
            below--;
        }

        while (above < size && size % above != 0)
        {
            above++;
        }

        return above <= size && above != below ? $"{ShapeInference.Number(below)} or {ShapeInference.Number(above)}" : ShapeInference.Number(below);
    }
}
