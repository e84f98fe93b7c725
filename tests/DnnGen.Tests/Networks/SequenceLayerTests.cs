using System.Numerics;

namespace DnnGen.Tests.Networks;

/// <summary>
/// A network of layers that take each step of a sequence alone is the network of one step over all steps of all examples:
/// the mean squared error is a mean over all numbers of both.
/// </summary>
public sealed class SequenceLayerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Each_step_goes_through_the_layers_alone(int examples) =>
        IsItsTwin<Stepwise, OneStep, double>(Stepwise.Create(3), OneStep.Create(3), steps: 5, examples, 1e-12);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Wide_layers_and_long_sequences_do_so_too(int examples) =>
        IsItsTwin<WideStepwise, WideOneStep, double>(WideStepwise.Create(3), WideOneStep.Create(3), steps: 33, examples, 1e-12);

    [Fact]
    public void Floats_agree_within_their_precision() =>
        IsItsTwin<SingleStepwise, SingleOneStep, float>(SingleStepwise.Create(3), SingleOneStep.Create(3), steps: 33, examples: 3, 1e-4);

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        var (x, y) = Draw<double>(15, 10, 3);
        var check = Stepwise.Create(5).CheckGradients(x, y);
        Assert.True(check.Passed, check.ToString());
    }

    [Fact]
    public void A_step_of_training_and_a_prediction_allocate_nothing()
    {
        var (x, y) = Draw<double>(33 * 70, 33 * 66, 3);
        var network = WideStepwise.Create(1);
        var workspace = network.CreateWorkspace(3);
        double[] example = new double[33 * 70], output = new double[33 * 66];
        for (int warm = 0; warm < 3; warm++)
        {
            network.TrainStep(x, y, 0.01, workspace);
            network.Predict(example, output);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        network.TrainStep(x, y, 0.01, workspace);
        network.Predict(example, output);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void IsItsTwin<TNetwork, TTwin, T>(TNetwork network, TTwin twin, int steps, int examples, double tolerance)
        where TNetwork : class, INetwork<TNetwork, T>
        where TTwin : class, INetwork<TTwin, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Parameters.AsSpan().CopyTo(twin.Parameters.AsSpan());
        var (x, y) = Draw<T>(TNetwork.InputSize, TNetwork.OutputSize, examples);
        Matrix<T> stepsOfX = x.Reshape(TTwin.InputSize, steps * examples), stepsOfY = y.Reshape(TTwin.OutputSize, steps * examples);
        var byFeatures = Matrix<T>.Zeros(examples, x.Rows).Transpose();
        byFeatures.CopyFrom(x);
        Workspace<T> workspace = network.CreateWorkspace(examples + 1), twinSpace = twin.CreateWorkspace(steps * examples);
        foreach (var input in (Matrix<T>[])[x, byFeatures])
        {
            twin.Forward(stepsOfX, twinSpace);
            var output = network.Forward(input, workspace);
            Check.Close(twin.Forward(stepsOfX, twinSpace).Reshape(output.Rows, examples), output, tolerance);
            Close<T>([twin.Cost(stepsOfY, twinSpace)], [network.Cost(y, workspace)], tolerance);
            twin.Backward(stepsOfX, stepsOfY, twinSpace);
            network.Backward(input, y, workspace);
            Close<T>(twinSpace.ParameterGradients.AsSpan(), workspace.ParameterGradients.AsSpan(), tolerance);
        }

        for (int step = 0; step < 3; step++)
        {
            twin.TrainStep(stepsOfX, stepsOfY, T.CreateChecked(0.05), twinSpace);
            network.TrainStep(x, y, T.CreateChecked(0.05), workspace);
        }

        Close<T>(twin.Parameters.AsSpan(), network.Parameters.AsSpan(), tolerance);
        twin.Parameters.Statistics().CopyTo(network.Parameters.Statistics());
        var predictions = network.Predict(x);
        Check.Close(twin.Predict(stepsOfX).Reshape(predictions.Rows, examples), predictions, tolerance);
        T[] example = new T[x.Rows], prediction = new T[predictions.Rows];
        for (int i = 0; i < example.Length; i++)
        {
            example[i] = x[i, 0];
        }

        network.Predict(example, prediction);
        Check.Close(predictions.Column(0), Matrix<T>.FromExamples(prediction, predictions.Rows, 1), tolerance);
    }

    private static void Close<T>(Span<T> expected, Span<T> actual, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Check.Close<T>([.. expected.ToArray().Select(number => double.CreateChecked(number))], actual, tolerance);

    private static (Matrix<T> X, Matrix<T> Y) Draw<T>(int inputs, int outputs, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(7);
        Matrix<T> x = Matrix<T>.Zeros(inputs, examples), y = Matrix<T>.Zeros(outputs, examples);
        foreach (var matrix in (Matrix<T>[])[x, y])
        {
            for (int j = 0; j < examples; j++)
            {
                for (int i = 0; i < matrix.Rows; i++)
                {
                    matrix[i, j] = T.CreateChecked(random.NextNormal());
                }
            }
        }

        return (x, y);
    }
}
