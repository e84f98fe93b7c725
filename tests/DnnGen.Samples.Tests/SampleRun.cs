using System.Reflection;

namespace DnnGen.Samples.Tests;

/// <summary>A sample run as its user runs it, within this process.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    /// <summary>The console belongs to the whole process: one sample runs at a time.</summary>
    private static readonly Lock ConsoleInUse = new();

    public static SampleRun OfCats(params string[] arguments) => Of(typeof(Cats.CatClassifier).Assembly, arguments);

    public static SampleRun OfFlower(params string[] arguments) => Of(typeof(Planar.FlowerClassifier).Assembly, arguments);

    public static SampleRun OfDigits(params string[] arguments) => Of(typeof(Digits.DigitNetwork).Assembly, arguments);

    public static SampleRun OfCharacters(params string[] arguments) => Of(typeof(Characters.CharacterTransformer).Assembly, arguments);

    public static SampleRun OfStreaming(params string[] arguments) => Of(typeof(Streaming.EffectLSTM).Assembly, arguments);

    private static SampleRun Of(Assembly sample, string[] arguments)
    {
        lock (ConsoleInUse)
        {
            var (output, error) = (Console.Out, Console.Error);
            using var writtenOutput = new StringWriter();
            using var writtenError = new StringWriter();
            Console.SetOut(writtenOutput);
            Console.SetError(writtenError);
            try
            {
                int exitCode = (int)sample.EntryPoint!.Invoke(null, [arguments])!;
                return new(exitCode, writtenOutput.ToString(), writtenError.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }
}
