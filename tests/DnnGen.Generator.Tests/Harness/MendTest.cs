using DnnGen.Generator.Analyzers;

using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>A project with its generated code, all analyzers and one mend, which is applied as an editor does and by Fix All.</summary>
internal sealed class MendTest : CSharpCodeFixTest<ShapeFlowAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    private readonly CodeFixProvider fix;

    public MendTest(CodeFixProvider fix)
    {
        this.fix = fix;
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        SolutionTransforms.Add((solution, project) => solution.AddAnalyzerReference(project, new Product([])));
        TestState.AdditionalReferences.AddRange(References.All);
    }

    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => [fix];

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Editor.Analyzers;
}
