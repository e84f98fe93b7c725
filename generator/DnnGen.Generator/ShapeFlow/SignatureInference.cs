using System.Collections.Immutable;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// Learns from the body of a method what shapes its matrices must have: what they are handed on to demands it, in every
/// run that comes to the end of the body, and what is returned has one shape by every way out.
/// </summary>
internal sealed class SignatureInference
{
    private readonly List<(IMethodSymbol Method, Dimension Expected, Dimension Actual, SyntaxNode Place)> equations = [];
    private readonly Dictionary<IMethodSymbol, ShapeValue?> returned = new(SymbolEqualityComparer.Default);

    /// <summary>A value is handed to what takes it in one shape only.</summary>
    public void Require(ISymbol owner, Annotation annotation, ShapeValue? value, IReadOnlyDictionary<string, Dimension> names, IOperation source)
    {
        if (owner is not IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method)
        {
            return;
        }

        if (value is MatrixValue matrix && annotation.Columns is { } columns)
        {
            Add(annotation.Rows, matrix.Rows);
            Add(columns, matrix.Columns);
        }
        else if (value is SpanValue span && annotation.Columns is null)
        {
            Add(annotation.Rows, span.Length);
        }

        void Add(DimensionExpression expression, Dimension? actual)
        {
            if (actual is not null
                && expression.Evaluate(names) is { } expected
                && (expected.Constant is null || actual.Constant is null)
                && !expected.Equals(actual))
            {
                equations.Add((method, expected, actual, source.Syntax));
            }
        }
    }

    /// <summary>A value is returned.</summary>
    public void Return(IMethodSymbol method, ShapeValue? value) =>
        returned[method] = returned.TryGetValue(method, out var before) ? ShapeValue.Join(before, value) : value;

    /// <summary>What can be said of the signatures of a method and of its local functions.</summary>
    public IEnumerable<InferredSignature> Infer(FlowContext context) => equations
        .Select(equation => equation.Method)
        .Concat(returned.Keys.Where(method => context.Types.IsMatrix(method.ReturnType)))
        .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
        .Where(IsItsOwn)
        .Select(method => Infer(context, method))
        .OfType<InferredSignature>()
        .Where(inferred => !AnnotationReader.IsBound(inferred.Annotated));

    /// <summary>Whether a method has one declaration, to which attributes can be added, and answers to no other.</summary>
    private static bool IsItsOwn(IMethodSymbol method) =>
        method is { IsExtern: false, PartialDefinitionPart: null, PartialImplementationPart: null, IsPartialDefinition: false, DeclaringSyntaxReferences.Length: 1 }
        && (method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.Constructor
            || method is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol { IsIndexer: false, SetMethod: null, DeclaringSyntaxReferences.Length: 1 } });

    private InferredSignature? Infer(FlowContext context, IMethodSymbol method)
    {
        var names = new SizeNames(context, method);
        var signature = context.Annotations.Of(method);
        var entry = context.EntryOf(method, FlowState.Empty);
        var open = method.Parameters
            .Where(parameter => parameter.RefKind == RefKind.None && signature.Parameters[parameter.Ordinal] is null && context.Types.IsMatrix(parameter.Type) && !parameter.GetAttributes().Any(context.Annotations.IsShape))
            .Select(parameter => (Parameter: parameter, Matrix: entry.Get(parameter) as MatrixValue))
            .Where(pair => pair.Matrix is { Rows.Single: not null, Columns.Single: not null })
            .ToList();
        var free = open.SelectMany(pair => new[] { pair.Matrix!.Rows!.Single!, pair.Matrix.Columns!.Single! }).ToList();
        if (Solve(method, free, names, context.Cancellation) is not { } solution)
        {
            return null;
        }

        var sizes = open
            .Select(pair => (pair.Parameter, Rows: pair.Matrix!.Rows!.Replace(solution), Columns: pair.Matrix.Columns!.Replace(solution)))
            .Where(pair => pair is { Rows: not null, Columns: not null })
            .ToList();
        bool saysResult = signature.Return is not null || method.GetReturnTypeAttributes().Concat(method.AssociatedSymbol?.GetAttributes() ?? []).Any(context.Annotations.IsShape);
        var result = !saysResult && context.Types.IsMatrix(method.ReturnType) && returned.TryGetValue(method, out var value) ? value as MatrixValue : null;
        Dimension? resultRows = Expressible(result?.Rows), resultColumns = Expressible(result?.Columns);

        // A size that nothing else depends on tells nobody anything; a matrix of two of them needs no annotation.
        var mentions = sizes.SelectMany(size => new[] { size.Rows, size.Columns }).Append(resultRows).Append(resultColumns)
            .SelectMany(size => size?.Unknowns ?? [])
            .GroupBy(unknown => unknown)
            .ToDictionary(group => group.Key, group => group.Count());
        sizes.RemoveAll(size => IsArbitrary(size.Rows!) && IsArbitrary(size.Columns!));
        foreach (var (_, rows, columns) in sizes)
        {
            names.Note(rows!, columns!);
        }

        var annotations = signature.Parameters.ToBuilder();
        var added = ImmutableArray.CreateBuilder<(int Ordinal, Annotation Annotation)>();
        foreach (var (parameter, rows, columns) in sizes)
        {
            if (names.Annotate(rows, columns) is not { } annotation)
            {
                return null;
            }

            annotations[parameter.Ordinal] = annotation;
            added.Add((parameter.Ordinal, annotation));
        }

        var resultAnnotation = resultRows is null && resultColumns is null ? null : names.Annotate(resultRows, resultColumns);
        return added.Count == 0 && resultAnnotation is null
            ? null
            : new InferredSignature(method, new Signature(annotations.ToImmutable(), signature.Return ?? resultAnnotation), added.ToImmutable(), resultAnnotation);

        bool IsArbitrary(Dimension size) => size.Single is { } unknown && free.Contains(unknown) && mentions[unknown] == 1;

        Dimension? Expressible(Dimension? size)
        {
            size = size?.Replace(solution);
            return size is not null && size.Constant is not < 0 && size.Unknowns.All(unknown => free.Contains(unknown) || names.Has(unknown)) ? size : null;
        }
    }

    /// <summary>What the equations of a method say of the free sizes; <see langword="null"/> where they contradict each other.</summary>
    private Dictionary<Unknown, Dimension>? Solve(IMethodSymbol method, List<Unknown> free, SizeNames names, CancellationToken cancellation)
    {
        var solution = new Dictionary<Unknown, Dimension>();
        if (free.Count == 0)
        {
            return solution;
        }

        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        foreach (var (_, expected, actual, _) in equations.Where(equation =>
            SymbolEqualityComparer.Default.Equals(equation.Method, method) && RunsAlways.Is(equation.Place, declaration)))
        {
            if (expected.Replace(solution) is not { } left || actual.Replace(solution) is not { } right || left.Equals(right))
            {
                continue;
            }

            if (Dimension.Differ(left, right))
            {
                return null;
            }

            // Of two free sizes the later takes the name of the earlier.
            var (first, second) = (IndexOf(left), IndexOf(right));
            var (unknown, size) = second > first ? (right.Single, left) : (left.Single, right);
            if (unknown is null || !free.Contains(unknown) || size.Unknowns.Contains(unknown) || !size.Unknowns.All(other => free.Contains(other) || names.Has(other)))
            {
                continue;
            }

            var step = new Dictionary<Unknown, Dimension> { [unknown] = size };
            foreach (var known in solution.Keys.ToList())
            {
                if (solution[known].Replace(step) is not { } replaced)
                {
                    return null;
                }

                solution[known] = replaced;
            }

            solution[unknown] = size;
        }

        return solution;

        int IndexOf(Dimension size) => size.Single is { } unknown ? free.IndexOf(unknown) : -1;
    }
}

