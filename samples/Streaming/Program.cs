using System.CommandLine;
using System.Globalization;

using DnnGen;
using DnnGen.Samples;
using DnnGen.Samples.Streaming;

var model = CheckedOption.OneOf("--model", "The network: an LSTM or a stack of causal convolutions.", "lstm", "convolution");
var seconds = CheckedOption.Create(
    "--seconds", "Seconds of sound to learn from, at 48 kHz.", "a number from 0.1 to 600 (with a point)", 8, static (string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is >= 0.1 and <= 600);
var steps = CheckedOption.Create(
    "--steps", "Steps of the training, of 32 stretches of 256 samples each.", "a whole number from 1 to 10000000", 4000, static (string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 10_000_000);
var learningRate = CheckedOption.LearningRate(0.005);
var seed = CheckedOption.Seed(1);
var report = CheckedOption.Report();

var command = new RootCommand("Trains a network, written by the DnnGen source generator, to imitate an effect on a sound, and lets a new sound go through it sample by sample.")
{
    model, seconds, steps, learningRate, seed, report,
};
command.SetAction(parsed =>
{
    var settings = new Settings(
        parsed.GetValue(seconds), parsed.GetValue(steps), parsed.GetValue(learningRate), parsed.GetValue(seed), parsed.GetValue(report));
    try
    {
        return parsed.GetValue(model) == "lstm"
            ? new Session<EffectLSTM>(settings, network => network.CreateState().Step).Run()
            : new Session<EffectConvolution>(settings, network => network.CreateState().Step).Run();
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TrainingDivergedException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
});
return CheckedOption.Run(command, args);
