using System.CommandLine;

using DnnGen;
using DnnGen.Samples;
using DnnGen.Samples.Cats;

var data = CheckedOption.Path("--data", "DIR", "A folder with train_catvnoncat.h5 and test_catvnoncat.h5 to use instead of the drawn pictures.");
var model = CheckedOption.OneOf("--model", "The network: 12288-20-7-5-1 (deep) or 12288-7-1 (two-layer).", "deep", "two-layer");
var precision = CheckedOption.OneOf("--precision", "The number type; with --data, double gives the method's numbers digit by digit.", "float", "double");
var iterations = CheckedOption.Iterations(2500);
var learningRate = CheckedOption.LearningRate(0.0075);
var seed = CheckedOption.Seed(1);
var save = CheckedOption.Path("--save", "FILE", "Write the trained parameters here, as safetensors; while training, those of the lowest cost so far.");
var modelFile = CheckedOption.Path("--model-file", "FILE", "Use the parameters that --save wrote, with the same --model and --precision, instead of training.");
var predict = CheckedOption.Path("--predict", "FILE", "Then classify a picture (JPEG, PNG, WebP …), or the test set of an HDF5 file (.h5).");
var report = CheckedOption.Report();

var command = new RootCommand("Trains a neural network, written by the DnnGen source generator, to tell pictures of cats from others.")
{
    data, model, precision, iterations, learningRate, seed, save, modelFile, predict, report,
};
command.Validators.Add(result =>
{
    if (result.GetResult(modelFile) is not null && result.GetResult(save) is not null)
    {
        result.AddError("--model-file is used instead of training, so there is nothing for --save to write; give one of the two.");
    }
});
command.SetAction(parsed =>
{
    var settings = new Settings(
        parsed.GetValue(data),
        parsed.GetValue(model) == "deep" ? Model.Deep : Model.TwoLayer,
        parsed.GetValue(iterations),
        parsed.GetValue(learningRate),
        parsed.GetValue(seed),
        parsed.GetValue(save),
        parsed.GetValue(modelFile),
        parsed.GetValue(predict),
        parsed.GetValue(report));
    try
    {
        return (settings.Model, parsed.GetValue(precision)) switch
        {
            (Model.Deep, "float") => new Session<CatClassifier, float>(settings).Run(),
            (Model.Deep, _) => new Session<CatClassifierDouble, double>(settings).Run(),
            (_, "float") => new Session<TwoLayerCatClassifier, float>(settings).Run(),
            _ => new Session<TwoLayerCatClassifierDouble, double>(settings).Run(),
        };
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ModelFileException or TrainingDivergedException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
});
return CheckedOption.Run(command, args);
