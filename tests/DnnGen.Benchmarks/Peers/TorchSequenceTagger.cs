using System.Numerics;

using TorchSharp;
using TorchSharp.Modules;

namespace DnnGen.Benchmarks.Peers;

/// <summary>The recurrent network of <see cref="SequenceTagger"/>.</summary>
internal sealed class TorchSequenceTagger : TorchModel
{
    private readonly LSTM recurrent = torch.nn.LSTM(16, 64, batchFirst: true);
    private readonly Linear last = torch.nn.Linear(64, 10);

    private TorchSequenceTagger()
    {
        Module = new LastStep(recurrent, last);
    }

    public override torch.nn.Module<torch.Tensor, torch.Tensor> Module { get; }

    protected override IEnumerable<Parameter> InOurOrder => [.. recurrent.parameters(), last.weight!, last.bias!];

    public static TorchSequenceTagger Of<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var model = new TorchSequenceTagger();
        model.Copy(parameters);
        return model;
    }

    private sealed class LastStep : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly LSTM recurrent;
        private readonly Linear last;

        public LastStep(LSTM recurrent, Linear last)
            : base(nameof(LastStep))
        {
            (this.recurrent, this.last) = (recurrent, last);
            RegisterComponents();
        }

        public override torch.Tensor forward(torch.Tensor input)
        {
            using var sequences = input.view(input.shape[0], 50, 16);
            var (states, hidden, cell) = recurrent.call(sequences);
            using (states)
            using (hidden)
            using (cell)
            {
                using var state = hidden.squeeze(0);
                return last.call(state);
            }
        }
    }
}
