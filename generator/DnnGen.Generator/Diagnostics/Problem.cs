using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Diagnostics;

/// <summary>Something wrong with a declaration: which rule, the words that fill its sentence, and where.</summary>
/// <remarks>It holds no location, so that the generator can compare it; the analyzer finds the place in the syntax.</remarks>
internal sealed record Problem(string Id, Place Place, EquatableArray<string> Arguments)
{
    public static Problem At(Place place, string id, params string[] arguments) => new(id, place, new(arguments));
}

/// <summary>What a <see cref="Problem"/> points at.</summary>
internal enum PlaceKind
{
    /// <summary>The name of the class.</summary>
    ClassName,

    /// <summary>The name of a containing type; the index counts from the innermost, 0.</summary>
    ContainingTypeName,

    /// <summary>The size of a layer: index 0 is the input.</summary>
    LayerSize,

    /// <summary>The activation of a layer, wherever it is said; the whole layer where it is not said.</summary>
    LayerActivation,

    /// <summary>A layer's attribute; index 0 is the first layer attribute.</summary>
    LayerAttribute,

    /// <summary>An argument of a layer, by its name or by the place of its parameter; the whole layer where it is not there.</summary>
    LayerArgument,

    /// <summary>The <c>[Network]</c> attribute.</summary>
    NetworkAttribute,

    /// <summary>A named argument of <c>[Network]</c>; the whole attribute where it is not there.</summary>
    NetworkArgument,

    /// <summary>A member that the user has written.</summary>
    Member,
}

/// <summary>A place in a declaration, in its own terms.</summary>
/// <param name="Kind">What is pointed at.</param>
/// <param name="Index">The index that the kind tells of: of a layer's place, that of the attribute on the class.</param>
/// <param name="Name">The name that the kind tells of.</param>
/// <param name="Inside">Where the attribute puts in a block: the index of the attribute in it, and in a block in that the next.</param>
internal sealed record Place(PlaceKind Kind, int Index = 0, string Name = "", EquatableArray<int> Inside = default)
{
    /// <summary>Whether the index is that of a layer.</summary>
    public bool IsOfLayer =>
        Kind is PlaceKind.LayerSize or PlaceKind.LayerActivation or PlaceKind.LayerAttribute or PlaceKind.LayerArgument;

    /// <summary>The same place of a block that the attribute with this index puts in.</summary>
    public Place InBlockOf(int attribute) => IsOfLayer ? this with { Index = attribute, Inside = Inside.Prepend(Index).ToEquatableArray() } : this;

    public static Place ClassName { get; } = new(PlaceKind.ClassName);

    public static Place NetworkAttribute { get; } = new(PlaceKind.NetworkAttribute);

    public static Place ContainingType(int index) => new(PlaceKind.ContainingTypeName, index);

    public static Place LayerSize(int layer) => new(PlaceKind.LayerSize, layer);

    public static Place LayerActivation(int layer) => new(PlaceKind.LayerActivation, layer);

    public static Place LayerAttribute(int index) => new(PlaceKind.LayerAttribute, index);

    public static Place LayerArgument(int layer, string name) => new(PlaceKind.LayerArgument, layer, name);

    public static Place NetworkArgument(string name) => new(PlaceKind.NetworkArgument, 0, name);

    public static Place Member(string name) => new(PlaceKind.Member, 0, name);
}
