using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>What of a value is traced.</summary>
internal enum Part
{
    /// <summary>The rows of a matrix.</summary>
    Rows,

    /// <summary>The columns of a matrix.</summary>
    Columns,

    /// <summary>The length of an array or a span.</summary>
    Length,

    /// <summary>The examples that a workspace takes.</summary>
    Examples,
}

/// <summary>
/// Goes from the use of a matrix, span or workspace back to the number that it was made with: through parentheses, locals
/// that are written once, readonly fields, properties with an initialiser, slices and transpositions. Where the way is
/// not certain, there is none.
/// </summary>
internal sealed class Origin(Solution solution, CancellationToken cancellation)
{
    /// <summary>Longer ways are not gone.</summary>
    private const int MostSteps = 32;

    /// <summary>The edits that make a part of a value <paramref name="expected"/>, where it is <paramref name="actual"/> now.</summary>
    public async Task<IReadOnlyList<Edit>?> CorrectAsync(IOperation? value, Part part, int actual, int expected)
    {
        var (source, sourcePart) = await FindAsync(value, part).ConfigureAwait(false);
        return source switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "FromExamples" } call } argument =>
                await CorrectExamplesAsync(call, argument, actual, expected).ConfigureAwait(false),
            IArgumentOperation argument => await CorrectNumberAsync(argument.Value, actual, expected).ConfigureAwait(false),
            IArrayCreationOperation { Initializer: null, DimensionSizes: [var length] } when sourcePart == Part.Length =>
                await CorrectNumberAsync(length, actual, expected).ConfigureAwait(false),
            IArrayCreationOperation { Initializer: null, DimensionSizes: [var rows, var columns] } when sourcePart is Part.Rows or Part.Columns =>
                await CorrectNumberAsync(sourcePart == Part.Rows ? rows : columns, actual, expected).ConfigureAwait(false),
            { Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: null, Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } } } when sourcePart == Part.Length =>
                await CorrectNumberAsync(source.SemanticModel?.GetOperation(size, cancellation), actual, expected).ConfigureAwait(false),
            _ => null,
        };
    }

    /// <summary>The edits that make a whole number another.</summary>
    public async Task<IReadOnlyList<Edit>?> CorrectNumberAsync(IOperation? number, int actual, int expected) =>
        await LiteralAsync(number).ConfigureAwait(false) is { } literal && literal.Token.Value is int value && value == actual
            ? [Edit.ToNumber(literal, expected)]
            : null;

    /// <summary>The literal that a whole number comes from.</summary>
    public async Task<LiteralExpressionSyntax?> LiteralAsync(IOperation? number)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            switch (number)
            {
                case IConversionOperation { IsImplicit: true } conversion:
                    number = conversion.Operand;
                    break;
                case ILiteralOperation { Syntax: LiteralExpressionSyntax literal }:
                    return literal;
                case IFieldReferenceOperation { Field.IsConst: true } constant when await IsUsedInAttributeAsync(constant.Field).ConfigureAwait(false):
                    return null;
                case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation:
                    number = await InitializerAsync(number).ConfigureAwait(false);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Where a part of a value is decided: an argument of a call, or the creation of an array; and the part that it is there.</summary>
    public async Task<(IOperation? Source, Part Part)> FindAsync(IOperation? value, Part part)
    {
        for (int step = 0; step < MostSteps && value is not null; step++)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation:
                    value = await InitializerAsync(value).ConfigureAwait(false);
                    break;
                case IBinaryOperation { OperatorMethod.Name: "op_Multiply" } product when IsMatrix(product.LeftOperand.Type) && IsMatrix(product.RightOperand.Type):
                    value = part == Part.Rows ? product.LeftOperand : product.RightOperand;
                    break;
                case IInvocationOperation call:
                    var next = Through(call, ref part);
                    if (next is IArgumentOperation { Value: var passed } && call.TargetMethod.Name is "FromRows" or "AsSpan" && !IsNumber(passed.Type))
                    {
                        next = passed;
                    }

                    if (next is IArgumentOperation or null)
                    {
                        return (next, part);
                    }

                    value = next;
                    break;
                default:
                    return (value, part);
            }
        }

        return (null, part);
    }

    /// <summary>One step back through a call: to the number that decides, or to the matrix that it was called on.</summary>
    private static IOperation? Through(IInvocationOperation call, ref Part part)
    {
        if (part == Part.Examples)
        {
            return call.TargetMethod.Name == "CreateWorkspace" ? Argument(call, "batchSize") : null;
        }

        if (part == Part.Length)
        {
            return call.TargetMethod is { Name: "AsSpan" or "Slice", ContainingNamespace.Name: "System" }
                ? Argument(call, "length") ?? (call.TargetMethod.Name == "AsSpan" && call.Arguments.Length == 1 ? call.Arguments[0] : null)
                : null;
        }

        if (!IsMatrix(call.TargetMethod.ContainingType))
        {
            return null;
        }

        bool rows = part == Part.Rows;
        switch (call.TargetMethod.Name)
        {
            case "Zeros":
                return Argument(call, rows ? "rows" : "columns");
            case "FromExamples":
                return Argument(call, rows ? "features" : "examples");
            case "FromRows":
                return call.Arguments.FirstOrDefault();
            case "SliceColumns":
                return rows ? call.Instance : Argument(call, "count");
            case "SliceRows":
                return rows ? Argument(call, "count") : call.Instance;
            case "Copy":
                return call.Instance;
            case "Transpose":
                part = rows ? Part.Columns : Part.Rows;
                return call.Instance;
            default:
                return null;
        }
    }

    /// <summary>Features or examples of a matrix over given data: an array that is created for it changes with them.</summary>
    private async Task<IReadOnlyList<Edit>?> CorrectExamplesAsync(IInvocationOperation call, IArgumentOperation argument, int actual, int expected)
    {
        if (await CorrectNumberAsync(argument.Value, actual, expected).ConfigureAwait(false) is not [var number])
        {
            return null;
        }

        var (data, _) = await FindAsync(Argument(call, "data")?.Value, Part.Length).ConfigureAwait(false);
        switch (data)
        {
            case IArrayCreationOperation { Initializer: null, DimensionSizes: [IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product] }:
                // Of the factors, the one that is this number changes with it; both may come from the same literal.
                var factors = new[] { product.LeftOperand, product.RightOperand };
                var literals = new List<LiteralExpressionSyntax>();
                foreach (var factor in factors)
                {
                    if (await LiteralAsync(factor).ConfigureAwait(false) is { } literal && literal.Token.Value is int value && value == actual)
                    {
                        literals.Add(literal);
                    }
                }

                return literals switch
                {
                    [var same] when same == number.Before => [number],
                    [var other] => [number, Edit.ToNumber(other, expected)],
                    _ => null,
                };
            case IArrayCreationOperation { Initializer: null, DimensionSizes: [{ ConstantValue: { HasValue: true, Value: int length } } size] }:
                return length % actual == 0 && (long)length / actual * expected <= int.MaxValue
                    && await CorrectNumberAsync(size, length, length / actual * expected).ConfigureAwait(false) is [var newLength]
                    ? [number, newLength]
                    : null;
            case IArrayCreationOperation or ICollectionExpressionOperation:
                return null;
            default:
                return [number];
        }
    }

    /// <summary>The initialiser of a variable that nothing else writes to.</summary>
    private async Task<IOperation?> InitializerAsync(IOperation reference)
    {
        ISymbol? symbol = reference switch
        {
            ILocalReferenceOperation { Local: { IsRef: false } local } => local,
            IFieldReferenceOperation { Field: { IsReadOnly: true } or { IsConst: true } } field => field.Field,
            IPropertyReferenceOperation { Property: { SetMethod: null, IsVirtual: false, IsOverride: false, IsAbstract: false } property } => property,
            _ => null,
        };
        if (symbol?.DeclaringSyntaxReferences is not [var declared])
        {
            return null;
        }

        var declaration = await declared.GetSyntaxAsync(cancellation).ConfigureAwait(false);
        var initializer = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            _ => null,
        };
        if (initializer is null
            || solution.GetDocument(declaration.SyntaxTree) is not { } document
            || !Edits.IsWritten(solution, declaration.SyntaxTree)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || IsWritten(symbol, declaration, model))
        {
            return null;
        }

        return model.GetOperation(initializer, cancellation);
    }

    /// <summary>Whether anything but the initialiser writes to a variable, or takes a reference to it.</summary>
    private bool IsWritten(ISymbol symbol, SyntaxNode declaration, SemanticModel model)
    {
        if (symbol is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true })
        {
            return false;
        }

        // A field or property is written by the constructors of its type; a partial type may have them elsewhere.
        IEnumerable<SyntaxNode> scopes = symbol is ILocalSymbol
            ? [declaration.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault(member => member is not GlobalStatementSyntax) ?? declaration.SyntaxTree.GetRoot(cancellation)]
            : symbol.ContainingType.Constructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences).Select(constructor => constructor.GetSyntax(cancellation)).OfType<ConstructorDeclarationSyntax>();
        foreach (var name in scopes.SelectMany(scope => scope.DescendantNodes()).OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == symbol.Name
                && (name.SyntaxTree != model.SyntaxTree
                    || (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, symbol) && IsWrite(name))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWrite(ExpressionSyntax name)
    {
        var whole = name;
        while (whole.Parent is ExpressionSyntax outer
            && (outer is ParenthesizedExpressionSyntax || (outer is MemberAccessExpressionSyntax member && member.Name == whole)))
        {
            whole = outer;
        }

        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax postfix => postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            RefExpressionSyntax => true,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
            ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsAssigned(tuple),
            _ => false,
        };
    }

    private static bool IsAssigned(TupleExpressionSyntax tuple) => tuple.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == tuple,
        ForEachVariableStatementSyntax => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax outer } => IsAssigned(outer),
        _ => false,
    };

    /// <summary>Whether a constant decides more than this matrix: the size of a layer, say.</summary>
    private async Task<bool> IsUsedInAttributeAsync(IFieldSymbol constant)
    {
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
                && root.DescendantNodes().OfType<AttributeSyntax>().Any(attribute => attribute
                    .DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == constant.Name)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The argument that is passed for a parameter.</summary>
    public static IArgumentOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && !argument.IsImplicit);

    /// <summary>Whether a type is <c>DnnGen.Matrix&lt;T&gt;</c>.</summary>
    public static bool IsMatrix(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Matrix", Arity: 1, ContainingType: null, ContainingNamespace: { Name: "DnnGen", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Int32;
}
