using System.Globalization;

using Customer;

using DnnGen;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    // Trains, predicts, saves and loads.
    case ["train", var file]:
        var x = Matrix<double>.FromRows(new double[,] { { 0, 0, 1, 1 }, { 0, 1, 0, 1 } });
        var y = Matrix<double>.FromRows(new double[,] { { 0, 1, 1, 0 } });
        var xor = Xor.Create(seed: 1);
        var history = xor.Fit(x, y, new TrainingOptions { Epochs = 5000, LearningRate = 0.5 });
        Console.WriteLine($"cost {history.Costs[0]:F6} {history.Costs[^1]:F6}");

        xor.Save(file);
        var loaded = Xor.Load(file);
        for (int i = 0; i < x.Columns; i++)
        {
            double output = loaded.Predict([x[0, i], x[1, i]]);
            Console.WriteLine($"output {output:F6} {(output == xor.Predict([x[0, i], x[1, i]]) ? "as before" : "CHANGED")}");
        }

        // Every optimizer, each a method that is generic over the number type and chosen at run time.
        foreach (var optimizer in (Optimizer[])[
            Optimizer.GradientDescent(weightDecay: 0.1), Optimizer.Momentum(), Optimizer.Nesterov(), Optimizer.Adam(), Optimizer.AdamW(), Optimizer.AMSGrad(), Optimizer.NAdam(),
            Optimizer.RAdam(), Optimizer.Adamax(), Optimizer.RMSProp(), Optimizer.Adagrad(), Optimizer.Adadelta(), Optimizer.Lion()])
        {
            var stepped = Xor.Create(seed: 1).Fit(x, y, new TrainingOptions { Epochs = 20, Optimizer = optimizer, Schedule = Schedule.Cosine(minimum: 1e-5), ClipNorm = 1 });
            Console.WriteLine($"{optimizer} {stepped.Costs[^1]:F6}");
        }

        Console.WriteLine($"gradients {(xor.CheckGradients(x, y).Passed ? "agree" : "DISAGREE")}");
        Console.WriteLine(Xor.Summary);
        return 0;

    // Writes the parameters of the larger network.
    case ["create", var file]:
        Digits.Create(seed: 1).Save(file);
        return 0;

    // What an application does first: it reads the parameters and predicts.
    case ["predict", var file]:
        Span<float> example = stackalloc float[Digits.InputSize];
        Span<float> probabilities = stackalloc float[Digits.OutputSize];
        example.Fill(0.5f);
        Digits.Load(file).Predict(example, probabilities);
        Console.WriteLine($"probabilities {string.Join(' ', probabilities.ToArray().Select(p => p.ToString("F6", CultureInfo.InvariantCulture)))}");
        return 0;

    // The time of one full training step, in microseconds, of the larger network on 32 examples.
    case ["step"]:
        var network = Digits.Create(seed: 1);
        var random = new SeededRandom(1);
        var pictures = Matrix<float>.Zeros(Digits.InputSize, 32);
        var labels = Matrix<float>.Zeros(Digits.OutputSize, 32);
        for (int i = 0; i < 32; i++)
        {
            labels[i % 10, i] = 1;
            for (int k = 0; k < Digits.InputSize; k++)
            {
                pictures[k, i] = (float)random.NextNormal();
            }
        }

        var workspace = network.CreateWorkspace(32);
        var clock = new System.Diagnostics.Stopwatch();
        for (int step = 0; step < 2000; step++)
        {
            if (step == 1000)
            {
                clock.Start();
            }

            network.TrainStep(pictures, labels, 0.01f, workspace);
        }

        Console.WriteLine($"step {clock.Elapsed.TotalMicroseconds / 1000:F1}");
        return 0;

    default:
        return 2;
}
