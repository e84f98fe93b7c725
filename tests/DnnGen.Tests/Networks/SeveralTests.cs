namespace DnnGen.Tests.Networks;

/// <summary>Networks with several inputs and outputs.</summary>
public sealed class SeveralTests
{
    private static readonly double[] Digits = [2, 0, 1, 1, 0, 2, 2];

    private static Matrix<double> Image => Drawn(36, 1);

    private static Matrix<double> Sensors => Drawn(4, 2);

    private static Matrix<double> YDigit => Matrix<double>.FromExamples(Digits, 1, 7);

    private static Matrix<double> YAngle => Drawn(2, 3);

    [Fact]
    public void The_gradients_are_those_of_the_weighed_sum_of_the_costs()
    {
        Assert.True(ImageAndSensors.Create(1).CheckGradients(Image, Sensors, YDigit, YAngle).Passed);
        Assert.True(FlagsAndKind.Create(1).CheckGradients(Drawn(5, 4), Flags(3), OneHot(4)).Passed);
        Assert.True(TwoIntoOne.Create(1).CheckGradients(Drawn(3, 4), Drawn(3, 5), Drawn(2, 6)).Passed);
        Assert.True(TextAndMore.Create(1).CheckGradients(Tokens(4, 5), Drawn(2, 6), Tokens(4, 5), Flags(1)).Passed);
        Assert.True(ReadOutputs.Create(1).CheckGradients(Drawn(6, 4), Flags(3), OneHot(3), Drawn(2, 5), Drawn(6, 6)).Passed);
    }

    [Fact]
    public void The_gradients_of_weighed_examples_are_those_of_their_cost()
    {
        var network = ImageAndSensors.Create(3);
        var ws = network.CreateWorkspace(7);
        ws.WeighExamples(Matrix<double>.FromExamples([1, 2, 0, 0.5, 1, 3, 1], 1, 7));
        network.Forward(Image, Sensors, ws);
        network.Backward(Image, Sensors, YDigit, YAngle, ws);
        double gradient = ws.Gradients.W6[2, 3], step = 1e-6, value = network.Parameters.W6[2, 3];
        Assert.Equal(gradient, (CostAt(value + step) - CostAt(value - step)) / (2 * step), 1e-8);

        double CostAt(double weight)
        {
            var parameters = network.Parameters.W6;
            parameters[2, 3] = weight;
            network.Forward(Image, Sensors, ws);
            return network.Cost(YDigit, YAngle, ws);
        }
    }

    [Fact]
    public void The_cost_is_the_sum_of_those_of_the_outputs_times_their_weights()
    {
        var network = ImageAndSensors.Create(4);
        var ws = network.CreateWorkspace(7);
        var (digit, angle) = network.Forward(Image, Sensors, ws);
        Assert.Equal(network.CostOfDigit(YDigit, ws) + (0.5 * network.CostOfAngle(YAngle, ws)), network.Cost(YDigit, YAngle, ws), 1e-14);

        double cross = 0, squared = 0;
        for (int j = 0; j < 7; j++)
        {
            cross -= Math.Log(digit[(int)Digits[j], j]) / 7;
            squared += (Square(angle[0, j] - YAngle[0, j]) + Square(angle[1, j] - YAngle[1, j])) / 2 / 7;
        }

        Assert.Equal(cross, network.CostOfDigit(YDigit, ws), 1e-12);
        Assert.Equal(squared, network.CostOfAngle(YAngle, ws), 1e-12);
    }

    [Fact]
    public void Smoothing_and_class_weights_are_those_of_the_output_that_says_them()
    {
        var network = FlagsAndKind.Create(2);
        var ws = network.CreateWorkspace(7);
        var (flags, kind) = network.Forward(Drawn(5, 1), ws);
        double cost = 0, weighed = 0, weights = 0;
        var (yFlags, yKind) = (Flags(3), OneHot(4));
        for (int j = 0; j < 7; j++)
        {
            for (int i = 0; i < 3; i++)
            {
                double label = (0.9 * yFlags[i, j]) + 0.05;
                cost -= ((label * Math.Log(flags[i, j])) + ((1 - label) * Math.Log(1 - flags[i, j]))) / 7;
            }

            for (int i = 0; i < 4; i++)
            {
                weighed -= yKind[i, j] * FlagsAndKind.KindClassWeights[i] * Math.Log(kind[i, j]);
                weights += yKind[i, j] * FlagsAndKind.KindClassWeights[i];
            }
        }

        Assert.Equal(cost, network.CostOfFlags(yFlags, ws), 1e-12);
        Assert.Equal(weighed / weights, network.CostOfKind(yKind, ws), 1e-12);
        Assert.Equal(cost + (2 * weighed / weights), network.Cost(yFlags, yKind, ws), 1e-12);
    }

