using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>Which fields and properties of structs and records hold what was last put into them, and nothing else.</summary>
internal sealed class MemberRules(KnownTypes types)
{
    /// <summary>Whether a member gives back what it was given: a field, or a property without code of its own.</summary>
    public bool IsPlain(ISymbol member) => !member.IsStatic && member switch
    {
        IFieldSymbol field => field.RefKind == RefKind.None && field.AssociatedSymbol is null && !HasOwnLayout(field.ContainingType),
        IPropertySymbol { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false } property =>
            property.ContainingType is { IsAnonymousType: true } || IsOfStepByStep(property.ContainingType) || IsAuto(property),
        _ => false,
    };

    /// <summary>
    /// Whether a write to a member changes a value that is followed and nothing else: a struct, or an object that is
    /// being initialised and can never be written to again.
    /// </summary>
    public bool IsWrittenInPlace(IMemberReferenceOperation member) =>
        member is { Instance.Type: INamedTypeSymbol { IsTupleType: false } holder }
        && IsPlain(member.Member)
        && !types.IsMatrix(holder)
        && (holder.TypeKind == TypeKind.Struct
            || (holder.TypeKind == TypeKind.Class && member.Member is IPropertySymbol { SetMethod.IsInitOnly: true }));

    /// <summary>What is known of an object that was just created: a positional record has what it was given.</summary>
    public MembersValue? Created(IObjectCreationOperation creation, ShapeValue?[] values)
    {
        if (creation is not { Constructor: { } constructor, Type: INamedTypeSymbol type } || !IsPositional(constructor))
        {
            return null;
        }

        MembersValue? members = null;
        for (int i = 0; i < creation.Arguments.Length; i++)
        {
            if (creation.Arguments[i].Parameter is { RefKind: RefKind.None } parameter
                && type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property
                && IsPositional(property)
                && (type.TypeKind == TypeKind.Struct || property.SetMethod is null or { IsInitOnly: true }))
            {
                members = MembersValue.With(members, MembersValue.KeyOf(property), values[i]);
            }
        }

        return members;
    }

    /// <summary>What is known of a positional record that a method gives back: what its properties say.</summary>
    public static MembersValue? Returned(ITypeSymbol type, Func<IPropertySymbol, ShapeValue?> annotated)
    {
        MembersValue? members = null;
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>().Where(IsAuto))
        {
            members = MembersValue.With(members, MembersValue.KeyOf(property), annotated(property));
        }

        return members;
    }

    /// <summary>The values that a positional record is taken apart into, and the records inside it where the target asks for it.</summary>
    public ShapeValue? Deconstructed(ITypeSymbol? type, MembersValue members, IOperation target)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            return Deconstructed(type, members, declaration.Expression);
        }

        if (target is not ITupleOperation { Elements: var elements })
        {
            return members;
        }

        var methods = type?.GetMembers("Deconstruct").OfType<IMethodSymbol>().Where(method => method.Parameters.Length == elements.Length).ToList();
        return methods is [var method] && (method.IsImplicitlyDeclared || IsOfStepByStep(method.ContainingType))
            ? TupleValue.Of(method.Parameters.Select(parameter => Part(type!, members, parameter.Name, elements[parameter.Ordinal])))
            : null;
    }

    /// <summary>Whether a property has no code of its own.</summary>
    public static bool IsAuto(IPropertySymbol property) => property.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax() switch
    {
        ParameterSyntax => true,
        PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } list } =>
            list.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
        _ => false,
    };

    private ShapeValue? Part(ITypeSymbol type, MembersValue members, string name, IOperation target) =>
        type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is not { } property ? null
        : members.Get(MembersValue.KeyOf(property)) is MembersValue inner ? Deconstructed(property.Type, inner, target)
        : members.Get(MembersValue.KeyOf(property));

    /// <summary>Whether a method is the copy that <c>with</c> begins with, and nobody has written another.</summary>
    public bool IsPlainClone(IMethodSymbol method) =>
        method is { Name: "<Clone>$", ContainingType: { IsRecord: true } type }
        && type.BaseType?.SpecialType == SpecialType.System_Object
        && (IsOfStepByStep(type) || type.InstanceConstructors.All(constructor =>
            constructor.IsImplicitlyDeclared || constructor.Parameters is not [var only] || !SymbolEqualityComparer.Default.Equals(only.Type, type)));

    private bool IsPositional(IMethodSymbol constructor) =>
        IsOfStepByStep(constructor.ContainingType)
        || (constructor.ContainingType.IsRecord
            && constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax));

    private bool IsPositional(IPropertySymbol property) =>
        IsOfStepByStep(property.ContainingType)
        || property.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax() is ParameterSyntax;

    /// <summary>The records of <c>Functional</c>, which come compiled and are known here.</summary>
    private bool IsOfStepByStep(INamedTypeSymbol? type) =>
        type is { Name: "LayerParameters" or "LayerGradients" or "LinearCache" or "LayerCache" }
        && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Matrix.ContainingAssembly);

    /// <summary>Whether fields may lie on top of each other.</summary>
    private static bool HasOwnLayout(INamedTypeSymbol type) => type.TypeKind == TypeKind.Struct && type.GetAttributes().Any(attribute =>
        attribute.AttributeClass is { Name: "StructLayoutAttribute" or "InlineArrayAttribute" });
}
