using System.Collections.Immutable;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// Whether a body has to do with shapes at all. Most have not, and cost no more than this look, which therefore asks as
/// little of an operation as will do: the name of its type. Only where there are arrays or spans of
/// something like numbers it asks who takes them.
/// </summary>
internal sealed class Relevance(KnownTypes types, AnnotationReader annotations)
{
    // A sum of a thousand strings is a thousand operations deep; what is as deep as no other code is walked through at leisure.
    private const int DepthOfRecursion = 100;

    private bool relevant;
    private bool arrays;
    private List<IMethodSymbol>? functions;

    /// <summary>The lambdas and local functions that bear attributes: nobody announces them by themselves.</summary>
    public IReadOnlyList<IMethodSymbol> Functions => functions ?? (IReadOnlyList<IMethodSymbol>)[];

    /// <summary>Looks through the bodies of a member.</summary>
    public bool IsRelevant(ISymbol owner, ImmutableArray<IOperation> bodies)
    {
        foreach (var body in bodies)
        {
            Look(body, 0);
        }

        return relevant
            || (arrays && ((owner is IMethodSymbol method && Concerns(method)) || bodies.Any(body => body.DescendantsAndSelf().Any(Concerns))));
    }

    private void Look(IOperation operation, int depth)
    {
        var kind = operation.Kind;
        if ((kind == OperationKind.AnonymousFunction || kind == OperationKind.LocalFunction) && HasAttributes(operation.Syntax))
        {
            (functions ??= []).Add(operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)operation).Symbol);
        }

        if (!relevant && operation.Type is { } type)
        {
            // Most names are of another length, and then no more is asked.
            switch (type.Name.Length)
            {
                case 0:
                    arrays = arrays || type is IArrayTypeSymbol { ElementType.IsReferenceType: false };
                    break;
                case 4 or 12:
                    arrays = arrays || types.IsSpan(type);
                    break;
                case 6 or 15:
                    relevant = types.IsMatrix(type) || types.IsTrainingOptions(type);
                    break;
            }
        }

        // A step of gradients needs no matrix, and has a learning rate.
        if (kind == OperationKind.Invocation && operation is IInvocationOperation { TargetMethod: { Name: "Update" } update } && types.IsNetwork(update.ContainingType))
        {
            relevant = true;
        }

        if (depth < DepthOfRecursion)
        {
            foreach (var child in operation.ChildOperations)
            {
                Look(child, depth + 1);
            }
        }
        else if (depth == DepthOfRecursion)
        {
            foreach (var inner in operation.Descendants())
            {
                Look(inner, depth + 1);
            }
        }
    }

    private bool Concerns(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation => Concerns(((IInvocationOperation)operation).TargetMethod),
        OperationKind.ObjectCreation => ((IObjectCreationOperation)operation).Constructor is { } constructor && Concerns(constructor),
        OperationKind.FieldReference or OperationKind.PropertyReference => types.IsArrayOrSpan(operation.Type) && Concerns(((IMemberReferenceOperation)operation).Member),
        OperationKind.FieldInitializer => ((IFieldInitializerOperation)operation).InitializedFields.Any(Concerns),
        OperationKind.PropertyInitializer => ((IPropertyInitializerOperation)operation).InitializedProperties.Any(Concerns),
        OperationKind.LocalFunction => Concerns(((ILocalFunctionOperation)operation).Symbol),
        OperationKind.DelegateCreation => operation.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && Concerns(invoke),
        _ => false,
    };

    /// <summary>Whether a member says something of arrays and spans; where it takes a matrix, that has been seen.</summary>
    private bool Concerns(ISymbol member) => types.IsConcerned(member.ContainingAssembly) && member switch
    {
        IMethodSymbol method => annotations.OfReceiver(method) is not null || (HasArrayOrSpan(method) && !annotations.Of(method).IsEmpty),
        _ => annotations.Of(member) is not null,
    };

    private bool HasArrayOrSpan(IMethodSymbol method)
    {
        if (types.IsArrayOrSpan(method.ReturnType))
        {
            return true;
        }

        foreach (var parameter in method.Parameters)
        {
            if (types.IsArrayOrSpan(parameter.Type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAttributes(SyntaxNode function)
    {
        var (attributes, parameters) = function switch
        {
            LocalFunctionStatementSyntax local => (local.AttributeLists, local.ParameterList),
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.AttributeLists, lambda.ParameterList),
            _ => (default, null),
        };
        return attributes.Count > 0 || (parameters is not null && parameters.Parameters.Any(parameter => parameter.AttributeLists.Count > 0));
    }
}
