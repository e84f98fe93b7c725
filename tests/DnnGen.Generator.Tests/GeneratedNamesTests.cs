using System.Collections.Immutable;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Shapes;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.Tests;

/// <summary>The two lists of names that collisions are found by are complete: held against what is generated.</summary>
public sealed class GeneratedNamesTests
{
    /// <summary>A network that is split over several methods, beside all other features.</summary>
    private static string Declarations { get; } =
        $$"""{{CompilationTests.Declarations}} [Network({{string.Join(", ", Enumerable.Repeat(2, 201))}}, 1)] public partial class Deep;""";

    [Fact]
    public void Every_type_that_generated_code_names_in_short_is_known_to_RuntimeTypes()
    {
        var project = new Consumer(Declarations).Generate();
        var unknown = new SortedSet<string>();
        var used = new HashSet<string>();
        foreach (var tree in project.Output.SyntaxTrees.Except(project.Input.SyntaxTrees))
        {
            var model = project.Output.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot(CancellationToken.None).DescendantNodes().OfType<SimpleNameSyntax>().Where(IsShort))
            {
                var symbol = model.GetSymbolInfo(name, CancellationToken.None).Symbol;
                bool isAttribute = name.Parent is AttributeSyntax;
                if ((isAttribute ? symbol?.ContainingType : symbol) is INamedTypeSymbol { SpecialType: SpecialType.None } type
                    && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, project.Output.Assembly))
                {
                    bool known = RuntimeTypes.All.Any(entry =>
                        entry.Name == type.Name && entry.Arity == type.Arity && entry.Namespace == type.ContainingNamespace.ToDisplayString());
                    _ = known ? used.Add(type.Name) : unknown.Add($"{type} in {name.Parent?.Parent}");
                    if (isAttribute)
                    {
                        used.Add(name.Identifier.ValueText);
                    }
                }
            }
        }

        Assert.Empty(unknown);
        Assert.Empty(RuntimeTypes.All.Select(entry => entry.Name).Except(used));
    }

    [Theory]
    [InlineData("Shop.Vision.CatClassifier")]
    [InlineData("Shop.Vision.Everything")]
    [InlineData("Shop.Vision.OneLayer")]
    [InlineData("Shop.Vision.Images")]
    [InlineData("Shop.Vision.Branched")]
    [InlineData("Shop.Vision.Decoder")]
    [InlineData("Shop.Vision.Enlarged")]
    [InlineData("Shop.Vision.Listener")]
    [InlineData("Shop.Vision.Audio")]
    [InlineData("Shop.Vision.Sound")]
    [InlineData("Deep")]
    [InlineData("Shop.Vision.Several")]
    [InlineData("Shop.Vision.Joined")]
    public void Every_member_that_is_generated_is_a_conflict_where_the_user_has_it_already(string name)
    {
        var project = new Consumer(Declarations).Generate();
        var generated = project.Output.GetTypeByMetadataName(name)!;
        var declaration = DeclarationReader.Read(project.Input.GetTypeByMetadataName(name)!, CancellationToken.None).Declaration!;
        var shape = ShapeInference.Infer(declaration).Shape;

        // The user's part alone, then each generated member in the user's own source.
        ImmutableArray<MemberDeclarationSyntax> members =
        [
            .. generated.DeclaringSyntaxReferences
                .Select(reference => (ClassDeclarationSyntax)reference.GetSyntax(CancellationToken.None))
                .SelectMany(part => part.Members)
                .Where(member => member is not ConstructorDeclarationSyntax && !IsExplicit(member)),
        ];
        Assert.NotEmpty(members);
        foreach (var member in members)
        {
            string source = $"namespace User {{ using DnnGen; class C {{ {member} }} }}";
            var type = CSharpCompilation.Create("User", [Consumer.Parse(source, "/0/User.cs")], References.All).GetTypeByMetadataName("User.C")!;
            var expected = type.GetMembers().Where(symbol => !symbol.IsImplicitlyDeclared && symbol is not IMethodSymbol { AssociatedSymbol: not null }).Select(symbol => symbol.Name);
            Assert.Equal(expected, GeneratedMembers.Conflicts(type, declaration, shape));
        }
    }

    private static bool IsExplicit(MemberDeclarationSyntax member) => member is
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null };

    /// <summary>Whether a name may be that of a type, written without its namespace; no type begins with a small letter.</summary>
    private static bool IsShort(SimpleNameSyntax name) => !char.IsLower(name.Identifier.ValueText[0]) && name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberAccessExpressionSyntax access => access.Expression == name,
        AliasQualifiedNameSyntax => false,
        _ => true,
    };
}
