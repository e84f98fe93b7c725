namespace DnnGen.Tests.Networks;

/// <summary>A convolution over time at the output: its activation and the loss go together as they do in an activation of its own behind it.</summary>
public sealed partial class OutputConvolutionTests
{
    [Fact]
    public void It_is_the_network_with_the_activation_behind_it()
    {
        IsItsTwin(Tagger.Create(1), TaggerApart.Create(2));
        IsItsTwin(SparseTagger.Create(1), SparseTaggerApart.Create(2));
        IsItsTwin(Detector.Create(1), DetectorApart.Create(2));
        IsItsTwin(Divergence.Create(1), DivergenceApart.Create(2));
        IsItsTwin(Filter.Create(1), FilterApart.Create(2));
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Agrees(Tagger.Create(1));
        Agrees(SparseTagger.Create(1));
        Agrees(Detector.Create(1));
        Agrees(Divergence.Create(1));
        Agrees(Filter.Create(1));
        Agrees(Heads.Create(1));
    }

    private static void Agrees<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var (x, y) = Examples<TNetwork>();
        var result = GradientChecker.Check(network, x, y);
        Assert.True(result.Passed, $"{TNetwork.Name}: {result}");
    }

    private static void IsItsTwin<TNetwork, TTwin>(INetwork<TNetwork, double> network, INetwork<TTwin, double> twin)
        where TNetwork : class, INetwork<TNetwork, double>
        where TTwin : class, INetwork<TTwin, double>
    {
        network.Parameters.AsSpan().CopyTo(twin.Parameters.AsSpan());
        var (x, y) = Examples<TNetwork>();
        Workspace<double> workspace = network.CreateWorkspace(x.Columns), twinSpace = twin.CreateWorkspace(x.Columns);
        for (int step = 0; step < 3; step++)
        {
            Check.Close(twin.Forward(x, twinSpace), network.Forward(x, workspace), 1e-12);
            network.Backward(x, y, workspace);
            twin.Backward(x, y, twinSpace);
            Check.Close<double>(twinSpace.ParameterGradients.AsSpan(), workspace.ParameterGradients.AsSpan(), 1e-12);
            Assert.Equal(twin.TrainStep(x, y, 0.1, twinSpace), network.TrainStep(x, y, 0.1, workspace), 1e-12);
        }

        Check.Close<double>(twin.Parameters.AsSpan(), network.Parameters.AsSpan(), 1e-12);
        Check.Close(twin.Predict(x), network.Predict(x), 1e-12);
    }

    /// <summary>Labels that are probabilities of classes at each step, or their numbers.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Examples<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var random = new SeededRandom(3);
        Matrix<double> x = Matrix<double>.Zeros(TNetwork.InputSize, 3), y = Matrix<double>.Zeros(TNetwork.LabelSize, 3);
        for (int j = 0; j < 3; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = random.NextNormal();
            }

            for (int i = 0; i < y.Rows; i++)
            {
                bool isClass = TNetwork.Outputs.Count == 0
                    ? TNetwork.LabelsAreClasses
                    : TNetwork.Outputs.Last(output => output.LabelRow <= i).LabelsAreClasses;
                y[i, j] = isClass ? (int)(random.NextUniform() * 3) : random.NextUniform() / 3;
            }
        }

        return (x, y);
    }

    [Network(Loss = Loss.CategoricalCrossEntropy, LabelSmoothing = 0.1, Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Dense(4, Activation = Activation.Tanh)]
    [Conv1D(3, kernel: 3, Padding = Padding.Causal)]
    private sealed partial class Tagger;

    [Network(Loss = Loss.CategoricalCrossEntropy, LabelSmoothing = 0.1, Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Dense(4, Activation = Activation.Tanh)]
    [Conv1D(3, kernel: 3, Padding = Padding.Causal, Activation = Activation.Identity)]
    [Activation(Activation.Softmax)]
    private sealed partial class TaggerApart;

    [Network(Loss = Loss.SparseCategoricalCrossEntropy, Precision = Precision.Double)]
    [Input(Time = 6, Features = 3)]
    [Conv1D(3, kernel: 3, Groups = 3, Activation = Activation.Softmax)]
    private sealed partial class SparseTagger;

    [Network(Loss = Loss.SparseCategoricalCrossEntropy, Precision = Precision.Double)]
    [Input(Time = 6, Features = 3)]
    [Conv1D(3, kernel: 3, Groups = 3, Activation = Activation.Identity)]
    [Activation(Activation.Softmax)]
    private sealed partial class SparseTaggerApart;

    /// <summary>With neither loss nor activation, as a dense layer has it: a sigmoid and its cross-entropy.</summary>
    [Network(Precision = Precision.Double)]
    [Input(Time = 7, Features = 2)]
    [Conv1D(1, kernel: 3, Stride = 2, L2 = 0.02)]
    private sealed partial class Detector;

    [Network(Precision = Precision.Double)]
    [Input(Time = 7, Features = 2)]
    [Conv1D(1, kernel: 3, Stride = 2, Activation = Activation.Identity, L2 = 0.02)]
    [Activation(Activation.Sigmoid)]
    private sealed partial class DetectorApart;

    /// <summary>What is an output goes on: its gradient comes from the loss, before the softmax, and from the next layer, behind it.</summary>
    [Network(Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Conv1D(3, kernel: 3, Padding = Padding.Causal)]
    [Output("tags", Loss = Loss.SparseCategoricalCrossEntropy)]
    [Conv1D(2, kernel: 2)]
    [Output("levels", Loss = Loss.MeanSquaredError)]
    private sealed partial class Heads;

    [Network(Loss = Loss.KLDivergence, Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Conv1D(3, kernel: 2)]
    private sealed partial class Divergence;

    [Network(Loss = Loss.KLDivergence, Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Conv1D(3, kernel: 2, Activation = Activation.Identity)]
    [Activation(Activation.LogSoftmax)]
    private sealed partial class DivergenceApart;

    [Network(Output = Activation.Mish, Loss = Loss.Huber, Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Conv1D(2, kernel: 2)]
    private sealed partial class Filter;

    [Network(Loss = Loss.Huber, Precision = Precision.Double)]
    [Input(Time = 6, Features = 2)]
    [Conv1D(2, kernel: 2, Activation = Activation.Identity)]
    [Activation(Activation.Mish)]
    private sealed partial class FilterApart;
}
