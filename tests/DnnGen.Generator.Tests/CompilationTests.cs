using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests;

/// <summary>Generated code compiles without a warning under whatever options a project sets.</summary>
public sealed class CompilationTests
{
    /// <summary>Both spellings, both precisions, every activation and loss, nested, one layer, many, large enough to rent.</summary>
    internal const string Declarations = """
        namespace Shop.Vision
        {
            [Network(12288, 20, 7, 5, 1)]
            public partial class CatClassifier;

            [Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
            [Input(3)]
            [Dense(4, Activation = Activation.GELU)]
            [Dense(4, Activation = Activation.Tanh)]
            [Dense(4, Activation = Activation.LeakyReLU)]
            [Dense(4, Activation = Activation.Softmax)]
            [Dense(4, Activation = Activation.Sigmoid)]
            [Dense(4, Activation = Activation.Identity)]
            [Dense(2, Activation = Activation.GELU)]
            public partial class Everything;

            [Network(Loss = Loss.Huber)]
            [Input(3)]
            [Dense(4, Activation = Activation.LogSoftmax)]
            [Dense(4, Activation = Activation.ELU)]
            [Dense(4, Activation = Activation.SELU)]
            [Dense(4, Activation = Activation.GELUTanh)]
            [Dense(4, Activation = Activation.SiLU)]
            [Dense(4, Activation = Activation.Mish)]
            [Dense(4, Activation = Activation.HardSigmoid)]
            [Dense(4, Activation = Activation.HardSwish)]
            [Dense(4, Activation = Activation.Softplus)]
            [Dense(4, Activation = Activation.Softsign)]
            [Dense(2, Activation = Activation.ReLU6)]
            public partial class Unusual;

            [Network(4, 1, Loss = Loss.Hinge)]
            public partial class Margin;

            [Network(L2 = 0.1)]
            [TokenInput(Time = 5, Vocabulary = 7, Name = "text")]
            [Embedding(3)]
            [GRU(4, Sequence = true, Name = "steps")]
            [Dense(7)]
            [Output("next_word", Loss = Loss.SparseCategoricalCrossEntropy, ClassWeights = new[] { 1.0, 2, 3, 4, 5, 6, 7 })]
            [From("steps")]
            [GlobalMaxPool(Name = "summary")]
            [Input(1, 2, 3, Name = "class")]
            [Flatten(Name = "flat")]
            [Concat("summary", "flat")]
            [Dense(1)]
            [Output("event", Weight = 0.25)]
            public partial class Several;

            [Network(Precision = Precision.Double)]
            [Input(3, Name = "left")]
            [Input(3, Name = "right")]
            [Add("left")]
            [Dense(1)]
            public partial class Joined;

            [Network(4, 3, Loss = Loss.KLDivergence)]
            public partial class Divergence;

            [Network(4, 3, Loss = Loss.CosineDistance)]
            public partial class Direction;

            [Network(4, 3, Loss = Loss.SparseCategoricalCrossEntropy, LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 2.5, 0 })]
            public partial class Weighed;

            [Network(Loss = Loss.BinaryCrossEntropy)]
            [Input(2, 5, 6)]
            [DepthwiseConv2D(kernel: 3, Multiplier = 2, Padding = Padding.Same)]
            [Conv2D(3, kernelHeight: 1, kernelWidth: 4, Activation = Activation.SiLU)]
            [DepthwiseConv2D(kernelHeight: 1, kernelWidth: 3, Padding = Padding.Same)]
            [AveragePool2D(3, Stride = 1, Padding = 1)]
            [ConvTranspose2D(3, kernelHeight: 2, kernelWidth: 1, Dilation = 2, Groups = 1)]
            [ConvTranspose2D(4, kernel: 3, Stride = 2, Padding = 1, OutputPadding = 1, Activation = Activation.GELU)]
            [ConvTranspose2D(1, kernel: 2)]
            public partial class Painter;

            [Network(4, 1, Loss = Loss.MeanAbsoluteError)]
            public partial class Median;

            [Network(4, 3, Loss = Loss.CategoricalCrossEntropy)]
            internal sealed partial class OneLayer;

            [Network(2, 4000, 2, Hidden = Activation.Sigmoid, Output = Activation.Softmax)]
            public partial class Rented;

            [Network(Loss = Loss.CategoricalCrossEntropy)]
            [Input(3, 12, 10)]
            [Conv2D(4, kernel: 3, Padding = Padding.Same)]
            [MaxPool2D(2)]
            [Conv2D(6, kernel: 3, Stride = 2, Padding = 1, Groups = 2, Activation = Activation.GELU)]
            [Dropout(0.25, Seed = 7)]
            [AveragePool2D(2, Stride = 1)]
            [BatchNorm]
            [Activation(Activation.Tanh)]
            [GroupNorm(3, Epsilon = 0.001)]
            [Flatten]
            [RMSNorm]
            [Dense(16)]
            [LayerNorm]
            [Reshape(4, 2, 2)]
            [Conv2D(3, kernel: 2, Padding = 1, Dilation = 2, Activation = Activation.Identity)]
            [GlobalMaxPool]
            [Activation(Activation.Softmax)]
            public partial class Images;

            [Network(Precision = Precision.Double, Output = Activation.Sigmoid)]
            [Input(4)]
            [Reshape(1, 2, 2)]
            [GlobalAveragePool]
            [Dropout(0.5)]
            [Dense(3)]
            [Reshape(3, 1, 1)]
            [Conv2D(1, kernel: 1)]
            public partial class Decoder;

            [Network(Precision = Precision.Double)]
            [Input(Time = 4, Features = 3)]
            [Flatten]
            [Reshape(3, 2, 2)]
            [Upsample2D(2)]
            [Conv2D(2, kernel: 3)]
            [GlobalAveragePool]
            public partial class Enlarged;

            [Network(Loss = Loss.MeanSquaredError)]
            [Input(Time = 6, Features = 3, Name = "frames")]
            [LayerNorm]
            [Dense(3, Activation = Activation.GELU)]
            [Add("frames")]
            [BatchNorm]
            [Activation(Activation.Softmax)]
            [RMSNorm]
            [Dense(2, Activation = Activation.LogSoftmax)]
            public partial class Frames;

            [Network(Precision = Precision.Double)]
            [Input(Time = 6, Features = 3)]
            [SimpleRNN(4, Sequence = true)]
            [GRU(5, Sequence = true)]
            [LSTM(2, Sequence = true, ForgetBias = 0.5)]
            [LSTM(7)]
            [Reshape(Time = 1, Features = 7)]
            [SimpleRNN(3)]
            [Reshape(Time = 3, Features = 1)]
            [GRU(2)]
            public partial class Listener;

            [Network(Loss = Loss.MeanSquaredError)]
            [TokenInput(Time = 6, Vocabulary = 30, Name = "text")]
            [Embedding(8)]
            [PositionalEmbedding(Name = "embedded")]
            [SelfAttention(heads: 2, Causal = true)]
            [Add("embedded")]
            [FeedForward(16, Activation = Activation.GELU)]
            [SelfAttention(heads: 1)]
            [FeedForward(3)]
            [Dense(30)]
            public partial class Writer;

            [Network]
            [Input(Time = 6, Features = 3)]
            [GRU(4, Sequence = true)]
            [BatchNorm]
            [LSTM(2)]
            [Dense(2)]
            public partial class Audio;

            [Network(Output = Activation.Identity)]
            [Input(Time = 6, Features = 1)]
            [Conv1D(3, kernel: 2, Padding = Padding.Causal, Dilation = 2)]
            [SimpleRNN(4, Sequence = true)]
            [Dense(1)]
            public partial class Sound;

            [Network]
            [Input(Time = 9, Features = 3, Name = "sound")]
            [Conv1D(4, kernel: 3, Padding = Padding.Same, Name = "near")]
            [From("sound")]
            [Conv1D(2, kernel: 5, Padding = Padding.Same, Name = "far")]
            [Concat("near", "far", "sound")]
            [MaxPool1D(3, Stride = 2, Padding = 1)]
            [AveragePool1D(2, Stride = 3, Name = "pooled")]
            [GlobalMaxPool(Name = "largest")]
            [From("pooled")]
            [GlobalAveragePool(Name = "mean")]
            [Concat("largest", "mean")]
            [Dense(1)]
            public partial class Inception;

            [Network(Output = Activation.Identity)]
            [Input(Time = 6, Features = 1, Name = "dry")]
            [LSTM(3, Sequence = true, Name = "wet")]
            [Concat("dry", "wet")]
            [Dense(1)]
            public partial class Mixed;

            [Network(Loss = Loss.Huber)]
            [Input(2, 6, 6, Name = "pixels")]
            [Conv2D(2, kernel: 3, Padding = Padding.Same, Name = "stem")]
            [Add("pixels")]
            [Conv2D(3, kernel: 1, Name = "left")]
            [From("stem")]
            [Dropout(0.5, Name = "right")]
            [Concat("left", "right", "pixels")]
            [GlobalAveragePool(Name = "pooled")]
            [Dense(7, Activation = Activation.Sigmoid)]
            [Multiply("pooled")]
            public partial class Branched;

            [Network(L1 = 0.001, L2 = 0.01, Init = Initialization.Uniform, InitScale = 0.25)]
            [Input(Time = 4, Features = 3)]
            [Dense(5, Init = Initialization.TruncatedNormal, InitScale = 0.02, L1 = 0)]
            [GRU(4, L2 = 0.5, Sequence = true, Init = Initialization.Orthogonal)]
            [LSTM(4, Frozen = true)]
            [Dense(2, Init = Initialization.Constant, InitScale = -1, L1 = 0, L2 = 0)]
            [Dense(1, Init = Initialization.Zeros)]
            public partial class Penalized;

            [Network(L2 = 0.01, Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
            [TokenInput(Time = 4, Vocabulary = 9)]
            [Embedding(3, Name = "tokens", L1 = 0.001)]
            [Dense(3, Name = "turn", Frozen = true)]
            [Dense(3, Tied = "turn")]
            [Dense(9, Tied = "tokens")]
            public partial class Tied;

            [Network(Hidden = Activation.Tanh)]
            [Input(Time = 4, Features = 3)]
            [GRU(3, Sequence = true)]
            [Dense(3, Name = "first", L2 = 0.5)]
            [Use<Again>(Repeat = 2)]
            [Dense(3, Tied = "first", Name = "second")]
            [Dense(3, Tied = "second", Activation = Activation.GELU)]
            public partial class TiedStream;

            [Network(Hidden = Activation.Tanh, Output = Activation.Sigmoid)]
            [Input(30)]
            [Dense(8, Name = "inner", L2 = 0.01)]
            [Dense(3, Name = "code")]
            [Dense(8, Tied = "code")]
            [Dense(30, Tied = "inner")]
            public partial class Autoencoder;

            [Network(Output = Activation.Identity)]
            [Input(Time = 6, Features = 4)]
            [Conv1D(4, kernel: 3, Groups = 4, Padding = Padding.Causal)]
            [Dense(9, Name = "wide")]
            [Dense(4, Tied = "wide")]
            [Dense(9, Tied = "wide", Transposed = false, Activation = Activation.Softmax)]
            [Dense(4, Tied = "wide", Transposed = true)]
            public partial class TurnedStream;

            [Network(2, 3, 2, Output = Activation.HardSigmoid, Loss = Loss.BinaryCrossEntropy, LabelSmoothing = 0.1)]
            public partial class Probable;

            [Network(Precision = Precision.Double)]
            [Input(Time = 6, Features = 1)]
            [MaxPool1D(3, Stride = 1, Padding = Padding.Causal)]
            [AveragePool1D(2, Stride = 1, Padding = Padding.Causal)]
            [Dense(1)]
            public partial class Smoothed;

            [Network(Loss = Loss.SparseCategoricalCrossEntropy)]
            [Input(Time = 6, Features = 4)]
            [Conv1D(3, kernel: 3, Activation = Activation.SiLU)]
            [Conv1D(3, kernel: 3, Padding = Padding.Causal)]
            public partial class SequenceTagger;

            [Block, Dense(3, Name = "own"), Dense(3, Tied = "own"), Add(Block.Input)]
            internal sealed class Again;

            [Network(3, 4, 1, L2 = 0.01, Init = Initialization.LeCun)]
            public partial class Decaying;

            [Network(Precision = Precision.Double)]
            [Input(Time = 4, Features = 3)]
            [GRU(3, Sequence = true)]
            [GRU(3, Frozen = true, Sequence = true)]
            [Dense(5, Frozen = true)]
            [PReLU(Frozen = true)]
            [LayerNorm(Frozen = true)]
            [Dense(4)]
            [PReLU]
            [RMSNorm(Frozen = true)]
            [BatchNorm(Frozen = true)]
            [PReLU(Frozen = true, Shared = true)]
            [Flatten]
            [GroupNorm(2, Frozen = true)]
            [Dense(3, Activation = Activation.GELU, Frozen = true)]
            [Dense(1)]
            public partial class PartlyFrozen;

            [Network(Loss = Loss.CategoricalCrossEntropy)]
            [Input(2, 6, 6)]
            [Conv2D(2, kernel: 1, Frozen = true)]
            [Use<Stage>(Repeat = 2, Filters = 4, Stride = 2)]
            [GlobalAveragePool]
            [Dense(3)]
            public partial class Staged;

            [Block, Conv2D(Block.Filters, kernel: 3, Stride = Block.Stride, Padding = Padding.Same, Name = "a"), Use<Bottleneck>(Filters = Block.Filters), Add("a")]
            internal sealed class Stage;

            [Block, Conv2D(Block.Filters / 2, kernel: 1), BatchNorm, Conv2D(Block.Filters, kernel: 1), Add(Block.Input)]
            internal abstract class Bottleneck;

            /// <summary>Around a network.</summary>
            /// <typeparam name="T">Of no use.</typeparam>
            public static partial class Outer<T>
            {
                [Network(2, 3, 1)]
                public partial class Inner;
            }
        }

        [Network(2, 4, 1)]
        public partial class Unspaced;
        """;