    [Fact]
    public void Predictions_are_the_same_one_by_one_and_together_by_name_and_through_the_contract()
    {
        var network = ImageAndSensors.Create(5);
        var ws = network.CreateWorkspace(7);
        var (digit, angle) = network.Predict(Image, Sensors);
        var forward = network.Forward(Image, Sensors, ws);
        Check.Close(forward.Digit, digit, 1e-14);
        Check.Close(forward.Angle, angle, 1e-14);

        INetwork<ImageAndSensors, double> contract = network;
        var x = ImageAndSensors.StackInputs(Image, Sensors);
        var all = contract.Predict(x);
        double[] one = new double[3], two = new double[2], both = new double[5];
        for (int j = 0; j < 7; j++)
        {
            network.Predict(Column(Image, j), Column(Sensors, j), one, two);
            contract.Predict(Column(x, j), both);
            for (int i = 0; i < 5; i++)
            {
                double expected = i < 3 ? digit[i, j] : angle[i - 3, j];
                Assert.Equal(expected, all[i, j], 1e-14);
                Assert.Equal(expected, both[i], 1e-12);
                Assert.Equal(expected, i < 3 ? one[i] : two[i - 3], 1e-12);
            }
        }
    }

    [Fact]
    public void An_output_of_one_example_may_be_the_memory_of_an_input()
    {
        var network = ImageAndSensors.Create(5);
        double[] digit = new double[3], angle = new double[2], image = Column(Image, 0), sensors = Column(Sensors, 0);
        network.Predict(image, sensors, digit, angle);
        network.Predict(image, sensors, image.AsSpan(0, 3), sensors.AsSpan(0, 2));
        Check.Close<double>(digit, image.AsSpan(0, 3), 0);
        Check.Close<double>(angle, sensors.AsSpan(0, 2), 0);
    }

