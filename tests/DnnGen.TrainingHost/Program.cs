using DnnGen.TrainingHost;

// Trains to the end and says after how many steps, or is killed on the way: <checkpoint>.
Console.WriteLine($"begins {(File.Exists(args[0]) ? "again" : "anew")}");
var history = HostTraining.Run(HostTraining.Options with { CheckpointPath = args[0], CheckpointEverySteps = 1, Resume = true }, args[0] + ".result");
foreach (string warning in history.Warnings)
{
    Console.WriteLine(warning);
}

Console.WriteLine($"done {history.Steps}");
