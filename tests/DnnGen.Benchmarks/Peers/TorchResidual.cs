using System.Numerics;

using TorchSharp;
using TorchSharp.Modules;

namespace DnnGen.Benchmarks.Peers;

/// <summary>The residual network of <see cref="ResidualPictures"/>.</summary>
internal sealed class TorchResidual : TorchModel
{
    private readonly Network network = new();

    private TorchResidual()
    {
    }

    public override torch.nn.Module<torch.Tensor, torch.Tensor> Module => network;

    protected override IEnumerable<Parameter> InOurOrder => network.InOurOrder;

    public static TorchResidual Of<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var model = new TorchResidual();
        model.Copy(parameters);
        return model;
    }

    private static IEnumerable<Parameter> Of(Conv2d layer) => [layer.weight!, layer.bias!];

    private static IEnumerable<Parameter> Of(BatchNorm2d layer) => [layer.weight!, layer.bias!];

    private sealed class Network : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly Conv2d stem = torch.nn.Conv2d(3, 16, 3, padding: 1);
        private readonly BatchNorm2d norm = torch.nn.BatchNorm2d(16);
        private readonly Block first = new(16, 16);
        private readonly Block second = new(16, 32);
        private readonly Block third = new(32, 64);
        private readonly Linear head = torch.nn.Linear(64, 10);

        public Network()
            : base("residual")
        {
            RegisterComponents();
        }

        public IEnumerable<Parameter> InOurOrder =>
            [.. Of(stem), .. Of(norm), .. first.InOurOrder, .. second.InOurOrder, .. third.InOurOrder, head.weight!, head.bias!];

        public override torch.Tensor forward(torch.Tensor input)
        {
            using var scope = torch.NewDisposeScope();
            var a = norm.forward(stem.forward(input.reshape(-1, 3, 32, 32))).relu_();
            a = third.forward(second.forward(first.forward(a)));
            return head.forward(a.mean([2, 3])).MoveToOuterDisposeScope();
        }
    }

    private sealed class Block : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d norm1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d norm2;
        private readonly Conv2d? projection;

        public Block(int channels, int filters)
            : base("block")
        {
            int stride = channels == filters ? 1 : 2;
            projection = channels == filters ? null : torch.nn.Conv2d(channels, filters, 1, stride: 2);
            conv1 = torch.nn.Conv2d(channels, filters, 3, stride: stride, padding: 1);
            norm1 = torch.nn.BatchNorm2d(filters);
            conv2 = torch.nn.Conv2d(filters, filters, 3, padding: 1);
            norm2 = torch.nn.BatchNorm2d(filters);
            RegisterComponents();
        }

        public IEnumerable<Parameter> InOurOrder =>
            [.. projection is null ? [] : Of(projection), .. Of(conv1), .. Of(norm1), .. Of(conv2), .. Of(norm2)];

        public override torch.Tensor forward(torch.Tensor input)
        {
            var skip = projection is null ? input : projection.forward(input);
            var a = norm1.forward(conv1.forward(input)).relu_();
            return norm2.forward(conv2.forward(a)).add_(skip).relu_();
        }
    }
}
