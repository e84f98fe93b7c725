using System.Collections.Immutable;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>Suggests <c>[Shape]</c> where the body of a member shows what it would say.</summary>
internal static class AnnotationSuggestions
{
    /// <param name="context">The analysis of the body.</param>
    /// <param name="owner">The member.</param>
    /// <param name="holds">Whether nothing is wrong with the body under other annotations.</param>
    /// <param name="report">Takes the diagnostics.</param>
    public static void Report(FlowContext context, ISymbol owner, Func<AnnotationReader, bool> holds, Action<Diagnostic> report)
    {
        if (owner is IFieldSymbol or IPropertySymbol)
        {
            ReportInitialised(context, owner, report);
            return;
        }

        var inferred = context.Inference?.Infer(context).ToList() ?? [];
        if (inferred.Count > 0
            && holds(context.Annotations.Supposing(inferred.ToDictionary<InferredSignature, ISymbol, Signature>(
                signature => signature.Method.OriginalDefinition, signature => signature.Signature, SymbolEqualityComparer.Default))))
        {
            foreach (var signature in inferred)
            {
                var properties = ImmutableDictionary.CreateBuilder<string, string?>();
                Add(properties, signature.Return, "");
                foreach (var (ordinal, annotation) in signature.Parameters)
                {
                    Add(properties, annotation, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                Report(signature.Method, properties.ToImmutable(), signature.ToString(), report, context.Cancellation);
            }
        }
    }

    /// <summary>A field or property that its initialiser alone gives a value.</summary>
    private static void ReportInitialised(FlowContext context, ISymbol member, Action<Diagnostic> report)
    {
        if (!member.GetAttributes().Any(context.Annotations.IsShape)
            && !AnnotationReader.IsBound(member)
            && member.DeclaringSyntaxReferences is [var declaration]
            && declaration.GetSyntax(context.Cancellation) is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } }
            && context.ValueOnceInitialised(member) is MatrixValue { Rows: var rows, Columns: var columns }
            && Annotation(rows, columns) is { } annotation)
        {
            var properties = ImmutableDictionary.CreateBuilder<string, string?>();
            Add(properties, annotation, "");
            Report(member, properties.ToImmutable(), $"{Sentences.Member(member)} holds {annotation}", report, context.Cancellation);
        }
    }

    /// <summary>Numbers alone: a name would stand for something else in every instance.</summary>
    private static Annotation? Annotation(Dimension? rows, Dimension? columns)
    {
        var (first, second) = (Size(rows), Size(columns));
        return first == DimensionExpression.Any && second == DimensionExpression.Any ? null : new(first, second);

        static DimensionExpression Size(Dimension? size) => size?.Constant is { } number and >= 0 ? new Number(number) : DimensionExpression.Any;
    }

    private static void Add(ImmutableDictionary<string, string?>.Builder properties, Annotation? annotation, string ordinal)
    {
        if (annotation is not null)
        {
            properties.Add(MendProperties.InferredRows + ordinal, annotation.Rows.ToString());
            properties.Add(MendProperties.InferredColumns + ordinal, annotation.Columns!.ToString());
        }
    }

    private static void Report(ISymbol member, ImmutableDictionary<string, string?> properties, string sentence, Action<Diagnostic> report, CancellationToken cancellation)
    {
        var place = member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
        {
            MethodDeclarationSyntax method => method.Identifier.GetLocation(),
            LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
            ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
            PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
            AccessorDeclarationSyntax accessor => accessor.Keyword.GetLocation(),
            ArrowExpressionClauseSyntax body => body.ArrowToken.GetLocation(),
            VariableDeclaratorSyntax field => field.Identifier.GetLocation(),
            _ => null,
        };
        if (place is not null)
        {
            report(Diagnostic.Create(Descriptors.AnnotationInferred, place, properties, sentence));
        }
    }
}
