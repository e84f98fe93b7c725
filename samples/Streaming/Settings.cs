namespace DnnGen.Samples.Streaming;

/// <summary>What the command line asks for.</summary>
/// <param name="Seconds">The sound to learn from.</param>
/// <param name="Steps">The steps of the training.</param>
/// <param name="LearningRate">The largest learning rate.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="ReportFolder">Where the report goes; null for none.</param>
internal sealed record Settings(double Seconds, int Steps, double LearningRate, uint Seed, string? ReportFolder);
