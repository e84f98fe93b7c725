using System.Collections.Immutable;

using DnnGen.Generator.Diagnostics;
using DnnGen.Generator.ShapeFlow;

using Microsoft.CodeAnalysis;
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
                start.RegisterOperationBlockAction(block => Analyze(block, types, annotations));
                start.RegisterSymbolAction(
                    symbol => CheckAnnotations(symbol, annotations),
                    SymbolKind.Method, SymbolKind.Property, SymbolKind.Field);
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext block, KnownTypes types, AnnotationReader annotations)
    {
        if (!block.OperationBlocks.Any(operation => MentionsShapes(operation, types, annotations)))
        {
            return;
        }

        // The code fixes of a wrong body come first: what a body says is asked only where nothing is wrong with it.
        bool silent = true;
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

            var context = new FlowContext(types, annotations, use, operation.SemanticModel, Report, block.CancellationToken) { Inference = new() };
            var graph = block.GetControlFlowGraph(operation);
            Follow(context, graph, block.OwningSymbol);
            new UseLints(context).Check(use.Invocations);
            if (silent)
            {
                AnnotationSuggestions.Report(context, block.OwningSymbol, Holds, block.ReportDiagnostic);
            }

            // Whether nothing is wrong with the body when its signatures say what was inferred.
            bool Holds(AnnotationReader supposed)
            {
                bool holds = true;
                Follow(new FlowContext(types, supposed, use, operation.SemanticModel, _ => holds = false, block.CancellationToken), graph, block.OwningSymbol);
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

    /// <summary>Whether a method has to do with matrices at all; most have not, and cost no more than this look.</summary>
    private static bool MentionsShapes(IOperation root, KnownTypes types, AnnotationReader annotations)
    {
        foreach (var operation in root.Descendants())
        {
            if (types.IsMatrix(operation.Type)
                || types.IsTrainingOptions(operation.Type)
                || (operation is IInvocationOperation invocation
                    && types.IsConcerned(invocation.TargetMethod.ContainingAssembly)
                    && (types.IsNetwork(invocation.TargetMethod.ContainingType) || !annotations.Of(invocation.TargetMethod).IsEmpty)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An annotation that cannot be read is an error on its text.</summary>
    private static void CheckAnnotations(SymbolAnalysisContext context, AnnotationReader annotations)
    {
        Check(context.Symbol.GetAttributes());
        if (context.Symbol is IMethodSymbol method)
        {
            Check(method.GetReturnTypeAttributes());
            foreach (var parameter in method.Parameters)
            {
                Check(parameter.GetAttributes());
            }
        }

        void Check(ImmutableArray<AttributeData> attributes)
        {
            foreach (var attribute in attributes.Where(annotations.IsShape))
            {
                for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
                {
                    if (attribute.ConstructorArguments[i].Value is string text
                        && DimensionExpression.Parse(text) is null
                        && attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax { ArgumentList.Arguments: var arguments }
                        && i < arguments.Count)
                    {
                        context.ReportDiagnostic(Diagnostic.Create(Descriptors.AnnotationUnreadable, arguments[i].Expression.GetLocation(), text));
                    }
                }
            }
        }
    }
}
