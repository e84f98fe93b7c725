using System.Numerics;

using TorchSharp;
using TorchSharp.Modules;

namespace DnnGen.Benchmarks.Peers;

/// <summary>A network of ours as its users would write it in TorchSharp, up to the logits, with the same parameters.</summary>
internal abstract class TorchModel : IDisposable
{
    /// <summary>What is called.</summary>
    public abstract torch.nn.Module<torch.Tensor, torch.Tensor> Module { get; }

    /// <summary>What the network takes, from X with an example in each row.</summary>
    public virtual torch.Tensor Input(torch.Tensor x) => x.clone();

    /// <summary>The numbers of the classes, from Y with an example in each row.</summary>
    public virtual torch.Tensor Classes(torch.Tensor y) => y.argmax(1);

    /// <summary>Its parameters in the order of ours.</summary>
    protected abstract IEnumerable<Parameter> InOurOrder { get; }

    /// <summary>Gives it our parameters, whose numbers lie in the same order in each of them.</summary>
    protected void Copy<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var mode = torch.no_grad();
        int place = 0;
        foreach (var parameter in InOurOrder)
        {
            int count = checked((int)parameter.numel());
            using var values = torch.from_array(parameters.AsSpan().Slice(place, count).ToArray());
            using var shaped = values.reshape(parameter.shape);
            parameter.copy_(shaped);
            place += count;
        }

        if (place != parameters.AsSpan().Length)
        {
            throw new InvalidOperationException($"TorchSharp's model has {place} parameters and ours {parameters.AsSpan().Length}.");
        }
    }

    /// <summary>All parameters as they are now, in the order of ours.</summary>
    public T[] Parameters<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => [.. InOurOrder.SelectMany(parameter => parameter.detach().data<T>().ToArray())];

    public virtual void Dispose() => Module.Dispose();
}
