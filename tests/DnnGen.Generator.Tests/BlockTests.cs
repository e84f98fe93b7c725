using System.Globalization;

using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests;

/// <summary>Blocks: their layers take the place of [Use], with sizes, names and errors of their own.</summary>
public sealed class BlockTests
{
    private const string Residual = """

        /// <summary>Two convolutions and a skip around them.</summary>
        [Block]
        [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
        [BatchNorm]
        [Activation(Activation.ReLU)]
        [Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
        [BatchNorm]
        [Add(Block.Input)]
        [Activation(Activation.ReLU)]
        public class ResidualBlock;
        """;

    [Fact]
    public void A_block_is_its_layers()
    {
        const string Stacked = """
            [Network(Loss = Loss.CategoricalCrossEntropy)]
            [Input(3, 8, 8)]
            [Conv2D(4, kernel: 3, Padding = Padding.Same, Name = "a")]
            [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
            [BatchNorm]
            [Activation(Activation.ReLU)]
            [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
            [BatchNorm]
            [Add("a")]
            [Activation(Activation.ReLU, Name = "b")]
            [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
            [BatchNorm]
            [Activation(Activation.ReLU)]
            [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
            [BatchNorm]
            [Add("b")]
            [Activation(Activation.ReLU)]
            [GlobalAveragePool]
            [Dense(3)]
            public partial class Net;
            """;
        const string Blocks = """
            [Network(Loss = Loss.CategoricalCrossEntropy)]
            [Input(3, 8, 8)]
            [Conv2D(4, kernel: 3, Padding = Padding.Same)]
            [Use<ResidualBlock>(Repeat = 2, Filters = 4)]
            [GlobalAveragePool]
            [Dense(3)]
            public partial class Net;
            """ + Residual;

        // All but the lines that tell of the blocks.
        Assert.Equal(Code(new Consumer(Stacked)), Code(new Consumer(Blocks)));
        Assert.Empty(new Consumer(Blocks).Analyze());
    }

    [Fact]
    public void A_reader_of_the_generated_code_is_told_where_a_block_begins()
    {
        var project = new Consumer("""
            [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
            [Input(3, 8, 8)]
            [Conv2D(4, kernel: 3, Padding = Padding.Same)]
            [Use<ResidualBlock>(Repeat = 2, Filters = 4)]
            [GlobalAveragePool]
            [Dense(3)]
            public partial class Residual;
            """ + Residual).Generate().CompilesWithoutWarning();

        Snapshot.Verify(project, ["Residual.g.cs", "Forward.g.cs", "Training.g.cs"]);
    }

    [Fact]
    public void Frozen_layers_are_neither_gone_back_through_nor_updated()
    {
        var project = new Consumer("""
            [Network(Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
            [Input(3, 8, 8)]
            [Use<ResidualBlock>(Filters = 3, Frozen = true)]
            [Conv2D(4, kernel: 3)]
            [BatchNorm(Frozen = true)]
            [PReLU]
            [GlobalAveragePool]
            [Dense(3)]
            public partial class Tuned;
            """ + Residual).Generate().CompilesWithoutWarning();

        Snapshot.Verify(project, ["Tuned.Backward.g.cs", "Tuned.Training.g.cs"]);
    }

    [Fact]
    public void Tied_weights_have_the_gradients_of_both_uses()
    {
        var project = new Consumer("""
            [Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
            [TokenInput(Time = 16, Vocabulary = 40)]
            [Embedding(8, Name = "tokens")]
            [LSTM(8, Sequence = true)]
            [Dense(8, Activation = Activation.Tanh, Name = "turn")]
            [Dense(8, Activation = Activation.Tanh, Tied = "turn")]
            [Dense(40, Tied = "tokens")]
            public partial class Writer;
            """).Generate().CompilesWithoutWarning();

        Snapshot.Verify(project, ["Writer.g.cs", "Writer.Training.g.cs"]);
    }

