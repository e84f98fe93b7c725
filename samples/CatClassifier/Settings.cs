namespace DnnGen.Samples.Cats;

internal enum Model
{
    Deep,
    TwoLayer,
}

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(
    string? DataFolder,
    Model Model,
    int Iterations,
    double LearningRate,
    uint Seed,
    string? SavePath,
    string? ModelPath,
    string? PredictPath,
    string? ReportFolder);
