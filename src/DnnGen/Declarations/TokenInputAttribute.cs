namespace DnnGen;

/// <summary>
/// Tokens as input: characters, words or anything else that is numbered. Each column of X holds the numbers of <see cref="Time"/> tokens,
/// each a whole number from 0 to <see cref="Vocabulary"/> − 1; <c>[Embedding]</c> makes a sequence of them.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class TokenInputAttribute : Attribute
{
    /// <summary>The tokens of one example: the rows of X.</summary>
    public int Time { get; set; }

    /// <summary>How many different tokens there are.</summary>
    public int Vocabulary { get; set; }

    /// <summary>
    /// A name for what comes in, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.
    /// Where there are several inputs, it is also the parameter of the generated methods.
    /// </summary>
    public string? Name { get; set; }
}
