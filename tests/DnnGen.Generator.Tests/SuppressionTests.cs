using DnnGen.Generator.Analyzers;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace DnnGen.Generator.Tests;

/// <summary>A user may silence a rule or change its weight by the means that C# has for it.</summary>
public sealed class SuppressionTests
{
    private const string NotPartial = "[Network(2, 1)] class Cat;";

    [Fact]
    public Task A_pragma_silences_a_rule() =>
        Reports("#pragma warning disable DNN0001\n" + NotPartial + "\n#pragma warning restore DNN0001\n[Network(2, 1)] class {|DNN0001:Dog|};");

    [Fact]
    public Task An_attribute_silences_a_rule() =>
        Reports("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"DnnGen.Declaration\", \"DNN0001\")]\n" + NotPartial);

    [Fact]
    public Task The_editorconfig_silences_a_rule() => Reports(NotPartial, "dotnet_diagnostic.DNN0001.severity = none");

    [Fact]
    public Task The_editorconfig_makes_a_warning_of_a_rule() => Reports(
        "[Network(2, 1)] class {|#0:Cat|};",
        "dotnet_diagnostic.DNN0001.severity = warning",
        DiagnosticResult.CompilerWarning("DNN0001").WithLocation(0).WithMessage(
            "Cat must be partial, so that the generator can write the network into it: write 'partial class Cat'"));

    private static Task Reports(string source, string configuration = "", params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<DeclarationAnalyzer, DefaultVerifier>
        {
            TestCode = "using DnnGen;\n" + source,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),

            // That each rule can be silenced is what is tested here; the testing package would add a pragma of its own.
            TestBehaviors = TestBehaviors.SkipSuppressionCheck,
        };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + configuration + "\n"));
        test.TestState.AdditionalReferences.AddRange(References.All);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }
}