    public static TheoryData<string> Options =>
        ["plain", "nullable off", "nullable warnings", "nullable annotations", "checked", "unsafe", "debug", "CLS-compliant", "no implicit usings"];

    [Theory]
    [MemberData(nameof(Options))]
    public void Generated_code_compiles_without_a_warning_under_every_option(string option)
    {
        var strict = Consumer.Strict;
        var consumer = new Consumer(Declarations);
        consumer = option switch
        {
            "nullable off" => consumer with { Options = strict.WithNullableContextOptions(NullableContextOptions.Disable) },
            "nullable warnings" => consumer with { Options = strict.WithNullableContextOptions(NullableContextOptions.Warnings) },
            "nullable annotations" => consumer with { Options = strict.WithNullableContextOptions(NullableContextOptions.Annotations) },
            "checked" => consumer with { Options = strict.WithOverflowChecks(true) },
            "unsafe" => consumer with { Options = strict.WithAllowUnsafe(true) },
            "debug" => consumer with { Options = strict.WithOptimizationLevel(OptimizationLevel.Debug) },
            "CLS-compliant" => consumer with
            {
                Sources = [Declarations, "[assembly: System.CLSCompliant(true)]"],

                // That is said of the sizes in the user's own [Network(…)], which are an array.
                Options = strict.WithSpecificDiagnosticOptions([new("CS3016", ReportDiagnostic.Suppress)]),
            },
            "no implicit usings" => consumer with { Sources = ["using DnnGen;\n" + Declarations], GlobalUsings = "" },
            _ => consumer,
        };

        consumer.Generate().CompilesWithoutWarning();
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void Generated_code_is_the_same_in_every_culture(string culture)
    {
        var own = Culture.Current;
        string expected = new Consumer(Declarations).Generate().Text;
        string actual = Culture.In(culture, () => new Consumer(Declarations).Generate().Text);

        Assert.Equal(expected, actual);
        Assert.Equal(own, Culture.Current);
    }

    [Fact]
    public void Generated_files_end_their_lines_alike_on_every_machine()
    {
        var project = new Consumer(Declarations.ReplaceLineEndings("\r\n")).Generate();

        Assert.All(project.Files, file => Assert.DoesNotContain('\r', file.SourceText.ToString()));
    }

    [Fact]
    public void A_valid_network_draws_no_diagnostic() => Assert.Empty(new Consumer(Declarations).Analyze());
}
