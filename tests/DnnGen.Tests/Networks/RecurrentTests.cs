using System.Numerics;

namespace DnnGen.Tests.Networks;

/// <summary>Recurrent layers of sizes that fill no register, one behind the other, over batches of every kind.</summary>
public sealed partial class RecurrentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void Gradients_agree_with_finite_differences(int examples)
    {
        var (x, y) = Examples<double>(InDouble.InputSize, InDouble.OutputSize, examples);
        var result = InDouble.Create(1).CheckGradients(x, y);

        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void Sequences_of_one_step_have_no_step_before()
    {
        var (x, y) = Examples<double>(OneStep.InputSize, OneStep.OutputSize, 4);
        var result = OneStep.Create(1).CheckGradients(x, y);

        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void Floats_agree_with_doubles_forward_and_backward()
    {
        var (x, y) = Examples<float>(InSingle.InputSize, InSingle.OutputSize, 11);
        InSingle single = InSingle.Create(5);
        InDouble precise = InDouble.Create(5);
        for (int i = 0; i < InSingle.ParameterCount; i++)
        {
            precise.Parameters.AsSpan()[i] = single.Parameters.AsSpan()[i];
        }

        var (ws, preciseSpace) = (single.CreateWorkspace(11), precise.CreateWorkspace(11));
        var (preciseX, preciseY) = (Doubles(x), Doubles(y));
        Check.Close(precise.Forward(preciseX, preciseSpace), Doubles(single.Forward(x, ws)), 1e-5);
        single.Backward(x, y, ws);
        precise.Backward(preciseX, preciseY, preciseSpace);
        double[] gradients = [.. ws.Gradients.AsSpan().ToArray().Select(gradient => (double)gradient)];
        double largest = preciseSpace.Gradients.AsSpan().ToArray().Max(Math.Abs);
        Check.Close<double>(preciseSpace.Gradients.AsSpan(), gradients, 1e-5 * largest);
    }

    [Fact]
    public void A_step_is_forward_backward_and_update_wherever_the_sequences_lie()
    {
        var (x, y) = Examples<double>(InDouble.InputSize, InDouble.OutputSize, 5);

        // Rows of a larger matrix, and of one that lies the other way.
        var among = Matrix<double>.Zeros(x.Rows + 3, x.Columns).SliceRows(2, x.Rows);
        among.CopyFrom(x);
        var across = Matrix<double>.Zeros(x.Columns, x.Rows).Transpose();
        across.CopyFrom(x);
        InDouble apart = InDouble.Create(2);
        var ws = apart.CreateWorkspace(5);
        apart.Forward(x, ws);
        apart.Backward(x, y, ws);
        apart.Update(ws.Gradients, 0.1);
        foreach (var examples in (Matrix<double>[])[x, among, across])
        {
            InDouble fused = InDouble.Create(2);
            fused.TrainStep(examples, y, 0.1, fused.CreateWorkspace(6));
            Check.Close<double>(apart.Parameters.AsSpan(), fused.Parameters.AsSpan(), 1e-12);
        }
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        var (x, y) = Examples<float>(Wide.InputSize, Wide.OutputSize, 70);
        int before = Parallelism.MaxThreads;
        try
        {
            var results = new List<(float[] Parameters, float[,] Outputs)>();
            foreach (int threads in (int[])[1, 2, 5])
            {
                Parallelism.MaxThreads = threads;
                Wide network = Wide.Create(1);
                network.Fit(x, y, new TrainingOptions { Epochs = 2, BatchSize = 40, LearningRate = 0.1 });
                results.Add((network.Parameters.AsSpan().ToArray(), network.Predict(x).ToArray()));
            }

            Assert.All(results, result => Assert.Equal(results[0].Parameters, result.Parameters));
            Assert.All(results, result => Assert.Equal(results[0].Outputs, result.Outputs));
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Fact]
    public void Steps_and_predictions_allocate_nothing_after_the_first()
    {
        var (x, y) = Examples<float>(InSingle.InputSize, InSingle.OutputSize, 12);
        InSingle network = InSingle.Create(1);
        var workspace = network.CreateWorkspace(12);
        float[] example = new float[InSingle.InputSize], output = new float[InSingle.OutputSize];
        var across = Matrix<float>.Zeros(x.Columns, x.Rows).Transpose();
        across.CopyFrom(x);
        long fewest = long.MaxValue;
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            for (int round = 0; round < 5; round++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                network.TrainStep(x, y, 0.01f, workspace);
                network.TrainStep(across, y, 0.01f, workspace);
                network.Predict(example, output);
                fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - allocated);
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }

        Assert.Equal(0, fewest);
    }

    [Fact]
    public void The_forget_gate_starts_open_and_every_other_bias_at_zero()
    {
        var parameters = InSingle.Create(1).Parameters;

        Assert.Equal([0, 0, 0, 0, 0, 1.5, 1.5, 1.5, 1.5, 1.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], parameters.LSTM3InputBias.ToArray().Cast<float>().Select(bias => (double)bias));
        Assert.All(parameters.LSTM3RecurrentBias.ToArray().Cast<float>(), bias => Assert.Equal(0, bias));
        Assert.All(parameters.GRU2InputBias.ToArray().Cast<float>(), bias => Assert.Equal(0, bias));
        Assert.All(OneStep.Create(1).Parameters.LSTM1InputBias.ToArray().Cast<double>().Skip(3).Take(3), bias => Assert.Equal(1, bias));
    }

    [Fact]
    public void A_network_learns_what_it_has_to_remember()
    {
        // Whether the first number of the sequence was positive; the others say nothing.
        var (x, y) = Examples<float>(Memory.InputSize, Memory.OutputSize, 256);
        for (int j = 0; j < x.Columns; j++)
        {
            y[0, j] = x[0, j] > 0 ? 1 : 0;
        }

        Memory network = Memory.Create(3);
        network.Fit(x, y, new TrainingOptions { Epochs = 60, BatchSize = 32, Shuffle = true, Optimizer = Optimizer.Adam(0.02) });

        Assert.True(network.Evaluate(x, y).Accuracy > 0.97, $"{network.Evaluate(x, y)}");
    }

    private static Matrix<double> Doubles(Matrix<float> matrix)
    {
        var result = Matrix<double>.Zeros(matrix.Rows, matrix.Columns);
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                result[i, j] = matrix[i, j];
            }
        }

        return result;
    }

    private static (Matrix<T> X, Matrix<T> Y) Examples<T>(int inputs, int outputs, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(8);
        Matrix<T> x = Matrix<T>.Zeros(inputs, examples), y = Matrix<T>.Zeros(outputs, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < inputs; i++)
            {
                x[i, j] = T.CreateTruncating(random.NextNormal());
            }

            for (int i = 0; i < outputs; i++)
            {
                y[i, j] = T.CreateTruncating(random.NextNormal());
            }
        }

        return (x, y);
    }

    [Network(Output = Activation.Identity)]
    [Input(Time = 4, Features = 3)]
    [SimpleRNN(9, Sequence = true)]
    [GRU(11, Sequence = true)]
    [LSTM(5, ForgetBias = 1.5)]
    [Dense(2)]
    internal sealed partial class InSingle;

    [Network(Output = Activation.Identity, Precision = Precision.Double)]
    [Input(Time = 4, Features = 3)]
    [SimpleRNN(9, Sequence = true)]
    [GRU(11, Sequence = true)]
    [LSTM(5)]
    [Dense(2)]
    internal sealed partial class InDouble;

    [Network(Precision = Precision.Double)]
    [Input(Time = 1, Features = 2)]
    [LSTM(3, Sequence = true)]
    [GRU(2)]
    internal sealed partial class OneStep;

    [Network]
    [Input(Time = 9, Features = 5)]
    [Conv1D(12, kernel: 3, Padding = Padding.Causal)]
    [LSTM(40, Sequence = true)]
    [GRU(24)]
    internal sealed partial class Wide;

    [Network]
    [Input(Time = 8, Features = 1)]
    [GRU(8)]
    [Dense(1)]
    internal sealed partial class Memory;
}
