using Microsoft.CodeAnalysis.CSharp;

namespace DnnGen.Generator.Declaration;

/// <summary>What the parameters and members are called that are there for one of several inputs or outputs.</summary>
internal static class MemberNames
{
    private static readonly string[] Parameters = ["x", "y", "ws", "learningRate", "options", "gradients", "output", "cost", "member"];

    // What a prediction calls its memory; a1, a2, … are the outputs of its layers.
    private static readonly string[] Locals = ["θ", "frozen", "statistics", "rented", "scratch", "example", "al"];

    private static readonly string[] Members =
    [
        "Input", "Output", "Label", "Frame", "FrameOutput", "Outputs",
        "Equals", "GetHashCode", "GetType", "ToString", "Deconstruct", "PrintMembers", "Clone", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    /// <summary>image, digit_class, @class: the parameter for an input.</summary>
    public static string Parameter(string name) => Identifiers.Escape(char.ToLowerInvariant(name[0]) + name.Substring(1));

    /// <summary>The same as a person reads it.</summary>
    public static string Word(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>yDigit: the parameter for the labels of an output.</summary>
    public static string Labels(string name) => "y" + Member(name);

    /// <summary>Digit: what members are called after.</summary>
    public static string Member(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>Why an input or output cannot be called so; null where it can.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isInput">Whether it is that of an input.</param>
    /// <param name="taken">What members are called after so far, and after which name.</param>
    public static string? WhyNot(string name, bool isInput, Dictionary<string, string> taken)
    {
        if (!SyntaxFacts.IsValidIdentifier(name) || !char.IsLetter(name[0]))
        {
            return "is no name for a member, which are called after it: begin with a letter, and take letters, digits and underscores";
        }

        string word = Word(name);
        if (Members.Contains(Member(name)) || Locals.Contains(word) || (isInput && Parameters.Contains(word)) || (word[0] == 'a' && word.Length > 1 && word.Skip(1).All(char.IsDigit)))
        {
            return "would stand in the way of members that every network has: take another name";
        }

        string member = Member(name);
        string[] own = isInput ? [member, $"{member}Size"] : [member, $"{member}Size", $"{member}LabelSize", $"{member}ClassWeights", $"CostOf{member}"];
        if (own.FirstOrDefault(taken.ContainsKey) is { } same)
        {
            return $"would name the same members as {LayerSpelling.Quoted(taken[same])}: take another name";
        }

        if (taken.Values.Any(one => Labels(one) == word || Labels(name) == Word(one)))
        {
            return "would be the name of the labels of another: take another name";
        }

        foreach (string one in own)
        {
            taken.Add(one, name);
        }

        return null;
    }
}
