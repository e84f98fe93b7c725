using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What a look at the statements alone shows: results that nobody uses, loops that one call would replace.</summary>
internal sealed class UseLints(FlowContext context)
{
    public void Check(IEnumerable<IInvocationOperation> invocations)
    {
        foreach (var invocation in invocations)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (invocation.Parent is IExpressionStatementOperation { IsImplicit: false })
            {
                CheckResult(invocation);
            }
            else if (invocation is { TargetMethod.Name: "Predict", Arguments: [{ Value: IInvocationOperation column }] })
            {
                CheckPredict(invocation, column);
            }
        }
    }

    /// <summary>
    /// Transpose and its like give another view or another matrix: a statement that drops it does nothing, unless it is
    /// there for its exception. Predict is left out, because a program may call it to warm up or to measure.
    /// </summary>
    private void CheckResult(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        bool gives = context.Types.IsMatrix(method.ReturnType)
            && (context.Types.IsMatrix(method.ContainingType) || SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Types.Operations));
        if (gives && !MayBeThereToThrow(invocation))
        {
            var place = invocation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : invocation.Syntax;
            context.Report(Diagnostic.Create(Descriptors.ResultUnused, place.GetLocation(), method.Name));
        }
    }

    private static bool MayBeThereToThrow(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation or ITryOperation { Catches.IsEmpty: false })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// <c>for (int i = 0; i &lt; x.Columns; i++)</c> around <c>Predict(x.Column(i))</c>, in a body that always comes to it, goes
    /// through all columns, and can change neither the network nor the numbers of x.
    /// </summary>
    private void CheckPredict(IInvocationOperation predict, IInvocationOperation column)
    {
        if (context.Types.IsNetwork(predict.TargetMethod.ContainingType)
            && context.Types.IsMatrix(predict.Type)
            && context.Types.IsMatrix(column.TargetMethod.ContainingType)
            && Variable(column.Instance) is { } matrix
            && Variable(predict.Instance) is { } network
            && OneColumn(column) is { } counter
            && LoopAround(predict) is { } loop
            && GoesThroughColumns(loop, counter, matrix)
            && ChangesNothing(loop, counter, matrix, network, Root(loop)))
        {
            context.Report(Diagnostic.Create(Descriptors.PredictInLoop, predict.Syntax.GetLocation(), $"{network.Name}.Predict", matrix.Name));
        }
    }

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } around)
        {
            operation = around;
        }

        return operation;
    }

    private static ISymbol? Variable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The variable i of <c>Column(i)</c> or <c>SliceColumns(i, 1)</c>.</summary>
    private static ISymbol? OneColumn(IInvocationOperation call) => call switch
    {
        { TargetMethod.Name: "Column", Arguments: [{ Value: var index }] } => Variable(index),
        { TargetMethod.Name: "SliceColumns", Arguments: [{ Parameter.Ordinal: 0, Value: var start }, { Value.ConstantValue: { HasValue: true, Value: 1 } }] } => Variable(start),
        _ => null,
    };

    /// <summary>The loop whose body always comes to an operation.</summary>
    private static IForLoopOperation? LoopAround(IOperation operation)
    {
        for (var inside = operation; inside.Parent is { } around; inside = around)
        {
            switch (around)
            {
                case IForLoopOperation loop:
                    return ReferenceEquals(loop.Body, inside) ? loop : null;
                case IConditionalOperation conditional when !ReferenceEquals(conditional.Condition, inside):
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                case ICoalesceOperation or IConditionalAccessOperation or ISwitchExpressionOperation or ISwitchOperation or ILoopOperation:
                case IAnonymousFunctionOperation or ILocalFunctionOperation or ITryOperation:
                    return null;
            }
        }

        return null;
    }

    private bool GoesThroughColumns(IForLoopOperation loop, ISymbol counter, ISymbol matrix)
    {
        return loop is
        {
            Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var declared } declarator] }] }],
            Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand: var right },
            AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: var step } }],
        }
            && Is(declared, counter)
            && declarator.GetVariableInitializer()?.Value.ConstantValue is { HasValue: true, Value: 0 }
            && Is(Variable(left), counter)
            && Is(Variable(step), counter)
            && right is IPropertyReferenceOperation { Property.Name: "Columns", Instance: var counted } property
            && context.Types.IsMatrix(property.Property.ContainingType)
            && Is(Variable(counted), matrix);
    }

    /// <summary>Whether a loop does nothing to its counter, to the network and to the matrix, and does not end early.</summary>
    private bool ChangesNothing(IForLoopOperation loop, ISymbol counter, ISymbol matrix, ISymbol network, IOperation root)
    {
        foreach (var operation in loop.Body.DescendantsAndSelf())
        {
            bool harmless = operation switch
            {
                IBranchOperation or IReturnOperation or IThrowOperation or IAwaitOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => false,
                IDynamicInvocationOperation or IAddressOfOperation or IInvalidOperation => false,
                IAssignmentOperation assignment => IsOwn(assignment.Target, counter, matrix, network, root, loop),
                IIncrementOrDecrementOperation increment => IsOwn(increment.Target, counter, matrix, network, root, loop),
                IInvocationOperation invocation => IsHarmless(invocation, network),
                IObjectCreationOperation creation => IsOfFramework(creation.Type),
                IPropertyReferenceOperation property => context.Types.IsMatrix(property.Property.ContainingType) || IsOfFramework(property.Property.ContainingType),
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => false,
                _ => true,
            };
            if (!harmless)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsHarmless(IInvocationOperation invocation, ISymbol network)
    {
        var method = invocation.TargetMethod;
        return context.Types.IsMatrix(method.ContainingType) ? method.Name is not ("CopyFrom" or "Fill")
            : context.Types.IsNetwork(method.ContainingType) ? method.Name == "Predict" && context.Types.IsMatrix(method.ReturnType) && Is(Variable(invocation.Instance), network)
            : IsOfFramework(method.ContainingType) && method.MethodKind == MethodKind.Ordinary;
    }

    private static bool IsOfFramework(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is "System" or "System.Collections.Generic" or "System.Text";

    /// <summary>Whether what is written to has no share in the matrix: another plain variable, or a new matrix or array that nothing else has.</summary>
    private bool IsOwn(IOperation target, ISymbol counter, ISymbol matrix, ISymbol network, IOperation root, IForLoopOperation loop)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                return !Is(local, counter) && !Is(local, matrix) && !Is(local, network) && local.RefKind == RefKind.None;
            case IDiscardOperation:
                return true;
            case IArrayElementReferenceOperation { ArrayReference: ILocalReferenceOperation { Local: var array } }:
                return IsNew(array, matrix, root, loop);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: ILocalReferenceOperation { Local: var written } } element when context.Types.IsMatrix(element.Property.ContainingType):
                return !Is(written, matrix) && IsNew(written, matrix, root, loop);
            default:
                return false;
        }
    }

    /// <summary>Whether a variable holds a new array or matrix of its own, which nothing else gets hold of before the loop has ended.</summary>
    private bool IsNew(ILocalSymbol variable, ISymbol matrix, IOperation root, IForLoopOperation loop)
    {
        if (!context.Use.IsStable(variable) || !context.Use.IsTraceable(matrix))
        {
            return false;
        }

        int end = loop.Syntax.Span.End;
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation declarator && Is(declarator.Symbol, variable))
            {
                if (declarator.GetVariableInitializer()?.Value is not (IArrayCreationOperation or IInvocationOperation { TargetMethod: { Name: "Zeros", IsStatic: true } }))
                {
                    return false;
                }
            }
            else if (operation is ILocalReferenceOperation { Local: var local } && Is(local, variable)
                && operation.Syntax.SpanStart < end
                && operation.Parent is not (IArrayElementReferenceOperation or IPropertyReferenceOperation))
            {
                return false;
            }
        }

        // In a loop around this one, what stands behind may come before.
        for (var around = loop.Parent; around is not null; around = around.Parent)
        {
            if (around is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Is(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
