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
        ReportAsContainingType(context, type);
        var read = DeclarationReader.Read(type, context.CancellationToken);
        foreach (var problem in read.Problems.Where(problem => problem.Place.Kind != PlaceKind.ContainingTypeName))
        {
            Report(context, type, problem);
        }

        if (type.GetAttributes().Any(KnownAttributes.IsBlock))
        {
            foreach (var problem in DeclarationReader.ReadBlock(type, context.CancellationToken))
            {
                Report(context, type, problem);
            }
        }

        if (read.Declaration is not null)
        {
            foreach (var problem in ShapeInference.Infer(read.Declaration).Problems)
            {
                Report(context, type, problem);
            }
        }
    }

    /// <summary>
    /// Reports the first network inside this type that needs the type to be partial. Editors offer no mend for what is
    /// reported outside the symbol that is analyzed, so this is said when the turn of the containing type comes.
    /// </summary>
    private static void ReportAsContainingType(SymbolAnalysisContext context, INamedTypeSymbol outer)
    {
        foreach (var (type, depth) in NestedTypes(outer, depth: 0))
        {
            var problem = DeclarationReader.Read(type, context.CancellationToken).Problems
                .FirstOrDefault(problem => problem.Place == Place.ContainingType(depth));
            if (problem is not null)
            {
                Report(context, type, problem);
                return;
            }
        }
    }

    private static IEnumerable<(INamedTypeSymbol Type, int Depth)> NestedTypes(INamedTypeSymbol outer, int depth) =>
        outer.GetTypeMembers().SelectMany(type => NestedTypes(type, depth + 1).Prepend((type, depth)));

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Problem problem) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Get(problem.Id),
            PlaceLocator.Find(type, problem.Place, context.CancellationToken),
            PlaceLocator.FindInside(type, problem.Place, context.CancellationToken),
            Mend(problem),
            [.. problem.Arguments]));

    /// <summary>What the code fixes are told: the loss and the activation that fit.</summary>
    private static ImmutableDictionary<string, string?> Mend(Problem problem)
    {
        var nothing = ImmutableDictionary<string, string?>.Empty;
        return problem.Id switch
        {
            // What has to be mended stands in the block, and the network cannot mend it.
            _ when problem.Place.Inside.Count > 0 => nothing.Add(MendProperties.InBlock, MendProperties.Yes),
            Descriptors.LossDoesNotFitId => nothing
                .Add(MendProperties.FittingActivation, problem.Arguments[1])
                .Add(MendProperties.FittingLoss, problem.Arguments[4]),
            Descriptors.CosineOverOneId => nothing.Add(MendProperties.FittingLoss, problem.Arguments[1]),
            Descriptors.SoftmaxOverOneId => nothing.Add(MendProperties.FittingActivation, nameof(Activation.Sigmoid)),
            Descriptors.ReshapeDiffersId when problem.Arguments.Count > 6 && problem.Arguments[6].StartsWith("[", StringComparison.Ordinal) => nothing.Add(MendProperties.FittingLayer, problem.Arguments[6].Trim('[', ']')),
            Descriptors.GroupsDoNotDivideId when problem.Arguments.Count > 4 => nothing.Add(MendProperties.FittingNumber, problem.Arguments[4]),
            Descriptors.SkipDiffersId when problem.Arguments.Count > 7 && problem.Arguments[6].Length > 0 => nothing
                .Add(MendProperties.FittingLayer, problem.Arguments[6])
                .Add(MendProperties.FittingSkipLayer, problem.Arguments[7]),
            _ => nothing,
        };
    }
}
