using System.CommandLine;

using DnnGen;
using DnnGen.Samples;
using DnnGen.Samples.Planar;

var iterations = CheckedOption.Iterations(10_000);
var learningRate = CheckedOption.LearningRate(1.2);
var seed = CheckedOption.Seed(2);

var command = new RootCommand("Trains a 2-4-1 network, written by the DnnGen source generator, to tell the petals of a flower apart.") { iterations, learningRate, seed };
command.SetAction(parsed =>
{
    var terminal = new Terminal();
    var data = FlowerData.Draw(new NumPyRandom(1));
    var network = FlowerClassifier.Create(Initializer.Normal(0.01), new NumPyRandom(parsed.GetValue(seed)));
    terminal.Block(FlowerClassifier.Summary);

    TrainingHistory history;
    using (var interrupt = new Interrupt())
    {
        try
        {
            history = network.Fit(data.X, data.Y, new TrainingOptions
            {
                Epochs = parsed.GetValue(iterations),
                LearningRate = parsed.GetValue(learningRate),
                CancellationToken = interrupt.Token,
                OnEpoch = progress =>
                {
                    if (progress.Epoch % 1000 == 0)
                    {
                        terminal.Line($"Cost at step {progress.Epoch}: {progress.Cost:F6}");
                    }
                },
            });
        }
        catch (TrainingDivergedException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    var probabilities = network.Predict(data.X);
    int right = Enumerable.Range(0, data.X.Columns).Count(point => probabilities[0, point] > 0.5 == (data.Y[0, point] == 1));
    terminal.Block(terminal.HasColour ? DecisionMap.InColour(network, data) : DecisionMap.InCharacters(network, data));
    terminal.Line($"{(history.WasCancelled ? "Stopped" : "Trained")}: {history.Steps} steps in {history.Elapsed.TotalSeconds:F2} s; accuracy {(double)right / data.X.Columns:F4} ({right} of {data.X.Columns} points).");
    return history.WasCancelled ? Interrupt.ExitCode : 0;
});
return CheckedOption.Run(command, args);
