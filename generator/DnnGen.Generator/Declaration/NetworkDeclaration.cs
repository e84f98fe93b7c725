using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Declaration;

/// <summary>
/// A network as the user has declared it, whichever of the two spellings was used.
/// </summary>
/// <remarks>
/// Contract of this record and of everything it holds: strings, numbers and enums alone, compared by value. No symbol,
/// syntax node, compilation or location is kept, so that typing elsewhere re-runs nothing behind this point.
/// </remarks>
/// <param name="Class">The class to write the network into.</param>
/// <param name="Spelling">The declaration as text, for the header of the generated files.</param>
/// <param name="Layers">The input, then every layer, in order.</param>
/// <param name="Hidden">The activation of hidden layers that name none themselves, where one was given.</param>
/// <param name="Output">The activation of the last layer if it names none itself, where one was given.</param>
/// <param name="Loss">The loss, where one was given.</param>
/// <param name="Precision">The number type.</param>
internal sealed record NetworkDeclaration(
    ClassIdentity Class,
    string Spelling,
    EquatableArray<LayerDeclaration> Layers,
    Activation? Hidden,
    Activation? Output,
    Loss? Loss,
    Precision Precision);

/// <summary>One entry of the list of layers.</summary>
internal abstract record LayerDeclaration;

/// <summary>The input: numbers in one example.</summary>
internal sealed record InputDeclaration(int Features) : LayerDeclaration;

/// <summary>A fully connected layer.</summary>
internal sealed record DenseDeclaration(int Units, Activation? Activation) : LayerDeclaration;

/// <summary>The class that the generated code continues.</summary>
/// <param name="Namespace">Its namespace, empty for none, every part escaped where it is a keyword.</param>
/// <param name="ContainingTypes">The types around it from the outermost, as their partial declarations are written: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Name">Its name as a reader sees it.</param>
/// <param name="FileName">Namespace, containing types and name, for the names of the generated files.</param>
/// <param name="DeclaresConstructor">Whether the user has written a constructor without parameters.</param>
/// <param name="QualifyNames">Whether short names such as <c>Matrix</c> mean something else where the class stands.</param>
internal sealed record ClassIdentity(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string FileName,
    bool DeclaresConstructor,
    bool QualifyNames)
{
    /// <summary>The name as it is written in code.</summary>
    public string Identifier => Identifiers.Escape(Name);
}
