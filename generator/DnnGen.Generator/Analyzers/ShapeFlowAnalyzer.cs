using System.Collections.Immutable;

using DnnGen.Generator.Diagnostics;
using DnnGen.Generator.ShapeFlow;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.Analyzers;

/// <summary>Follows matrices through every method and reports what is certainly of the wrong shape.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeFlowAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.ShapeFlow;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Find(start.Compilation) is { } types)
            {
                var annotations = new AnnotationReader(types);
                var suggestions = new SuggestionVisibility(context.MinimumReportedSeverity, start.Compilation, start.Options);
                start.RegisterOperationBlockAction(block => Analyze(block, types, annotations, suggestions));
                start.RegisterSymbolAction(
                    symbol => CheckAnnotations(symbol.Symbol, annotations, symbol.ReportDiagnostic, symbol.CancellationToken),
                    SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property, SymbolKind.Field);
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext block, KnownTypes types, AnnotationReader annotations, SuggestionVisibility suggestions)
    {
        var relevance = new Relevance(types, annotations);
        bool relevant = relevance.IsRelevant(block.OwningSymbol, block.OperationBlocks);
        foreach (var function in relevance.Functions)
        {
            CheckAnnotations(function, annotations, block.ReportDiagnostic, block.CancellationToken);
        }

        if (!relevant)
        {
            return;
        }

        // The code fixes of a wrong body come first: what a body says is asked only where nothing is wrong with it.
        bool silent = true;
        bool suggests = suggestions.IsSeenIn(block.OperationBlocks[0].Syntax.SyntaxTree, block.CancellationToken);
        var use = new VariableUse(block.OperationBlocks);
        var seen = new HashSet<IOperation>();
        foreach (var operation in block.OperationBlocks)
        {
            // A constructor's call of its base is a block of its own, and part of the same graph as the body.
            var root = operation;
            while (root.Parent is { } parent)
            {
                root = parent;
            }

            if (!seen.Add(root)
                || root is not (IBlockOperation or IMethodBodyBaseOperation or IFieldInitializerOperation or IPropertyInitializerOperation or IParameterInitializerOperation))
            {
                continue;
            }

            var context = new FlowContext(types, annotations, use, operation.SemanticModel, Report, block.CancellationToken, block.OwningSymbol) { Inference = suggests ? new() : null };
            var graph = block.GetControlFlowGraph(operation);
            Follow(context, graph, block.OwningSymbol);
            new UseLints(context).Check(use.Invocations);
            if (suggests && silent)
            {
                AnnotationSuggestions.Report(context, block.OwningSymbol, Holds, block.ReportDiagnostic);
            }

            // Whether nothing is wrong with the body when its signatures say what was inferred.
            bool Holds(AnnotationReader supposed)
            {
                bool holds = true;
                Follow(new FlowContext(types, supposed, use, operation.SemanticModel, _ => holds = false, block.CancellationToken, block.OwningSymbol), graph, block.OwningSymbol);
                return holds;
            }
        }

        void Report(Diagnostic diagnostic)
        {
            silent = false;
            block.ReportDiagnostic(diagnostic);
        }
    }

    private static void Follow(FlowContext context, ControlFlowGraph graph, ISymbol owner) =>
        new FlowAnalysis(context, graph, owner, owner is IMethodSymbol method ? context.EntryOf(method, FlowState.Empty) : FlowState.Empty).Run();

    /// <summary>An annotation that cannot be read is an error on its text.</summary>
    private static void CheckAnnotations(ISymbol symbol, AnnotationReader annotations, Action<Diagnostic> report, CancellationToken cancellation)
    {
        // Nobody announces the method that a delegate is called by, nor the receiver of an extension block: they come with their type.
        var member = symbol is INamedTypeSymbol type ? type.DelegateInvokeMethod ?? (ISymbol?)type.ExtensionParameter : symbol;
        if (member is null)
        {
            return;
        }

        Check(member.GetAttributes());
        foreach (var parameter in (member as IMethodSymbol)?.Parameters ?? (member as IPropertySymbol)?.Parameters ?? [])
        {
            Check(parameter.GetAttributes());
        }

        if (member is IMethodSymbol method)
        {
            Check(method.GetReturnTypeAttributes());
        }

        void Check(ImmutableArray<AttributeData> attributes)
        {
            foreach (var attribute in attributes)
            {
                for (int i = 0; annotations.IsShape(attribute) && i < attribute.ConstructorArguments.Length; i++)
                {
                    if (attribute.ConstructorArguments[i].Value is string text
                        && DimensionExpression.Parse(text) is null
                        && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments }
                        && i < arguments.Count)
                    {
                        report(Diagnostic.Create(Descriptors.AnnotationUnreadable, arguments[i].Expression.GetLocation(), text));
                    }
                }
            }
        }
    }
}
