using System.Text.Json;

namespace DnnGen.Tests.Networks;

/// <summary>Generated networks give the numbers of PyTorch: outputs, gradients of inputs and parameters.</summary>
public sealed partial class LayerGoldenTests
{
    [SkippableFact]
    public void Convolution() => Agrees(GoldenConvolution.Create(1), "conv2d_plain");

    [SkippableFact]
    public void Convolution_with_stride_and_padding() => Agrees(GoldenStrideAndPadding.Create(1), "conv2d_stride_pad");

    [SkippableFact]
    public void Convolution_with_dilation() => Agrees(GoldenDilation.Create(1), "conv2d_dilated");

    [SkippableFact]
    public void Convolution_in_groups() => Agrees(GoldenGroups.Create(1), "conv2d_groups");

    [SkippableFact]
    public void Convolution_of_each_channel_alone() => Agrees(GoldenDepthwise.Create(1), "conv2d_depthwise");

    [SkippableFact]
    public void Convolution_of_single_pixels() => Agrees(GoldenOneByOne.Create(1), "conv2d_one_by_one");

    [SkippableFact]
    public void Convolution_of_five_by_five() => Agrees(GoldenKernelOfFive.Create(1), "conv2d_kernel_5");

    [SkippableFact]
    public void Convolution_of_each_channel_alone_by_its_own_name() => Agrees(GoldenDepthwiseByName.Create(1), "conv2d_depthwise");

    [SkippableFact]
    public void Transposed_convolution() => Agrees(GoldenConvTranspose.Create(1), "conv_transpose2d");

    [SkippableFact]
    public void Max_pooling() => Agrees(GoldenMaxPool.Create(1), "max_pool2d");

    [SkippableFact]
    public void Average_pooling() => Agrees(GoldenAveragePool.Create(1), "avg_pool2d");

    [SkippableFact]
    public void Upsampling() => Agrees(GoldenUpsample.Create(1), "upsample_nearest");

    [SkippableFact]
    public void Global_average_pooling() => Agrees(GoldenGlobalAveragePool.Create(1), "global_average_pool");

    [SkippableFact]
    public void Activation_as_a_layer() => Agrees(GoldenActivation.Create(1), "activation_silu");

    [SkippableFact]
    public void Layer_normalization() => Agrees(GoldenLayerNorm.Create(1), "layer_norm");

    [SkippableFact]
    public void Group_normalization() => Agrees(GoldenGroupNorm.Create(1), "group_norm");

    /// <summary>The dense layer before the golden one is the identity; the parameters behind it are the golden ones, in their order.</summary>
    private static void Agrees<TNetwork>(INetwork<TNetwork, double> network, string name, int inputTime = 0, int outputTime = 0)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var golden = Golden.Open("layers.json").GetProperty("layers").Named(name);
        int examples = golden.GetProperty("batch").GetInt32(), features = TNetwork.InputSize, outputs = TNetwork.OutputSize;
        double[] x = golden.Numbers("x"), y = golden.Numbers("y"), dy = golden.Numbers("dy"), dx = golden.Numbers("dx");
        (x, dx) = (StepByStep(x, examples, inputTime), StepByStep(dx, examples, inputTime));
        (y, dy) = (StepByStep(y, examples, outputTime), StepByStep(dy, examples, outputTime));
        var parameters = network.Parameters.Layout;
        JsonProperty[] values = [.. golden.GetProperty("parameters").EnumerateObject()];
        Assert.Equal(parameters.Count - 2, values.Length);
        network.Parameters.AsSpan().Clear();
        var identity = network.Parameters.View(parameters[0]);
        for (int i = 0; i < features; i++)
        {
            identity[i, i] = 1;
        }

        for (int p = 0; p < values.Length; p++)
        {
            values[p].Value.Numbers("value").CopyTo(network.Parameters.AsSpan()[parameters[p + 2].Offset..]);
        }

        // All examples together.
        var examplesOfX = Matrix<double>.FromExamples(x, features, examples);
        var workspace = network.CreateWorkspace(examples);
        var output = network.Forward(examplesOfX, workspace).Copy();
        Check.Close(Matrix<double>.FromExamples(y, outputs, examples), output, 1e-9);
        network.Backward(examplesOfX, Labels(output, dy), workspace);
        for (int p = 0; p < values.Length; p++)
        {
            double[] mean = [.. values[p].Value.Numbers("gradient").Select(number => number / examples)];
            Check.Close<double>(mean, workspace.ParameterGradients.AsSpan().Slice(parameters[p + 2].Offset, mean.Length), 1e-9);
        }

        // One at a time: db1 is dX of the golden layer, and a prediction is the forward pass.
        double[] prediction = new double[outputs];
        for (int e = 0; e < examples; e++)
        {
            var one = examplesOfX.Column(e);
            var outputOfOne = network.Forward(one, workspace).Copy();
            network.Backward(one, Labels(outputOfOne, dy.AsSpan(e * outputs, outputs).ToArray()), workspace);
            Check.Close<double>(dx.AsSpan(e * features, features), workspace.ParameterGradients.AsSpan().Slice(parameters[1].Offset, features), 1e-9);

            network.Predict(x.AsSpan(e * features, features), prediction);
            Check.Close<double>(y.AsSpan(e * outputs, outputs), prediction, 1e-9);
        }
    }

    /// <summary>The labels for which the gradient of the mean squared error, 2/n·(A − Y), is the one that is wanted.</summary>
    private static Matrix<double> Labels(Matrix<double> output, double[] gradient) =>
        output - ((output.Rows / 2.0) * Matrix<double>.FromExamples(gradient, output.Rows, output.Columns));
}
