using System.Numerics;

using TorchSharp;
using TorchSharp.Modules;

namespace DnnGen.Benchmarks.Peers;

/// <summary>The causal transformer of <see cref="Transformer"/>, with the attention that the library has for it.</summary>
internal sealed class TorchTransformer : TorchModel
{
    private const int Time = 64, Width = 128, Heads = 4, Vocabulary = 96;

    private readonly Network network = new();

    private TorchTransformer()
    {
    }

    public override torch.nn.Module<torch.Tensor, torch.Tensor> Module => network;

    protected override IEnumerable<Parameter> InOurOrder => network.InOurOrder;

    public static TorchTransformer Of<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var model = new TorchTransformer();
        model.Copy(parameters);
        return model;
    }

    /// <summary>Tokens are whole numbers.</summary>
    public override torch.Tensor Input(torch.Tensor x) => x.to_type(torch.ScalarType.Int64);

    /// <summary>One class for each step of each example.</summary>
    public override torch.Tensor Classes(torch.Tensor y) => y.reshape(-1).to_type(torch.ScalarType.Int64);

    private static IEnumerable<Parameter> Of(Linear layer) => [layer.weight!, layer.bias!];

    private static IEnumerable<Parameter> Of(LayerNorm layer) => [layer.weight!, layer.bias!];

    private sealed class Network : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly Embedding tokens = torch.nn.Embedding(Vocabulary, Width);
        private readonly Parameter places = new(torch.zeros(Time, Width));
        private readonly Block first = new();
        private readonly Block second = new();
        private readonly Block third = new();
        private readonly Block fourth = new();
        private readonly LayerNorm norm = torch.nn.LayerNorm(Width);
        private readonly Linear head = torch.nn.Linear(Width, Vocabulary);

        public Network()
            : base("transformer")
        {
            RegisterComponents();
        }

        public IEnumerable<Parameter> InOurOrder =>
            [tokens.weight!, places, .. first.InOurOrder, .. second.InOurOrder, .. third.InOurOrder, .. fourth.InOurOrder, .. Of(norm), .. Of(head)];

        public override torch.Tensor forward(torch.Tensor input)
        {
            using var scope = torch.NewDisposeScope();
            var a = tokens.forward(input) + places;
            a = fourth.forward(third.forward(second.forward(first.forward(a))));
            return head.forward(norm.forward(a)).reshape(-1, Vocabulary).MoveToOuterDisposeScope();
        }
    }

    private sealed class Block : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly LayerNorm norm1 = torch.nn.LayerNorm(Width);
        private readonly Linear projections = torch.nn.Linear(Width, 3 * Width);
        private readonly Linear output = torch.nn.Linear(Width, Width);
        private readonly LayerNorm norm2 = torch.nn.LayerNorm(Width);
        private readonly Linear hidden = torch.nn.Linear(Width, 4 * Width);
        private readonly Linear back = torch.nn.Linear(4 * Width, Width);

        public Block()
            : base("block")
        {
            RegisterComponents();
        }

        public IEnumerable<Parameter> InOurOrder =>
            [.. Of(norm1), .. Of(projections), .. Of(output), .. Of(norm2), .. Of(hidden), .. Of(back)];

        public override torch.Tensor forward(torch.Tensor input)
        {
            long examples = input.shape[0];
            var parts = projections.forward(norm1.forward(input)).reshape(examples, Time, 3, Heads, Width / Heads).permute(2, 0, 3, 1, 4);
            var mixed = torch.nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            var a = input + output.forward(mixed.transpose(1, 2).reshape(examples, Time, Width));
            return a + back.forward(torch.nn.functional.gelu(hidden.forward(norm2.forward(a))));
        }
    }
}
