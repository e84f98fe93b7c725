using System.Collections.Immutable;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;
using DnnGen.Generator.Shapes;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.Analyzers;

/// <summary>Reports what is wrong with a declaration, from the same two rooms that feed the generator.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Declaration;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var read = DeclarationReader.Read(type, context.CancellationToken);
        foreach (var problem in read.Problems)
        {
            Report(context, type, problem);
        }

        if (read.Declaration is not null)
        {
            foreach (var problem in ShapeInference.Infer(read.Declaration).Problems)
            {
                Report(context, type, problem);
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Problem problem) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Get(problem.Id),
            PlaceLocator.Find(type, problem.Place, context.CancellationToken),
            [.. problem.Arguments]));
}
