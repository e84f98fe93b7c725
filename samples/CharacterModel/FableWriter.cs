using System.Globalization;
using System.Text;

namespace DnnGen.Samples.Characters;

/// <summary>Writes small fables by a grammar: the text that the sample learns when it is given none.</summary>
internal sealed class FableWriter(SeededRandom random)
{
    private static readonly string[] Animals = ["fox", "hare", "owl", "heron", "badger", "mole", "otter", "raven", "hedgehog", "old wolf"];
    private static readonly string[] Places = ["by the river", "under the oak", "behind the mill", "on the hill", "at the edge of the wood", "in the long grass"];
    private static readonly string[] Things = ["a pear", "three nuts", "a silver button", "some honey", "a piece of cheese", "a warm coat", "an empty basket"];
    private static readonly string[] Times = ["One morning", "Late in the autumn", "When the snow had gone", "Every evening", "On the longest day"];
    private static readonly string[] Feelings = ["hungry", "proud", "tired", "curious", "lonely", "afraid of the dark"];
    private static readonly string[] Answers = ["\"Not today\"", "\"Ask me again tomorrow\"", "\"What will you give me for it?\"", "\"Take half and be content\"", "\"I have seen better ones\""];
    private static readonly string[] Morals =
    [
        "Who shares a little is never alone.", "A closed hand catches no rain.", "The quick one is seldom the first to arrive.",
        "What is borrowed must walk home again.", "He who counts his nuts twice eats them cold.",
    ];

    /// <summary>Fables of at least so many characters.</summary>
    public string Write(int characters)
    {
        var text = new StringBuilder();
        while (text.Length < characters)
        {
            WriteFable(text);
        }

        return text.ToString();
    }

    private void WriteFable(StringBuilder text)
    {
        string first = Draw(Animals), second;
        do
        {
            second = Draw(Animals);
        }
        while (second == first);

        string thing = Draw(Things), place = Draw(Places), it = thing.StartsWith("three", StringComparison.Ordinal) ? "them" : "it";
        text.Append(CultureInfo.InvariantCulture, $"The {first} and the {second}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Draw(Times)} the {first} found {thing} {place}. ");
        text.Append(CultureInfo.InvariantCulture, $"The {second} was {Draw(Feelings)} and asked for {it}. ");
        text.Append(CultureInfo.InvariantCulture, $"{Draw(Answers)}, said the {first}, and went home. ");
        if (random.NextUniform() < 0.5)
        {
            text.Append(CultureInfo.InvariantCulture, $"Soon the {first} was {Draw(Feelings)} too, and nobody came. ");
        }

        text.Append(CultureInfo.InvariantCulture, $"So the {second} waited {Draw(Places)} until {Time()}, and the {first} came back {(random.NextUniform() < 0.5 ? "with" : "without")} {thing}.\n");
        text.Append(CultureInfo.InvariantCulture, $"{Draw(Morals)}\n\n");
    }

    private string Time() => random.NextUniform() < 0.5 ? "the moon rose" : $"it was {Draw(["noon", "dark", "spring", "too late"])}";

    private string Draw(string[] words) => words[(int)(random.NextUniform() * words.Length)];
}
