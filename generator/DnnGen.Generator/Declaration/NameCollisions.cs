using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Declaration;

/// <summary>
/// Whether a short name of the generated code, such as <c>Matrix</c>, means something else at the place of a class: a
/// member, a neighbouring type, or a type that a global using directive brings in.
/// </summary>
internal static class NameCollisions
{
    public static bool Any(INamedTypeSymbol type, SemanticModel model, int position)
    {
        foreach (var (name, arity, space) in RuntimeTypes.All)
        {
            for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
            {
                for (INamedTypeSymbol? inherited = level; inherited is not null && inherited.SpecialType != SpecialType.System_Object; inherited = inherited.BaseType)
                {
                    if (inherited.GetMembers(name).Any(member => member is not INamedTypeSymbol nested || nested.Arity == arity))
                    {
                        return true;
                    }
                }

                if (level.TypeParameters.Any(parameter => parameter.Name == name) || (level.Name == name && level.Arity == arity))
                {
                    return true;
                }
            }

            if (model.LookupNamespacesAndTypes(position, name: name).Any(found => IsAnother(found, arity, space)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAnother(ISymbol found, int arity, string space) => found switch
    {
        INamedTypeSymbol type => type.Arity == arity && type.ContainingNamespace?.ToDisplayString() != space,
        _ => arity == 0,
    };
}