    private static string Code(Consumer consumer) => string.Join('\n', consumer.Generate().CompilesWithoutWarning().Text.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !(char.IsAsciiDigit(line[0]) && line.Contains('×', StringComparison.Ordinal)) && !line.StartsWith("layer  operation", StringComparison.Ordinal)));

    [Fact]
    public void Sizes_pass_through_blocks_in_blocks_multiplied_and_divided()
    {
        const string Source = """
            [Network(Loss = Loss.MeanSquaredError, Output = Activation.Identity)]
            [Input(6)]
            [Use<Tower>(Width = 12, Depth = 3)]
            [Dense(2)]
            public partial class Net;

            [Block, Dense(Block.Width), Use<FeedForward>(Width = 2 * Block.Width, Repeat = Block.Depth), Dense(Block.Width / 4)]
            internal sealed class Tower;

            [Block, Dense(4 * Block.Width), Dense(3 * Block.Width / 2), Dense(Block.Width)]
            internal sealed class FeedForward;
            """;
        var net = new Consumer(Source).Generate().CompilesWithoutWarning().Load().GetType("Net")!;
        string summary = (string)net.GetProperty("Summary")!.GetValue(null)!;
        string[] widths = [.. summary.Split('\n').Skip(2).SkipLast(1).Select(row => row.Split("  ", StringSplitOptions.RemoveEmptyEntries)[1].Trim().Split(' ')[0])];

        Assert.Empty(new Consumer(Source).Analyze());
        Assert.Equal(["12", "96", "36", "24", "96", "36", "24", "96", "36", "24", "3", "2"], widths);
        Assert.Contains("Tower › FeedForward 2 of 3", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_inside_are_new_each_time_and_the_block_itself_has_a_name()
    {
        const string Source = """
            [Network(Loss = Loss.MeanSquaredError, Output = Activation.Identity), Input(4, Name = "a")]
            [Use<Gate>(Repeat = 2, Name = "gates")]
            [Use<Gate>(Name = "again")]
            [Concat("gates", "again", "a")]
            [Dense(2)]
            public partial class Net;

            [Block, Dense(4, Name = "a"), Dense(4, Activation = Activation.Sigmoid), Multiply("a", Name = "b"), Add(Block.Input)]
            internal sealed class Gate;
            """;

        Assert.Empty(new Consumer(Source).Analyze());
        string forward = new Consumer(Source).Generate().CompilesWithoutWarning()["Net.Forward.g.cs"];
        Assert.Contains("A3 = A2 ∘ A1", forward, StringComparison.Ordinal);
        Assert.Contains("A4 = A3 + X", forward, StringComparison.Ordinal);
        Assert.Contains("A7 = A6 ∘ A5", forward, StringComparison.Ordinal);
        Assert.Contains("A8 = A7 + A4", forward, StringComparison.Ordinal);
        Assert.Contains("A13 = A8, A12, X, one after the other", forward, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_may_stand_in_another_file_or_another_assembly()
    {
        const string Net = """
            [Network(Loss = Loss.CategoricalCrossEntropy), Input(4, 8, 8), Use<ResidualBlock>(Filters = 4), GlobalAveragePool, Dense(3)]
            public partial class Net;
            """;
        using var library = new MemoryStream();
        Assert.True(new Consumer(Residual) { AssemblyName = "Blocks" }.Compile().Emit(library).Success);
        var inAssembly = new Consumer(Net) { MoreReferences = [MetadataReference.CreateFromImage(library.ToArray())] };
        string expected = new Consumer(Net, Residual).Generate().CompilesWithoutWarning().Text;

        Assert.Equal(expected, inAssembly.Generate().CompilesWithoutWarning().Text);
        Assert.Empty(inAssembly.Analyze());
    }

    [Fact]
    public void A_block_in_another_assembly_has_no_place_to_point_at_and_its_sentences_all_the_same()
    {
        using var library = new MemoryStream();
        Assert.True(new Consumer(Residual) { AssemblyName = "Blocks" }.Compile().Emit(library).Success);
        var diagnostic = Assert.Single(new Consumer("[Network, Input(3, 8, 8), Use<ResidualBlock>(Filters = 4), GlobalAveragePool, Dense(3)] partial class Net;")
        {
            MoreReferences = [MetadataReference.CreateFromImage(library.ToArray())],
        }.Analyze());

        Assert.Equal("Use<ResidualBlock>(Filters = 4)", Text(diagnostic.Location));
        Assert.Empty(diagnostic.AdditionalLocations);
        Assert.Contains("Layer 6 of Net (layer 6 of ResidualBlock, which [Use<ResidualBlock>(Filters = 4)] puts in) adds", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>The network with |its place| marked, the blocks with ‹theirs›, and the sentence.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        {
            "[Network, Input(1, 18, 18), Conv2D(2, kernel: 3, Padding = Padding.Same), |Use<Stage>(Repeat = 3)|, Flatten, Dense(1)] partial class Net; [Block, Conv2D(2, kernel: 3), MaxPool2D(‹2›)] class Stage;",
            "DNN0022: Layer 7 of Net (layer 2 of Stage, which [Use<Stage>(Repeat = 3)] puts in as number 3) has a window of 2 × 2, and what comes in is an image of 2 × 1 × 1, so that nothing would come out: make the window 1 or less, or add padding"
        },
        {
            "[Network, Input(1, 4, 4), |Use<Outer>|, Dense(1)] partial class Net; [Block, Activation(Activation.Tanh), ‹Use<Inner>›] class Outer; [Block, ‹Dense(3)›] class Inner;",
            "DNN0020: Layer 2 of Net (layer 1 of Inner, which [Use<Inner>] puts into Outer, which [Use<Outer>] puts in) is dense and takes a vector, and what comes in is an image of 1 × 4 × 4: insert [Flatten] before it, which makes a vector of 16"
        },
        {
            "[Network, Input(8), |Use<string>|, Dense(1)] partial class Net;",
            "DNN0050: [Use<String>] of Net puts in String, which is no block: mark the class with [Block] and give it layers"
        },
        {
            "[Network, Input(8), |Use<Empty>|, Dense(1)] partial class Net; [Block] class ‹Empty›;",
            "DNN0050: [Use<Empty>] of Net puts in Empty, which has no layer: give it some, for example [Dense(10)]; DNN0052: Empty is a block and has no layer: give it some, for example [Dense(10)]"
        },
        {
            "[Block, |Input(8)|, Dense(1)] class Wrong;",
            "DNN0052: Wrong is a block and has an [Input]: remove it, for what comes into a block is what stands before its [Use]"
        },
        {
            "[Block, |Network|, Input(2), Dense(1)] partial class Both;",
            "DNN0052: Both is a block and is a network too: remove [Network], or [Block]"
        },
        {
            "[Block, Dense(8), |Use<Own>|] class Own;",
            "DNN0051: Own puts itself in, Own → Own, and would never end: remove one of these [Use]"
        },
        {
            "[Network, Input(8), |Use<A>|, Dense(1)] partial class Net; [Block, ‹Use<B>›] class A; [Block, ‹Use<A>›] class B;",
            "DNN0051: A puts itself in, A → B → A, and would never end: remove one of these [Use]; DNN0051: A puts itself in, A → B → A, and would never end: remove one of these [Use]; DNN0051: B puts itself in, B → A → B, and would never end: remove one of these [Use]"
        },
        {
            "[Network, Input(8), |Use<Encoder>|, Dense(1)] partial class Net; [Block, Dense(‹4 * Block.Width›), Dense(Block.Width)] class Encoder;",
            "DNN0053: [Use<Encoder>] of Net does not give Width, and layer 1 of Encoder takes 4 * Block.Width: write Width = … in the [Use]"
        },
        {
            "[Network, Input(8), Use<Encoder>(Width = 8, Heads = |2|), Dense(1)] partial class Net; [Block, Dense(Block.Width)] class Encoder;",
            "DNN0054: [Use<Encoder>(Width = 8, Heads = 2)] of Net gives Heads, which Encoder does not take, for its layers read Block.Width: remove it, or read Block.Heads in Encoder"
        },
        {
            "[Network, Input(8), |Use<Encoder>(Width = 9)|, Dense(1)] partial class Net; [Block, Dense(8), Dense(‹Block.Width / 2›)] class Encoder;",
            "DNN0055: Layer 2 of Encoder takes Block.Width / 2, and with the 9 of [Use<Encoder>(Width = 9)] of Net that is no whole number: give another Width"
        },
        {
            "[Network, Input(8), Dense(|2 * Block.Units|), Dense(1)] partial class Net;",
            "DNN0055: Layer 1 of Net takes 2 * Block.Units, and only a block is given sizes: write a number"
        },
        {
            "[Block, Dense(8), Dense(|Block.Width + 1|)] class Encoder;",
            "DNN0055: Layer 2 of Encoder reckons with the sizes of the block in a way that cannot be followed: multiply one of them by a whole number, or divide it by one, as in 4 * Block.Width"
        },
        {
            "[Network, Input(8), Dense(3), Use<Encoder>(Repeat = |0|), Dense(1)] partial class Net; [Block, Dense(8)] class Encoder;",
            "DNN0026: Repeat of layer 2 of Net is 0; it must be 1 or more"
        },
        {
            "[Network, Input(8), |Use<Encoder>(Width = -3)|, Dense(1)] partial class Net; [Block, Dense(‹Block.Width›)] class Encoder;",
            "DNN0004: Layer 1 of Net (layer 1 of Encoder, which [Use<Encoder>(Width = -3)] puts in) has size -3; it must be 1 or more"
        },
        {
            "[Network, Input(8), Use<Encoder>(Repeat = 20000), Dense(1)] partial class |Net|; [Block, Dense(8)] class Encoder;",
            "DNN0056: Net has more than 10,000 layers once its blocks are put in: lower a Repeat"
        },
        {
            "[Network, Input(4, Name = \"x\"), |Use<Skip>|, Dense(1)] partial class Net; [Block, Dense(4), Add(‹\"x\"›)] class Skip;",
            "DNN0031: Layer 2 of Net (layer 2 of Skip, which [Use<Skip>] puts in) refers to \"x\", and no layer before it has that name: names of the network are not seen inside a block, where they are \"input\"; "
            + "DNN0031: Layer 2 of Skip refers to \"x\", and no layer before it has that name: the names so far are \"input\""
        },
        {
            "[Network, Input(4), Use<Skip>, Add(|\"a\"|), Dense(1)] partial class Net; [Block, Dense(4, Name = \"a\")] class Skip;",
            "DNN0031: Layer 2 of Net refers to \"a\", and no layer before it has that name: names inside a block are its own, and the block itself has a name by [Use<…>(Name = …)]"
        },
        {
            "[Block, Dense(4, Name = |\"input\"|), Dense(|0|), MaxPool2D(2, Stride = |-1|)] class Skip;",
            "DNN0033: Layer 1 of Skip cannot be called \"input\": the input has it already; DNN0004: Layer 2 of Skip has size 0; it must be 1 or more; DNN0026: Stride of layer 3 of Skip is -1; it must be 1 or more"
        },
        {
            "[Network, Input(3, 4, 4), |Use<Head>|] partial class Net; [Block, Flatten, Dense(1, Activation = ‹Activation.Softmax›)] class Head;",
            "DNN0009: The output of Net (layer 2 of Head, which [Use<Head>] puts in) has one unit, and a softmax over one unit gives 1 whatever comes in: use Activation.Sigmoid, or two units or more"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_sentence_names_the_use_and_the_place_inside(string source, string sentences)
    {
        string plain = string.Concat(source.Split('|', '‹', '›'));
        var consumer = new Consumer(plain);
        var diagnostics = consumer.Analyze();
        string[] expected = [.. sentences.Split("; DNN").Select((sentence, index) => index == 0 ? sentence : "DNN" + sentence)];

        Assert.Equal(expected, diagnostics.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
        Assert.Equal(Between(source, '|', '|'), diagnostics.Select(diagnostic => Text(diagnostic.Location)).Take(Between(source, '|', '|').Length));
        Assert.All(Between(source, '‹', '›'), place => Assert.Contains(place, diagnostics.SelectMany(diagnostic => diagnostic.AdditionalLocations.Append(diagnostic.Location)).Select(Text)));
        consumer.Generate().AddsNoErrors();
        Assert.Empty(consumer.Generate().Files);
    }

    private static string[] Between(string source, char open, char close)
    {
        var found = new List<string>();
        string others = open == '|' ? string.Concat(source.Split('‹', '›')) : string.Concat(source.Split('|'));
        string[] pieces = others.Split(open == close ? [open] : [open, close]);
        for (int i = 1; i < pieces.Length; i += 2)
        {
            found.Add(pieces[i]);
        }

        return [.. found];
    }

    private static string Text(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);
}
