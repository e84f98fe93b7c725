using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DnnGen.Samples;

/// <summary>Options whose values are checked as they are read, each with one sentence for what does not fit.</summary>
internal static class CheckedOption
{
    /// <summary>An option with a default.</summary>
    /// <param name="name">The name, with its dashes.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="expected">What a value must be, for the message.</param>
    /// <param name="standard">The value when the option is not given.</param>
    /// <param name="tryParse">Reads the text.</param>
    public static Option<TValue> Create<TValue>(string name, string description, string expected, TValue standard, TryParse<TValue> tryParse) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = argument =>
            {
                string text = argument.Tokens.Count == 0 ? "" : argument.Tokens[0].Value;
                if (!tryParse(text, out var value))
                {
                    argument.AddError($"{name}: '{text}' is not {expected}.");
                    return standard;
                }

                return value;
            },
        };

    /// <summary>An option that takes one of a few words, the first when it is not given.</summary>
    public static Option<string> OneOf(string name, string description, params string[] words)
    {
        var option = Create(name, description, string.Join(" or ", words.Select(word => $"'{word}'")), words[0], (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return words.Contains(text);
        });
        option.HelpName = string.Join('|', words);
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>An option that takes a path, and is null when it is not given.</summary>
    public static Option<string?> Path(string name, string kind, string description)
    {
        var option = new Option<string?>(name) { HelpName = kind, Description = description };
        option.Validators.Add(result =>
        {
            foreach (string path in result.Tokens.Select(token => token.Value))
            {
                if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
                {
                    result.AddError($"{name}: '{path}' is not a path.");
                }
            }
        });
        return option;
    }

    /// <summary>Where the report of the training is written.</summary>
    public static Option<string?> Report() => Path("--report", "DIR", "Write report.html, which shows the training and the network on one page, and its pictures into this folder.");

    /// <summary>How often all examples are gone through.</summary>
    public static Option<int> Iterations(int standard) => Create(
        "--iterations",
        "Steps of gradient descent, each over all examples.",
        "a whole number from 1 to 10000000",
        standard,
        static (string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 10_000_000);

    /// <summary>The learning rate α, which must be one in either number type.</summary>
    public static Option<double> LearningRate(double standard) => Create(
        "--learning-rate",
        "The learning rate α in W := W − α·dW.",
        "a positive number such as 0.0075 (with a point)",
        standard,
        static (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && (float)value > 0 && float.IsFinite((float)value));

    /// <summary>The seed of NumPy's legacy generator, which has 32 bits.</summary>
    public static Option<uint> Seed(uint standard) => Create(
        "--seed",
        "The seed of the random numbers, as in np.random.seed.",
        "a whole number from 0 to 4294967295",
        standard,
        static (string text, out uint value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

    /// <summary>Parses, and runs the command; usage errors end with 2.</summary>
    public static int Run(RootCommand command, string[] arguments)
    {
        var parsed = command.Parse(arguments);
        if (parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message.ReplaceLineEndings(" "));
            }

            Console.Error.WriteLine("Run with --help for all options.");
            return 2;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Reads a value from the text of an option.</summary>
    public delegate bool TryParse<TValue>(string text, [MaybeNullWhen(false)] out TValue value);
}