/// <summary>What a method could promise and demand by <c>[Shape]</c>, and does not.</summary>
/// <param name="Method">The method.</param>
/// <param name="Signature">All of its annotations, with those that are there already.</param>
/// <param name="Parameters">The annotations that are not there yet, by the ordinal of their parameters.</param>
/// <param name="Return">The annotation of the result, where it is not there yet.</param>
internal sealed record InferredSignature(IMethodSymbol Method, Signature Signature, ImmutableArray<(int Ordinal, Annotation Annotation)> Parameters, Annotation? Return)
{
    /// <summary>The member that takes the annotations: the property of an accessor.</summary>
    public ISymbol Annotated => Method.AssociatedSymbol ?? Method;

    /// <summary>Cat.Train takes x as (12288 × m) and y as (1 × m).</summary>
    public override string ToString()
    {
        var takes = Parameters.Select(parameter => $"{Method.Parameters[parameter.Ordinal].Name} as {parameter.Annotation}").ToList();
        string text = Sentences.Member(Annotated)
            + (takes.Count == 0 ? "" : " takes " + (takes.Count == 1 ? takes[0] : string.Join(", ", takes.Take(takes.Count - 1)) + " and " + takes[takes.Count - 1]));
        return Return is null ? text
            : Annotated is IPropertySymbol ? $"{text} holds {Return}"
            : $"{text}{(takes.Count == 0 ? "" : takes.Count == 1 ? " and" : ", and")} returns {Return}";
    }
}

/// <summary>Whether a place in a function is reached in every run that comes to the end; a loop is taken to run.</summary>
internal static class RunsAlways
{
    public static bool Is(SyntaxNode place, SyntaxNode function)
    {
        for (var inside = place; inside != function;)
        {
            var around = inside.Parent;
            bool always = around switch
            {
                null => false,
                AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax => around == function,
                ConditionalExpressionSyntax conditional => conditional.Condition == inside,
                ConditionalAccessExpressionSyntax access => access.Expression == inside,
                BinaryExpressionSyntax binary => binary.Left == inside || !IsShortCircuit(binary),
                AssignmentExpressionSyntax assignment => assignment.Left == inside || assignment.OperatorToken.ValueText != "??=",
                SwitchExpressionSyntax choice => choice.GoverningExpression == inside,
                SwitchStatementSyntax choice => choice.Expression == inside,
                IfStatementSyntax condition => condition.Condition == inside,
                TryStatementSyntax attempt => attempt.Catches.Count == 0 && attempt.Block == inside,
                QueryExpressionSyntax => false,
                _ => true,
            };
            if (!always)
            {
                return false;
            }

            inside = around!;
        }

        return !LeavesBefore(place, function);
    }

    private static bool IsShortCircuit(BinaryExpressionSyntax binary) => binary.OperatorToken.ValueText is "&&" or "||" or "??";

    private static bool LeavesBefore(SyntaxNode place, SyntaxNode function)
    {
        foreach (var statement in function.DescendantNodes(node => node.SpanStart < place.SpanStart
            && node is not AnonymousFunctionExpressionSyntax && (node == function || node is not LocalFunctionStatementSyntax)))
        {
            bool leaves = statement.Span.End <= place.SpanStart && statement switch
            {
                ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null } => true,
                BreakStatementSyntax or ContinueStatementSyntax => statement.Ancestors()
                    .First(node => node is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax or SwitchStatementSyntax || node == function)
                    .Span.Contains(place.Span),
                _ => false,
            };
            if (leaves)
            {
                return true;
            }
        }

        return false;
    }
}
