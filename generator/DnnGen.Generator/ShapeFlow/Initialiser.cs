using DnnGen.Generator.Declaration;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>The initialiser of a field or property, where it says for good what the member holds whenever it is read.</summary>
internal static class Initialiser
{
    /// <summary>The initialiser, unless something else may write to the member, or may read it before.</summary>
    public static IOperation? Of(ISymbol member, SemanticModel model, KnownTypes types, CancellationToken cancellation)
    {
        bool constant = member switch
        {
            IFieldSymbol field => field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is null && !property.IsIndexer && !property.IsVirtual && !property.IsOverride && !property.IsAbstract,
            _ => false,
        };
        if (!constant
            || (!member.IsStatic && member.ContainingType?.TypeKind == TypeKind.Struct)
            || member.DeclaringSyntaxReferences is not [var declaration]
            || declaration.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var syntax = declaration.GetSyntax(cancellation);
        return ValueIn(syntax) is { } value
            && !IsWrittenByConstructor(member, cancellation)
            && (IsBody(member, cancellation) || !member.IsStatic || !MayBeReadBefore(member, syntax, model, types, cancellation))
                ? model.GetOperation(value, cancellation)
                : null;
    }

    /// <summary>Whether a property runs its expression every time that it is read.</summary>
    public static bool IsBody(ISymbol member, CancellationToken cancellation) =>
        member is IPropertySymbol { DeclaringSyntaxReferences: [var declaration] }
        && declaration.GetSyntax(cancellation) is PropertyDeclarationSyntax { ExpressionBody: not null };

    /// <summary>Whether one static member certainly has its value when another is initialised.</summary>
    public static bool RunsBefore(ISymbol member, ISymbol initialised, CancellationToken cancellation) =>
        member is { IsStatic: true, DeclaringSyntaxReferences: [var first] }
        && initialised.DeclaringSyntaxReferences is [var second]
        && first.SyntaxTree == second.SyntaxTree
        && first.Span.Start < second.Span.Start
        && !IsBody(member, cancellation)
        && first.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() == second.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static ExpressionSyntax? ValueIn(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
        _ => null,
    };

    private static bool IsWrittenByConstructor(ISymbol member, CancellationToken cancellation)
    {
        foreach (var constructor in member.ContainingType.Constructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                // Any mention of the name is enough to stop trusting the initialiser.
                if (reference.GetSyntax(cancellation).DescendantTokens().Any(token => token.ValueText == member.Name)
                    && reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax)
                {
                    return true;
                }
            }
        }

        // An init accessor runs as if it were part of the constructor.
        return member.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(accessor => accessor.IsInitOnly)
            .SelectMany(accessor => accessor.DeclaringSyntaxReferences)
            .Any(reference => reference.GetSyntax(cancellation).DescendantTokens().Any(token => token.ValueText == member.Name));
    }

    /// <summary>Whether a static initialiser that runs earlier may run code that reads the member while it is still empty.</summary>
    private static bool MayBeReadBefore(ISymbol member, SyntaxNode declaration, SemanticModel model, KnownTypes types, CancellationToken cancellation)
    {
        var part = declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        foreach (var other in member.ContainingType.GetMembers())
        {
            if (!other.IsStatic || other.IsImplicitlyDeclared || other is not (IFieldSymbol { IsConst: false } or IPropertySymbol))
            {
                continue;
            }

            foreach (var reference in other.DeclaringSyntaxReferences)
            {
                var syntax = reference.GetSyntax(cancellation);
                if (GeneratedMembers.IsGenerated(reference.SyntaxTree)
                    || syntax is PropertyDeclarationSyntax { ExpressionBody: not null }
                    || ValueIn(syntax) is not { } value)
                {
                    continue;
                }

                // Nobody says in which order the parts of a type are initialised.
                bool samePart = syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() == part;
                if ((!samePart || value.SpanStart < declaration.SpanStart)
                    && (reference.SyntaxTree != model.SyntaxTree || model.GetOperation(value, cancellation) is not { } operation || RunsCodeOfTheProgram(operation, member.ContainingType, types)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool RunsCodeOfTheProgram(IOperation root, INamedTypeSymbol own, KnownTypes types) => root.DescendantsAndSelf().Any(operation => operation switch
    {
        IInvocationOperation invocation => IsOfProgram(types, invocation.TargetMethod),
        IObjectCreationOperation { Constructor: { } constructor } => IsOfProgram(types, constructor),
        IPropertyReferenceOperation { Property: var property } => IsOfProgram(types, property) && !(MemberRules.IsAuto(property) && SymbolEqualityComparer.Default.Equals(property.ContainingType, own)),
        IMethodReferenceOperation method => IsOfProgram(types, method.Method),
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } => IsOfProgram(types, field) && !SymbolEqualityComparer.Default.Equals(field.ContainingType, own),
        IBinaryOperation { OperatorMethod: { } method } => IsOfProgram(types, method),
        IUnaryOperation { OperatorMethod: { } method } => IsOfProgram(types, method),
        IConversionOperation { OperatorMethod: { } method } => IsOfProgram(types, method),
        _ => false,
    });

    /// <summary>Whether a member is written in this program; what is generated reads nobody's fields.</summary>
    private static bool IsOfProgram(KnownTypes types, ISymbol member) =>
        (!member.DeclaringSyntaxReferences.IsEmpty || member.IsImplicitlyDeclared) && !types.IsNetwork(member.ContainingType);
}
