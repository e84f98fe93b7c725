using System.Numerics;

using TorchSharp;
using TorchSharp.Modules;

namespace DnnGen.Benchmarks.Peers;

/// <summary>A network of ours, layer by layer, in TorchSharp, with the same parameters.</summary>
internal sealed class TorchNetwork<T> : TorchModel
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Linear> layers = [];
    private torch.Tensor? input;

    /// <summary>Copies a network.</summary>
    /// <param name="parameters">Its parameters, which say its layers too.</param>
    /// <param name="endsInLogits">Whether the last activation is left to the loss, as one trains in PyTorch.</param>
    public TorchNetwork(ParameterSet<T> parameters, bool endsInLogits)
    {
        var modules = new List<(string, torch.nn.Module<torch.Tensor, torch.Tensor>)>();
        var weights = parameters.Layout.Where(parameter => parameter.Kind == ParameterKind.Weights).ToList();
        foreach (var weight in weights)
        {
            var layer = torch.nn.Linear(weight.Columns, weight.Rows, true, dtype: Torch.TypeOf<T>());
            layers.Add(layer);
            modules.Add((weight.Name, layer));
            if (!(endsInLogits && weight == weights[^1]) && weight.Activation != Activation.Identity)
            {
                modules.Add(($"{weight.Activation}{modules.Count}", ModuleOf(weight.Activation)));
            }
        }

        Module = torch.nn.Sequential(modules);
        Copy(parameters);
    }

    public override torch.nn.Module<torch.Tensor, torch.Tensor> Module { get; }

    protected override IEnumerable<Parameter> InOurOrder => layers.SelectMany(layer => new[] { layer.weight!, layer.bias! });

    public override void Dispose()
    {
        input?.Dispose();
        base.Dispose();
    }

    /// <summary>Prediction of one example, again and again.</summary>
    public Action<int> Predicting(T[] example)
    {
        Module.eval();
        input = Torch.Tensor(example, 1, example.Length);
        return calls =>
        {
            using var mode = torch.inference_mode();
            for (int i = 0; i < calls; i++)
            {
                using var output = Module.forward(input);
            }
        };
    }

    /// <summary>The output for one example.</summary>
    public T[] Predict(T[] example)
    {
        using var mode = torch.inference_mode();
        using var input = Torch.Tensor(example, 1, example.Length);
        using var output = Module.forward(input);
        return output.data<T>().ToArray();
    }

    private static torch.nn.Module<torch.Tensor, torch.Tensor> ModuleOf(Activation activation) => activation switch
    {
        Activation.ReLU => torch.nn.ReLU(),
        Activation.Tanh => torch.nn.Tanh(),
        Activation.Sigmoid => torch.nn.Sigmoid(),
        Activation.Softmax => torch.nn.Softmax(1),
        _ => throw new NotSupportedException($"No benchmark has a network with {activation}."),
    };
}
