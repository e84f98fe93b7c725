using System.CommandLine;
using System.Globalization;

using DnnGen;
using DnnGen.Samples;
using DnnGen.Samples.Characters;

var model = CheckedOption.OneOf("--model", "The network: a causal transformer or an LSTM.", "transformer", "lstm");
var data = CheckedOption.Path("--data", "FILE", "A text file to learn from, instead of the fables that the sample writes itself.");
var steps = CheckedOption.Create(
    "--steps", "Steps of the training, of 16 stretches of 64 characters each.", "a whole number from 1 to 10000000", 1500, static (string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 10_000_000);
var learningRate = CheckedOption.LearningRate(0.001);
var sample = CheckedOption.Create(
    "--sample", "Characters that are written at the end.", "a whole number from 0 to 1000000", 500, static (string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1_000_000);
var temperature = CheckedOption.Create(
    "--temperature", "How freely the characters are drawn: below 1 the likely ones more often, above 1 less.", "a number from 0.05 to 10 (with a point)", 0.7, static (string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is >= 0.05 and <= 10);
var seed = CheckedOption.Seed(1);
var report = CheckedOption.Report();

var command = new RootCommand("Trains a network, written by the DnnGen source generator, to say which character of a text comes next, and writes a text with it.")
{
    model, data, steps, learningRate, sample, temperature, seed, report,
};
command.SetAction(parsed =>
{
    var settings = new Settings(
        parsed.GetValue(data), parsed.GetValue(steps), parsed.GetValue(learningRate), parsed.GetValue(sample), parsed.GetValue(temperature), parsed.GetValue(seed), parsed.GetValue(report));
    try
    {
        return parsed.GetValue(model) == "lstm" ? new Session<CharacterLSTM>(settings).Run() : new Session<CharacterTransformer>(settings).Run();
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TrainingDivergedException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
});
return CheckedOption.Run(command, args);
