namespace DnnGen.Samples.Characters;

/// <summary>What the command line asks for.</summary>
/// <param name="DataPath">The text; null for fables.</param>
/// <param name="Steps">The steps of the training.</param>
/// <param name="LearningRate">The largest learning rate.</param>
/// <param name="Sample">The characters to write at the end.</param>
/// <param name="Temperature">How freely they are drawn.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="ReportFolder">Where the report goes; null for none.</param>
internal sealed record Settings(string? DataPath, int Steps, double LearningRate, int Sample, double Temperature, uint Seed, string? ReportFolder);
