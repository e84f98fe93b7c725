using System.Globalization;

using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Declaration;

/// <summary>A layer as the user could have written it, from the values that were read.</summary>
internal static class LayerSpelling
{
    /// <summary><c>[Conv2D(8, kernel: 3, Padding = Padding.Same)]</c>.</summary>
    public static string Of(LayerDeclaration layer)
    {
        string spelling = WithoutName(layer);
        spelling = layer.Init is { } init ? With(spelling, $"Init = Initialization.{init}") : spelling;
        foreach (var (setting, value) in new[] { ("InitScale", layer.InitScale), ("L1", layer.L1), ("L2", layer.L2) })
        {
            spelling = value is { } number ? With(spelling, $"{setting} = {number.ToString("R", CultureInfo.InvariantCulture)}") : spelling;
        }

        spelling = layer.IsFrozen ? With(spelling, "Frozen = true") : spelling;
        return layer.Name is { } name ? With(spelling, $"Name = {Quoted(name)}") : spelling;
    }

    /// <summary>The same attribute with one more argument.</summary>
    private static string With(string spelling, string argument) => spelling.EndsWith(")]", StringComparison.Ordinal)
        ? $"{spelling.Substring(0, spelling.Length - 2)}, {argument})]"
        : $"{spelling.Substring(0, spelling.Length - 1)}({argument})]";

