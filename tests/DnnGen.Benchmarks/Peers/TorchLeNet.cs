using System.Numerics;

using TorchSharp;
using TorchSharp.Modules;

namespace DnnGen.Benchmarks.Peers;

/// <summary>The convolutional network of <see cref="ConvolutionalDigits"/>.</summary>
internal sealed class TorchLeNet : TorchModel
{
    private readonly Conv2d first = torch.nn.Conv2d(1, 8, 3);
    private readonly Conv2d second = torch.nn.Conv2d(8, 16, 3);
    private readonly Linear last = torch.nn.Linear(400, 10);

    private TorchLeNet()
    {
        Module = torch.nn.Sequential(
            ("picture", torch.nn.Unflatten(1, [1, 28, 28])),
            ("conv1", first),
            ("relu1", torch.nn.ReLU()),
            ("pool1", torch.nn.MaxPool2d(2)),
            ("conv2", second),
            ("relu2", torch.nn.ReLU()),
            ("pool2", torch.nn.MaxPool2d(2)),
            ("flatten", torch.nn.Flatten()),
            ("dense", last));
    }

    public override torch.nn.Module<torch.Tensor, torch.Tensor> Module { get; }

    protected override IEnumerable<Parameter> InOurOrder => [first.weight!, first.bias!, second.weight!, second.bias!, last.weight!, last.bias!];

    public static TorchLeNet Of<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var model = new TorchLeNet();
        model.Copy(parameters);
        return model;
    }
}
