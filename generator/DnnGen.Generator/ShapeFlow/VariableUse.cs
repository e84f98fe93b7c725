using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// How the variables of a method are written to, its lambdas and local functions included: which can be followed at all,
/// and which are written once and may be trusted inside lambdas too.
/// </summary>
internal sealed class VariableUse
{
    private readonly Dictionary<ISymbol, int> writes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> untraceable = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> referencedNames = new(StringComparer.Ordinal);
    private readonly IEnumerable<IOperation> roots;
    private HashSet<ISymbol>? captured;

    public VariableUse(IEnumerable<IOperation> roots)
    {
        this.roots = roots;
        foreach (var root in roots)
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                Note(operation);
            }

            // Behind a ref local, a ref return or a pointer a variable changes unseen.
            if (!Mentions(root.Syntax, "ref"))
            {
                continue;
            }

            foreach (var reference in root.Syntax.DescendantNodes().OfType<RefExpressionSyntax>())
            {
                foreach (var name in reference.DescendantNodes().OfType<IdentifierNameSyntax>())
                {
                    referencedNames.Add(name.Identifier.ValueText);
                }
            }
        }
    }

    /// <summary>The calls, in the order of the source.</summary>
    public List<IInvocationOperation> Invocations { get; } = [];

    /// <summary>Whether every write to a variable is seen in the order of the program.</summary>
    public bool IsTraceable(ISymbol variable) => !untraceable.Contains(variable) && !referencedNames.Contains(variable.Name);

    /// <summary>Whether a variable keeps its first value for good: a parameter that is never written, a local written once.</summary>
    public bool IsStable(ISymbol variable) =>
        IsTraceable(variable)
        && (writes.TryGetValue(variable, out int count) ? count : 0) <= (variable is IParameterSymbol ? 0 : 1);

    /// <summary>Whether a lambda or local function has a variable that is about to hold a workspace; of no interest for any other value.</summary>
    public bool IsCaptured(ISymbol variable, ShapeValue? value)
    {
        if (value is not (WorkspaceValue or TupleValue))
        {
            return false;
        }

        captured ??= FindCaptured();
        return captured.Contains(variable);
    }

    /// <summary>Whether a call on a struct may write to that struct.</summary>
    public static bool MayWriteReceiver(IOperation? instance, IMethodSymbol? method) =>
        instance?.Type is { IsValueType: true, IsReadOnly: false, IsTupleType: false, SpecialType: SpecialType.None } and not { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
        && method is { IsReadOnly: false };

    private HashSet<ISymbol> FindCaptured()
    {
        var result = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<(IOperation Operation, ISymbol? Function)>(roots.Select(root => (root, (ISymbol?)null)));
        while (open.Count > 0)
        {
            var (operation, function) = open.Pop();
            if (operation is ILocalReferenceOperation { Local: var local } && function is not null && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function))
            {
                result.Add(local);
            }

            var inside = operation switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation named => named.Symbol,
                _ => function,
            };
            foreach (var child in operation.ChildOperations)
            {
                open.Push((child, inside));
            }
        }

        return result;
    }

    /// <summary>Whether the text of a node holds a word somewhere; looking at letters costs far less than looking at nodes.</summary>
    private static bool Mentions(SyntaxNode node, string word)
    {
        var text = node.SyntaxTree.GetText();
        int end = Math.Min(node.FullSpan.End, text.Length) - word.Length;
        for (int i = node.FullSpan.Start; i <= end; i++)
        {
            int letter = 0;
            while (letter < word.Length && text[i + letter] == word[letter])
            {
                letter++;
            }

            if (letter == word.Length)
            {
                return true;
            }
        }

        return false;
    }

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: var local } declarator:
                if (declarator.GetVariableInitializer() is not null || declarator.Parent is IForEachLoopOperation)
                {
                    Write(local, operation);
                }

                if (local.RefKind != RefKind.None)
                {
                    untraceable.Add(local);
                }

                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                {
                    writes[local] = 2;
                }

                break;
            case IInvocationOperation invocation:
                Invocations.Add(invocation);
                if (MayWriteReceiver(invocation.Instance, invocation.TargetMethod))
                {
                    WriteTarget(invocation.Instance!);
                }

                break;
            case IPropertyReferenceOperation { Instance: { } receiver } property when MayWriteReceiver(receiver, property.Property.GetMethod):
                WriteTarget(receiver);
                break;
            case IAssignmentOperation assignment:
                WriteTarget(assignment.Target);
                break;
            case IIncrementOrDecrementOperation increment:
                WriteTarget(increment.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out } argument:
                WriteTarget(argument.Value);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument:
                Lose(argument.Value);
                break;
            case IAddressOfOperation address:
                Lose(address.Reference);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                writes[declared] = 2;
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                writes[declared] = 2;
                break;
            case IListPatternOperation { DeclaredSymbol: { } declared }:
                writes[declared] = 2;
                break;
            case ICatchClauseOperation { ExceptionDeclarationOrExpression: IVariableDeclaratorOperation caught }:
                writes[caught.Symbol] = 2;
                break;
        }
    }

    private void WriteTarget(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Write(local.Local, target);
                break;
            case IParameterReferenceOperation parameter:
                Write(parameter.Parameter, target);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    WriteTarget(element);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                WriteTarget(declaration.Expression);
                break;
            case IConversionOperation conversion:
                WriteTarget(conversion.Operand);
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation when ((IMemberReferenceOperation)target).Instance is { Type: { IsValueType: true, IsReadOnly: false } } instance:
                // An element of a tuple, or a field of a struct, changes the variable that holds it.
                WriteTarget(instance);
                break;
            case IConditionalOperation conditional:
                Lose(conditional.WhenTrue);
                Lose(conditional.WhenFalse!);
                break;
        }
    }

    private void Write(ISymbol variable, IOperation place)
    {
        writes[variable] = writes.TryGetValue(variable, out int count) ? count + 1 : 1;
        if (!IsDeclaredInFunctionOf(variable, place))
        {
            untraceable.Add(variable);
        }
    }

    private void Lose(IOperation reference)
    {
        switch (reference)
        {
            case ILocalReferenceOperation local:
                untraceable.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                untraceable.Add(parameter.Parameter);
                break;
            case IFieldReferenceOperation { Instance: { } instance }:
                Lose(instance);
                break;
            case IConversionOperation conversion:
                Lose(conversion.Operand);
                break;
            case IConditionalOperation conditional:
                Lose(conditional.WhenTrue);
                Lose(conditional.WhenFalse!);
                break;
        }
    }

    /// <summary>Whether a variable belongs to the innermost function around a place, and is not captured by it.</summary>
    private static bool IsDeclaredInFunctionOf(ISymbol variable, IOperation place)
    {
        for (var operation = place.Parent; operation is not null; operation = operation.Parent)
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation function:
                    return SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.Symbol);
                case ILocalFunctionOperation function:
                    return SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.Symbol);
            }
        }

        return variable.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction };
    }
}