    [Fact]
    public void A_training_step_is_forward_backward_and_update_and_allocates_nothing()
    {
        var (stepped, apart) = (ImageAndSensors.Create(6), ImageAndSensors.Create(6));
        var (ws, wsApart) = (stepped.CreateWorkspace(7), apart.CreateWorkspace(7));
        var (image, sensors, yDigit, yAngle) = (Image, Sensors, YDigit, YAngle);
        for (int i = 0; i < 3; i++)
        {
            apart.Forward(image, sensors, wsApart);
            double cost = apart.Cost(yDigit, yAngle, wsApart);
            apart.Backward(image, sensors, yDigit, yAngle, wsApart);
            apart.Update(wsApart.Gradients, 0.1);
            Assert.Equal(cost, stepped.TrainStep(image, sensors, yDigit, yAngle, 0.1, ws), 1e-13);
        }

        Check.Close<double>(apart.Parameters.AsSpan(), stepped.Parameters.AsSpan(), 1e-13);
        long before = GC.GetAllocatedBytesForCurrentThread();
        stepped.TrainStep(image, sensors, yDigit, yAngle, 0.1, ws);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Views_with_gaps_give_what_their_copies_give()
    {
        var network = ImageAndSensors.Create(7);
        var wide = Matrix<double>.Zeros(36, 14);
        for (int j = 0; j < 7; j++)
        {
            wide.Column(2 * j).CopyFrom(Image.Column(j));
        }

        var rows = Drawn(7, 8);
        var (digit, _) = network.Predict(Image, rows.Transpose().SliceRows(1, 4));
        var (copied, _) = network.Predict(Image, rows.Transpose().SliceRows(1, 4).Copy());
        Check.Close(copied, digit, 1e-14);
    }

    [Fact]
    public void Float_agrees_with_double()
    {
        var network = ImageAndSensors.Create(8);
        var single = ImageAndSensorsInFloat.Create(8);
        for (int i = 0; i < ImageAndSensors.ParameterCount; i++)
        {
            single.Parameters.AsSpan()[i] = (float)network.Parameters.AsSpan()[i];
        }

        var (ws, wsSingle) = (network.CreateWorkspace(7), single.CreateWorkspace(7));
        network.Forward(Image, Sensors, ws);
        single.Forward(Single(Image), Single(Sensors), wsSingle);
        Assert.Equal(network.Cost(YDigit, YAngle, ws), single.Cost(Single(YDigit), Single(YAngle), wsSingle), 1e-5);
        network.Backward(Image, Sensors, YDigit, YAngle, ws);
        single.Backward(Single(Image), Single(Sensors), Single(YDigit), Single(YAngle), wsSingle);
        for (int i = 0; i < ImageAndSensors.ParameterCount; i++)
        {
            Assert.Equal(ws.Gradients.AsSpan()[i], wsSingle.Gradients.AsSpan()[i], 1e-5);
        }
    }

    [Fact]
    public void It_trains_in_mini_batches_with_a_validation_and_each_output_is_judged()
    {
        var (image, sensors) = (Drawn(36, 11, 200), Drawn(4, 12, 200));
        var (yDigit, yAngle) = (Matrix<double>.Zeros(1, 200), Matrix<double>.Zeros(2, 200));
        for (int j = 0; j < 200; j++)
        {
            double sum = image[0, j] + sensors[0, j];
            yDigit[0, j] = sum < -0.5 ? 0 : sum < 0.5 ? 1 : 2;
            yAngle[0, j] = sensors[1, j];
            yAngle[1, j] = Math.Sin(image[3, j]);
        }

        var network = ImageAndSensors.Create(9);
        var before = network.Evaluate(image, sensors, yDigit, yAngle);
        var history = network.Fit(image, sensors, yDigit, yAngle, new TrainingOptions
        {
            Epochs = 150,
            BatchSize = 32,
            Optimizer = Optimizer.Adam(0.01),
            Validation = Validation.Set(ImageAndSensors.StackInputs(Drawn(36, 13), Drawn(4, 14)), ImageAndSensors.StackLabels(YDigit, YAngle)),
        });
        var after = network.Evaluate(image, sensors, yDigit, yAngle);
        Assert.Equal(150, history.Validation.Count);
        Assert.True(after.Cost < before.Cost / 5, $"{before.Cost} became {after.Cost}");
        Assert.Equal(["digit", "angle"], after.Outputs.Keys);
        Assert.True(after.Outputs["digit"].Accuracy > 0.95, after.Outputs["digit"].ToString());
        Assert.Equal(3, after.Outputs["digit"].ConfusionMatrix!.Classes);
        Assert.True(after.Outputs["angle"].R2 > 0.9, after.Outputs["angle"].ToString());
        Assert.Null(after.Accuracy);
        Assert.Equal(after.Outputs["digit"].Cost + (0.5 * after.Outputs["angle"].Cost), after.Cost, 1e-12);
    }

    [Fact]
    public void A_source_gives_inputs_and_labels_one_below_the_other_and_a_checkpoint_goes_on()
    {
        string path = Path.Combine(Path.GetTempPath(), $"several-{Guid.NewGuid():N}.checkpoint");
        var source = new Source(ImageAndSensors.StackInputs(Image, Sensors), ImageAndSensors.StackLabels(YDigit, YAngle));
        TrainingOptions Options(int epochs, bool resume, string? checkpoint) =>
            new() { Epochs = epochs, BatchSize = 3, Optimizer = Optimizer.Adam(0.01), CheckpointPath = checkpoint, Resume = resume };
        try
        {
            var (whole, parts, memory) = (ImageAndSensors.Create(4), ImageAndSensors.Create(4), ImageAndSensors.Create(4));
            whole.Fit(source, Options(6, resume: false, checkpoint: null));
            parts.Fit(source, Options(3, resume: false, path));
            parts = ImageAndSensors.Create(5);
            parts.Fit(source, Options(6, resume: true, path));
            memory.Fit(Image, Sensors, YDigit, YAngle, Options(6, resume: false, checkpoint: null) with { Shuffle = false });
            Check.Close<double>(whole.Parameters.AsSpan(), parts.Parameters.AsSpan(), 0);
            Check.Close<double>(whole.Parameters.AsSpan(), memory.Parameters.AsSpan(), 1e-12);
        }
        finally
        {
            foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"))
            {
                File.Delete(file);
            }
        }
    }

    [Fact]
    public void Every_kind_of_output_is_judged_as_that_of_a_network_of_its_own()
    {
        var network = TextAndMore.Create(3);
        var (text, about, next, mood) = (Tokens(4, 5), Drawn(2, 6), Tokens(4, 5), Flags(1));
        var evaluation = network.Evaluate(text, about, next, mood);
        var (said, felt) = network.Predict(text, about);
        int right = 0;
        for (int j = 0; j < 7; j++)
        {
            for (int t = 0; t < 4; t++)
            {
                var step = said.SliceRows(5 * t, 5);
                int largest = Enumerable.Range(0, 5).MaxBy(i => step[i, j]);
                right += largest == (int)next[t, j] ? 1 : 0;
            }
        }

        Assert.Equal(right / 28.0, evaluation.Outputs["next"].Accuracy!.Value, 1e-12);
        Assert.Equal(Enumerable.Range(0, 7).Count(j => felt[0, j] > 0.5 == mood[0, j] > 0.5) / 7.0, evaluation.Outputs["mood"].Accuracy!.Value, 1e-12);
        Assert.Equal(7, evaluation.Examples);
    }

    [Fact]
    public void A_saved_network_predicts_the_same()
    {
        string path = Path.Combine(Path.GetTempPath(), $"several-{Guid.NewGuid():N}.safetensors");
        try
        {
            var network = ImageAndSensors.Create(10);
            network.Save(path);
            Check.Close(network.Predict(Image, Sensors).Angle, ImageAndSensors.Load(path).Predict(Image, Sensors).Angle, 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_does_not_fit_is_said_with_the_name_of_the_input_or_the_labels()
    {
        var network = ImageAndSensors.Create(11);
        var ws = network.CreateWorkspace(7);
        Says<ShapeMismatchException>(
            "ImageAndSensors.Forward: sensors is (36 × 7); this network takes 4 features (rows) × m examples (columns).",
            () => network.Forward(Image, Image, ws));
        Says<ShapeMismatchException>(
            "ImageAndSensors.Forward: image holds 7 examples and sensors holds 6; both must hold the same.",
            () => network.Forward(Image, Sensors.SliceColumns(0, 6), ws));
        Says<ShapeMismatchException>(
            "ImageAndSensors.Predict: image holds 7 examples and sensors holds 6; both must hold the same.",
            () => network.Predict(Image, Sensors.SliceColumns(0, 6)));
        Says<ShapeMismatchException>(
            "ImageAndSensors.Forward: image holds 8 examples, this workspace was created for at most 7; create it with CreateWorkspace(8).",
            () => network.Forward(Drawn(36, 1, 8), Drawn(4, 1, 8), ws));
        Says<InvalidOperationException>(
            "ImageAndSensors.CostOfAngle: this workspace holds no forward pass yet; call Forward first.",
            () => network.CostOfAngle(YAngle, ws));
        network.Forward(Image, Sensors, ws);
        Says<ShapeMismatchException>(
            "ImageAndSensors.Cost: yAngle is (1 × 7); this network takes labels of 2 outputs (rows) × m examples (columns).",
            () => network.Cost(YDigit, YDigit, ws));
        Says<ShapeMismatchException>(
            "ImageAndSensors.CostOfAngle: the forward pass holds 7 examples and yAngle holds 6; both must hold the same.",
            () => network.CostOfAngle(YAngle.SliceColumns(0, 6), ws));
        Says<ArgumentException>(
            "ImageAndSensors.TrainStep: yDigit[0, 1] is 3; the label of an example is the number of its class, a whole number from 0 to 2.",
            () => network.TrainStep(Image, Sensors, Matrix<double>.FromExamples([0, 3, 1, 1, 1, 1, 1], 1, 7), YAngle, 0.1, ws));
        Says<ShapeMismatchException>(
            "ImageAndSensors.Predict: sensors holds 3 numbers; this network takes 4, one for each feature.",
            () => network.Predict(new double[36], new double[3], new double[3], new double[2]));
        Says<ShapeMismatchException>(
            "ImageAndSensors.Predict: angle holds 3 numbers; this network takes 2, one for each output.",
            () => network.Predict(new double[36], new double[4], new double[3], new double[3]));
        Says<ArgumentException>(
            "ImageAndSensors.Fit: ClassWeights weigh the classes of one output, and this network has 2; declare them, [Output(\"digit\", ClassWeights = …)], or give ExampleWeights.",
            () => network.Fit(Image, Sensors, YDigit, YAngle, new TrainingOptions { Epochs = 1, ClassWeights = [1, 2, 3] }));
        Says<ArgumentException>(
            "ImageAndSensors.Fit: y of digit[0, 1] is 3; the label of an example is the number of its class, a whole number from 0 to 2.",
            () => network.Fit(Image, Sensors, Matrix<double>.FromExamples([0, 3, 1, 1, 1, 1, 1], 1, 7), YAngle, new TrainingOptions { Epochs = 1 }));
    }

    [Fact]
    public void The_weight_of_a_single_output_is_in_its_cost_and_in_its_gradients()
    {
        var (weighed, plain) = (OneWeighed.Create(2), OnePlain.Create(2));
        Assert.True(weighed.CheckGradients(Drawn(4, 1), OneHot(3)).Passed);
        var (ws, wsPlain) = (weighed.CreateWorkspace(7), plain.CreateWorkspace(7));
        weighed.Forward(Drawn(4, 1), ws);
        plain.Forward(Drawn(4, 1), wsPlain);
        Assert.Equal(3 * plain.Cost(OneHot(3), wsPlain), weighed.Cost(OneHot(3), ws), 1e-13);
    }

    [Fact]
    public void A_single_declared_output_is_that_of_a_network_without_one()
    {
        var (declared, plain) = (OneDeclared.Create(2), OnePlain.Create(2));
        var (ws, wsPlain) = (declared.CreateWorkspace(7), plain.CreateWorkspace(7));
        Matrix<double> x = Drawn(4, 1), y = OneHot(3);
        Check.Close(plain.Forward(x, wsPlain), declared.Forward(x, ws), 0);
        Assert.Equal(plain.TrainStep(x, y, 0.1, wsPlain), declared.TrainStep(x, y, 0.1, ws), 0);
        Check.Close<double>(plain.Parameters.AsSpan(), declared.Parameters.AsSpan(), 0);
    }

    private sealed class Source(Matrix<double> x, Matrix<double> y) : IBatchSource<double>
    {
        public long Examples => x.Columns;

        public void Read(int epoch, long start, Matrix<double> batchX, Matrix<double> batchY, CancellationToken cancellationToken)
        {
            batchX.CopyFrom(x.SliceColumns((int)start, batchX.Columns));
            batchY.CopyFrom(y.SliceColumns((int)start, batchY.Columns));
        }
    }

    private static void Says<TException>(string sentence, Action action)
        where TException : Exception => Assert.Equal(sentence, Assert.Throws<TException>(action).Message);

    private static double Square(double number) => number * number;

    private static double[] Column(Matrix<double> matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(i => matrix[i, column])];

    private static Matrix<float> Single(Matrix<double> matrix)
    {
        var single = Matrix<float>.Zeros(matrix.Rows, matrix.Columns);
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                single[i, j] = (float)matrix[i, j];
            }
        }

        return single;
    }

    private static Matrix<double> Drawn(int rows, ulong seed, int examples = 7)
    {
        var random = new SeededRandom(seed);
        return Matrix<double>.FromExamples([.. Enumerable.Range(0, rows * examples).Select(_ => random.NextNormal())], rows, examples);
    }

    private static Matrix<double> Flags(int rows) => Matrix<double>.FromExamples([.. Enumerable.Range(0, rows * 7).Select(i => (double)(i * i % 3 % 2))], rows, 7);

    private static Matrix<double> Tokens(int rows, int vocabulary) =>
        Matrix<double>.FromExamples([.. Enumerable.Range(0, rows * 7).Select(i => (double)(i * 7 % vocabulary))], rows, 7);

    private static Matrix<double> OneHot(int classes)
    {
        var y = Matrix<double>.Zeros(classes, 7);
        for (int j = 0; j < 7; j++)
        {
            y[j * j % classes, j] = 1;
        }

        return y;
    }

}

[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(5, Activation = Activation.Tanh)]
[Dense(3)]
[Output("kind", Loss = Loss.CategoricalCrossEntropy)]
public sealed partial class OneDeclared;

[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(5, Activation = Activation.Tanh)]
[Dense(3)]
[Output("kind", Loss = Loss.CategoricalCrossEntropy, Weight = 3)]
public sealed partial class OneWeighed;

[Network(Precision = Precision.Double, Loss = Loss.CategoricalCrossEntropy)]
[Input(4)]
[Dense(5, Activation = Activation.Tanh)]
[Dense(3)]
public sealed partial class OnePlain;
