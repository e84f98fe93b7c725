using DnnGen.Generator.Analyzers;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

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

    /// <summary>A rule of a declaration, of shapes and of use, each with its category and the severity that it has by itself.</summary>
    public static TheoryData<string, string, string, string> OneOfEach => new()
    {
        { "DNN0001", "DnnGen.Declaration", NotPartial, "Error" },
        { "DNN1001", "DnnGen.Shapes", "static class Use { static void M(Net net) => net.Predict(Matrix<float>.Zeros(3, 1)); }", "Error" },
        { "DNN2003", "DnnGen.Use", "static class Use { static TrainingOptions M() => new() { LearningRate = 0 }; }", "Warning" },
        { "DNN1010", "DnnGen.Shapes", "static class Use { static Matrix<float> M() => Matrix<float>.Zeros(3, 1); }", "Hidden" },
    };

    [Theory]
    [MemberData(nameof(OneOfEach))]
    public void Every_means_that_CSharp_has_silences_a_rule_or_changes_its_weight(string id, string category, string source, string severity)
    {
        Assert.Equal([$"{id} {severity}"], Found(source));
        Assert.Empty(Found($"#pragma warning disable {id}\n{source}"));
        Assert.Empty(Found($"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"{category}\", \"{id}\")]\n{source}"));
        Assert.Empty(Found(source, $"dotnet_diagnostic.{id}.severity = none"));
        Assert.Empty(Found(source, $"dotnet_analyzer_diagnostic.category-{category}.severity = none"));
        Assert.Equal([$"{id} Info"], Found(source, $"dotnet_diagnostic.{id}.severity = suggestion"));
        Assert.Equal([$"{id} Warning"], Found(source, $"dotnet_analyzer_diagnostic.category-{category}.severity = warning"));
        Assert.Equal([$"{id} Error"], Found(source, $"dotnet_analyzer_diagnostic.category-{category}.severity = none\ndotnet_diagnostic.{id}.severity = error"));
    }

    /// <summary>What is left of a source's diagnostics under an .editorconfig, as id and severity.</summary>
    private static string[] Found(string source, string configuration = "")
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
            .WithMetadataReferences(References.All)
            .WithAnalyzerReferences([new Product([])]);
        project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From("root = true\n[*.cs]\n" + configuration + "\n"), filePath: "/0/.editorconfig").Project;
        project = project.AddDocument("Net.cs", "[DnnGen.Network(2, 1)] public partial class Net;", filePath: "/0/Net.cs").Project;
        project = project.AddDocument("Source.cs", "using DnnGen;\n" + source, filePath: "/0/Source.cs").Project;
        return [.. Editor.Diagnostics(project.GetCompilationAsync().GetAwaiter().GetResult()!, project.AnalyzerOptions).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Severity}")];
    }

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
