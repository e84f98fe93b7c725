using System.Text;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Emission;
using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.Generator;

/// <summary>Writes the forward, backward and update code of every class that carries <c>[Network]</c>.</summary>
/// <remarks>
/// The pipeline and nothing else: declaration → shapes → plan → text. It reports nothing; the analyzer reads the same
/// declarations through the same rooms and does. A declaration with a problem emits nothing.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    internal const string ShapesStep = "Shapes";
    internal const string FileNamesStep = "FileNames";
    internal const string OutputsStep = "Outputs";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttributes.NetworkFullName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, cancellation) => ReadShape(attributed, cancellation))
            .Where(static shape => shape is not null)
            .Select(static (shape, _) => shape!)
            .WithTrackingName(ShapesStep);

        var ambiguousFileNames = networks
            .Select(static (network, _) => network.Declaration.Class.FileName)
            .Collect()
            .Select(static (fileNames, _) => FileNames.Ambiguous(fileNames))
            .WithTrackingName(FileNamesStep);

        var outputs = networks.Combine(ambiguousFileNames).WithTrackingName(OutputsStep);
        context.RegisterSourceOutput(outputs, static (production, output) =>
        {
            var (network, ambiguous) = output;
            foreach (var file in NetworkEmitter.Emit(Planner.Plan(network)))
            {
                production.CancellationToken.ThrowIfCancellationRequested();
                production.AddSource(
                    FileNames.HintName(file.Name, network.Declaration.Class.FileName, ambiguous),
                    SourceText.From(file.Text, Encoding.UTF8));
            }
        });
    }

    private static NetworkShape? ReadShape(GeneratorAttributeSyntaxContext attributed, System.Threading.CancellationToken cancellation)
    {
        if (attributed.TargetSymbol is not INamedTypeSymbol type || !IsFirstOf(type, attributed))
        {
            return null;
        }

        var read = DeclarationReader.Read(type, cancellation);
        if (read.Declaration is null || read.Problems.Count > 0)
        {
            return null;
        }

        bool qualify = NameCollisions.Any(type, attributed.SemanticModel, attributed.TargetNode.SpanStart);
        var declaration = read.Declaration with { Class = read.Declaration.Class with { QualifyNames = qualify } };
        return ShapeInference.Infer(declaration).Shape;
    }

    /// <summary>A class may wrongly carry the attribute on two of its parts; the network is written once.</summary>
    private static bool IsFirstOf(INamedTypeSymbol type, GeneratorAttributeSyntaxContext attributed)
    {
        var first = type.GetAttributes().FirstOrDefault(KnownAttributes.IsNetwork)?.ApplicationSyntaxReference;
        return first is not null
            && first.SyntaxTree == attributed.TargetNode.SyntaxTree
            && attributed.TargetNode.Span.Contains(first.Span)
            && first.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() == attributed.TargetNode;
    }
}
