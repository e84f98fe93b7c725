using System.Collections.Immutable;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.Analyzers;

/// <summary>Finds the token in the user's source that a <see cref="Place"/> means: the very literal, name or argument.</summary>
internal static class PlaceLocator
{
    public static Location Find(INamedTypeSymbol type, Place place, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        var network = attributes.FirstOrDefault(KnownAttributes.IsNetwork);
        var layers = LayersOf(type);
        var found = place.Kind switch
        {
            _ when place.Inside.Count > 0 => Syntax(At(layers, place.Index), cancellation)?.GetLocation(),
            PlaceKind.ContainingTypeName => NameOf(Outer(type, place.Index), cancellation),
            PlaceKind.NetworkAttribute => Syntax(network, cancellation)?.GetLocation(),
            PlaceKind.NetworkArgument => Argument(network, place.Name, cancellation) ?? Syntax(network, cancellation)?.GetLocation(),
            PlaceKind.LayerAttribute => Syntax(At(layers, place.Index), cancellation)?.GetLocation(),
            PlaceKind.LayerArgument => LayerArgument(At(layers, place.Index), place.Name, cancellation),
            PlaceKind.LayerSize => Size(network, layers, place.Index, cancellation),
            PlaceKind.LayerActivation => LayerActivation(network, layers, place.Index, cancellation),
            PlaceKind.Member => Member(type, place.Name),
            _ => null,
        };
        return found ?? NameOf(type, cancellation) ?? Location.None;
    }

    /// <summary>Where the place stands inside the block that is put in there, from the outermost block inwards, as far as their source is at hand.</summary>
    public static IEnumerable<Location> FindInside(INamedTypeSymbol type, Place place, CancellationToken cancellation)
    {
        var layer = place.Inside.Count > 0 ? At(LayersOf(type), place.Index) : null;
        for (int depth = 0; layer?.AttributeClass is { TypeArguments: [INamedTypeSymbol block] } && depth < place.Inside.Count; depth++)
        {
            int index = place.Inside[depth];
            layer = At(LayersOf(block), index);
            var found = depth == place.Inside.Count - 1
                ? Find(block, place with { Index = index, Inside = default }, cancellation)
                : Syntax(layer, cancellation)?.GetLocation();
            if (found is { IsInSource: true })
            {
                yield return found;
            }
        }
    }

    private static ImmutableArray<AttributeData> LayersOf(INamedTypeSymbol type) =>
        type.GetAttributes().Where(KnownAttributes.IsLayer).ToImmutableArray();

    private static INamedTypeSymbol Outer(INamedTypeSymbol type, int index)
    {
        var outer = type.ContainingType;
        for (; index > 0; index--)
        {
            outer = outer.ContainingType;
        }

        return outer;
    }

    /// <summary>The name in the user's declaration; of several, in the first that is not yet partial, where the mend belongs.</summary>
    private static Location? NameOf(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Where(reference => !GeneratedMembers.IsGenerated(reference.SyntaxTree))
        .Select(reference => reference.GetSyntax(cancellation))
        .OfType<BaseTypeDeclarationSyntax>()
        .OrderBy(declaration => declaration.Modifiers.Any(modifier => modifier.ValueText == "partial") ? 1 : 0)
        .FirstOrDefault()?.Identifier.GetLocation();

    private static Location? Member(INamedTypeSymbol type, string name) => type.GetMembers(name)
        .FirstOrDefault(GeneratedMembers.IsWrittenByUser)?.Locations.FirstOrDefault();

    private static Location? Size(AttributeData? network, ImmutableArray<AttributeData> layers, int layer, CancellationToken cancellation)
    {
        if (layers.Length > 0)
        {
            var attribute = Syntax(At(layers, layer), cancellation);
            return attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression.GetLocation()
                ?? attribute?.GetLocation();
        }

        var syntax = Syntax(network, cancellation);
        var arguments = syntax?.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression).ToList() ?? [];
        IReadOnlyList<SyntaxNode> sizes = arguments is [var only] ? Elements(only) : arguments;
        return layer < sizes.Count ? sizes[layer].GetLocation() : syntax?.GetLocation();
    }

    /// <summary>An argument that is named <c>Stride = 2</c>, or that of the parameter at a place, <c>kernel: 3</c> or <c>3</c>.</summary>
    private static Location? LayerArgument(AttributeData? layer, string name, CancellationToken cancellation)
    {
        if (Argument(layer, name, cancellation) is { } named)
        {
            return named;
        }

        var syntax = Syntax(layer, cancellation);
        if (int.TryParse(name, out int place) && layer?.AttributeConstructor is { } constructor)
        {
            var arguments = syntax?.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).ToList() ?? [];
            string? parameter = place < constructor.Parameters.Length ? constructor.Parameters[place].Name : null;
            var found = arguments.FirstOrDefault(argument => parameter is not null && argument.NameColon?.Name.Identifier.ValueText == parameter)
                ?? (place < arguments.Count && arguments[place].NameColon is null ? arguments[place] : null);
            return found?.Expression.GetLocation() ?? syntax?.GetLocation();
        }

        return syntax?.GetLocation();
    }

    /// <summary>The sizes inside an array that is written out, or the one size itself.</summary>
    private static IReadOnlyList<SyntaxNode> Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements,
        _ => [expression],
    };

    private static Location? LayerActivation(AttributeData? network, ImmutableArray<AttributeData> layers, int layer, CancellationToken cancellation)
    {
        if (layers.Length > 0 && At(layers, layer) is { } attribute)
        {
            if (KnownAttributes.LayerKind(attribute) == "Activation")
            {
                return LayerArgument(attribute, "0", cancellation);
            }

            if (Argument(attribute, "Activation", cancellation) is { } own)
            {
                return own;
            }

            return Argument(network, MakesOutput(layers, layer) ? "Output" : "Hidden", cancellation) ?? Syntax(attribute, cancellation)?.GetLocation();
        }

        int sizes = network?.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } array] ? array.Values.Length : 0;
        return Argument(network, layer == sizes - 1 ? "Output" : "Hidden", cancellation) ?? Syntax(network, cancellation)?.GetLocation();
    }

    /// <summary>Whether a layer is the last, or stands before an <c>[Output]</c> or is named by one.</summary>
    private static bool MakesOutput(ImmutableArray<AttributeData> layers, int layer)
    {
        var name = layers[layer].NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value;
        return layer == layers.Length - 1
            || KnownAttributes.IsOutput(layers[layer + 1])
            || layers.Skip(layer + 1).Any(other => KnownAttributes.IsOutput(other) && other.ConstructorArguments is [{ Value: string output }] && output == name.Value as string);
    }

    private static Location? Argument(AttributeData? attribute, string name, CancellationToken cancellation) =>
        Syntax(attribute, cancellation)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression.GetLocation();

    private static AttributeData? At(ImmutableArray<AttributeData> layers, int index) => index < layers.Length ? layers[index] : null;

    private static AttributeSyntax? Syntax(AttributeData? attribute, CancellationToken cancellation) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
}
