using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Declaration;

/// <summary>The attributes of the declaration language, recognised by their full names.</summary>
internal static class KnownAttributes
{
    public const string NetworkFullName = "DnnGen.NetworkAttribute";

    private static readonly string[] Layers =
    [
        "Input", "Dense", "Conv2D", "DepthwiseConv2D", "ConvTranspose2D", "MaxPool2D", "AveragePool2D", "GlobalAveragePool", "GlobalMaxPool", "Upsample2D", "Flatten", "Reshape", "Activation", "Dropout",
        "BatchNorm", "LayerNorm", "GroupNorm", "RMSNorm", "Add", "Multiply", "Concat", "From", "Use",
        "TokenInput", "Embedding", "PositionalEmbedding", "SelfAttention", "FeedForward", "PReLU",
        "Output", "SimpleRNN", "GRU", "LSTM", "Conv1D", "MaxPool1D", "AveragePool1D",
    ];

    public static bool IsNetwork(AttributeData attribute) => Is(attribute, "NetworkAttribute");

    public static bool IsBlock(AttributeData attribute) => Is(attribute, "BlockAttribute");

    public static bool IsUse(AttributeData attribute) => Is(attribute, "UseAttribute");

    public static bool IsInput(AttributeData attribute) => Is(attribute, "InputAttribute") || Is(attribute, "TokenInputAttribute");

    public static bool IsOutput(AttributeData attribute) => Is(attribute, "OutputAttribute");

    public static bool IsDense(AttributeData attribute) => Is(attribute, "DenseAttribute");

    /// <summary>Whether the attribute stands in the list of layers.</summary>
    public static bool IsLayer(AttributeData attribute) => LayerKind(attribute) is not null;

    /// <summary>The word of an attribute that stands in the list of layers, <c>Conv2D</c>; null of any other.</summary>
    public static string? LayerKind(AttributeData attribute) => Layers.FirstOrDefault(layer => Is(attribute, layer + "Attribute"));

    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "DnnGen", ContainingNamespace.IsGlobalNamespace: true }, ContainingType: null } type
        && type.Name == name;
}