    /// <summary>A name as a literal on one line, whatever stands in it.</summary>
    public static string Quoted(string name) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true);

    private static string WithoutName(LayerDeclaration layer) => layer switch
    {
        InputDeclaration { Shape: { Kind: TensorKind.Sequence } sequence } => $"[Input(Time = {Number(sequence.Time)}, Features = {Number(sequence.Features)})]",
        InputDeclaration { Shape: { Kind: TensorKind.Tokens } tokens } => $"[TokenInput(Time = {Number(tokens.Time)}, Vocabulary = {Number(tokens.Vocabulary)})]",
        EmbeddingDeclaration embedding => $"[Embedding({Number(embedding.Width)})]",
        PositionalEmbeddingDeclaration => "[PositionalEmbedding]",
        SelfAttentionDeclaration attention => $"[SelfAttention({Number(attention.Heads)}{(attention.Causal ? ", Causal = true" : "")})]",
        FeedForwardDeclaration feedForward => $"[FeedForward({Number(feedForward.Hidden)}{Own(feedForward.Activation)})]",
        InputDeclaration input => $"[Input({Sizes(input.Shape)})]",
        DenseDeclaration dense => $"[Dense({Number(dense.Units)}{Own(dense.Activation)}{(dense.Tied is { } tied ? $", Tied = {Quoted(tied)}" : "")}{(dense.Transposed is { } transposed ? $", Transposed = {(transposed ? "true" : "false")}" : "")})]",
        ConvolutionDeclaration convolution => $"[Conv2D({Number(convolution.Filters)}, "
            + Kernel(convolution.KernelHeight, convolution.KernelWidth)
            + Named("Stride", convolution.Stride, 1)
            + Padding(convolution.Padding)
            + Named("Dilation", convolution.Dilation, 1)
            + Named("Groups", convolution.Groups, 1)
            + Own(convolution.Activation)
            + ")]",
        DepthwiseConvolutionDeclaration depthwise => $"[DepthwiseConv2D({Kernel(depthwise.KernelHeight, depthwise.KernelWidth)}"
            + Named("Multiplier", depthwise.Multiplier, 1)
            + Named("Stride", depthwise.Stride, 1)
            + Padding(depthwise.Padding)
            + Named("Dilation", depthwise.Dilation, 1)
            + Own(depthwise.Activation)
            + ")]",
        TransposedConvolutionDeclaration transposed => $"[ConvTranspose2D({Number(transposed.Filters)}, {Kernel(transposed.KernelHeight, transposed.KernelWidth)}"
            + Named("Stride", transposed.Stride, 1)
            + Named("Padding", transposed.Padding, 0)
            + Named("OutputPadding", transposed.OutputPadding, 0)
            + Named("Dilation", transposed.Dilation, 1)
            + Named("Groups", transposed.Groups, 1)
            + Own(transposed.Activation)
            + ")]",
        PoolDeclaration pool => $"[{pool.Kind}Pool2D({Number(pool.Window)}{Named("Stride", pool.Stride, pool.Window)}{Padding(pool.Padding)})]",
        Pool1DDeclaration pool => $"[{pool.Kind}Pool1D({Number(pool.Window)}{Named("Stride", pool.Stride, pool.Window)}{Padding(pool.Padding)})]",
        GlobalPoolDeclaration pool => $"[Global{pool.Kind}Pool]",
        UpsampleDeclaration upsample => $"[Upsample2D({Number(upsample.Scale)})]",
        FlattenDeclaration => "[Flatten]",
        Convolution1DDeclaration convolution => $"[Conv1D({Number(convolution.Filters)}, kernel: {Number(convolution.Kernel)}"
            + Named("Stride", convolution.Stride, 1)
            + Padding(convolution.Padding)
            + Named("Dilation", convolution.Dilation, 1)
            + Named("Groups", convolution.Groups, 1)
            + Own(convolution.Activation)
            + ")]",
        RecurrentDeclaration recurrent => $"[{recurrent.Kind}({Number(recurrent.Units)}{(recurrent.Sequence ? ", Sequence = true" : "")}"
            + Named("ForgetBias", recurrent.ForgetBias, RecurrentDeclaration.StandardForgetBias)
            + ")]",
        ReshapeDeclaration { Shape: { Kind: TensorKind.Sequence } sequence } => $"[Reshape(Time = {Number(sequence.Time)}, Features = {Number(sequence.Features)})]",
        ReshapeDeclaration reshape => $"[Reshape({Sizes(reshape.Shape)})]",
        ActivationDeclaration activation => $"[Activation(Activation.{activation.Activation})]",
        DropoutDeclaration dropout => $"[Dropout({dropout.Rate.ToString("R", CultureInfo.InvariantCulture)}{Named("Seed", dropout.Seed, 0)})]",
        NormDeclaration norm => Attribute(
            $"{norm.Kind}Norm",
            norm.Kind == NormKind.Group ? Number(norm.Groups) : "",
            Named("Momentum", norm.Momentum, NormDeclaration.StandardMomentum),
            Named("Epsilon", norm.Epsilon, NormDeclaration.StandardEpsilon)),
        CombineDeclaration combine => $"[{combine.Kind}({string.Join(", ", combine.Others.Select(Quoted))})]",
        PReLUDeclaration slopes => slopes.IsShared ? "[PReLU(Shared = true)]" : "[PReLU]",
        UseDeclaration use => Attribute(
            $"Use<{use.Block}>", Named("Repeat", use.Repeat, 1), string.Concat(use.Sizes.Select(size => $", {size.Name} = {Number(size.Value)}"))),
        BranchDeclaration branch => $"[From({Quoted(branch.Other)})]",
        OutputDeclaration output => $"[Output({Quoted(output.Output)}"
            + (output.Loss is { } loss ? $", Loss = Loss.{loss}" : "")
            + Named("Weight", output.Weight, 1)
            + Named("LabelSmoothing", output.LabelSmoothing, 0)
            + (output.ClassWeights is { } weights ? $", ClassWeights = new[] {{ {string.Join(", ", weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)))} }}" : "")
            + ")]",
        _ => throw new InvalidOperationException($"There is no spelling for {layer}."),
    };

    private static string Sizes(TensorShape shape) => string.Join(", ", shape.Sizes.Select(Number));

    private static string Own(Activation? activation) => activation is { } own ? $", Activation = Activation.{own}" : "";

    private static string Padding(int padding) => padding == 0 ? "" : $", Padding = {PaddingValue(padding)}";

    /// <summary>A padding as it is written: <c>1</c>, <c>Padding.Same</c>.</summary>
    public static string PaddingValue(int padding) => padding switch
    {
        ConvolutionDeclaration.Same => "Padding.Same",
        Convolution1DDeclaration.Causal => "Padding.Causal",
        _ => Number(padding),
    };

    private static string Kernel(int height, int width) =>
        height == width ? $"kernel: {Number(height)}" : $"kernelHeight: {Number(height)}, kernelWidth: {Number(width)}";

    private static string Named(string name, int value, int otherwise) => value == otherwise ? "" : $", {name} = {Number(value)}";

    private static string Named(string name, double value, double otherwise) =>
        value.Equals(otherwise) ? "" : $", {name} = {value.ToString("R", CultureInfo.InvariantCulture)}";

    /// <summary>An attribute whose arguments each begin with a comma, and which may have none.</summary>
    private static string Attribute(string name, params string[] arguments)
    {
        string all = string.Concat(arguments);
        return all.Length == 0 ? $"[{name}]" : $"[{name}({(all.StartsWith(", ", StringComparison.Ordinal) ? all.Substring(2) : all)})]";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
