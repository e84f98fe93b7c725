using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>The types of the runtime that carry shapes, looked up once per compilation.</summary>
internal sealed class KnownTypes
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<IAssemblySymbol, bool> concerned = new(SymbolEqualityComparer.Default);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<INamedTypeSymbol, bool> networks = new(SymbolEqualityComparer.Default);

    private KnownTypes(Compilation compilation, INamedTypeSymbol matrix, INamedTypeSymbol shape)
    {
        Matrix = matrix;
        Shape = shape;

        // Asked of the one assembly that has them: a compilation looks through all of its references.
        var runtime = matrix.ContainingAssembly;
        Operations = runtime.GetTypeByMetadataName("DnnGen.Matrix");
        Network = runtime.GetTypeByMetadataName("DnnGen.INetwork`2");
        Functional = runtime.GetTypeByMetadataName("DnnGen.Functional");
        Workspace = runtime.GetTypeByMetadataName("DnnGen.Workspace`1");
        TrainingOptions = runtime.GetTypeByMetadataName("DnnGen.TrainingOptions");
        Span = compilation.GetTypeByMetadataName("System.Span`1");
        ReadOnlySpan = compilation.GetTypeByMetadataName("System.ReadOnlySpan`1");
    }

    public INamedTypeSymbol Matrix { get; }

    public INamedTypeSymbol Shape { get; }

    public INamedTypeSymbol? Operations { get; }

    public INamedTypeSymbol? Network { get; }

    public INamedTypeSymbol? Functional { get; }

    public INamedTypeSymbol? Workspace { get; }

    public INamedTypeSymbol? TrainingOptions { get; }

    public INamedTypeSymbol? Span { get; }

    public INamedTypeSymbol? ReadOnlySpan { get; }

    /// <summary>The types, or nothing in a compilation that does not know the runtime.</summary>
    public static KnownTypes? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("DnnGen.Matrix`1") is { } matrix
        && matrix.ContainingAssembly.GetTypeByMetadataName("DnnGen.ShapeAttribute") is { } shape
            ? new KnownTypes(compilation, matrix, shape)
            : null;

    /// <summary>Whether an assembly can speak of matrices at all: the runtime, or one that refers to it.</summary>
    public bool IsConcerned(IAssemblySymbol? assembly) =>
        assembly is not null && (concerned.TryGetValue(assembly, out bool known) ? known : concerned.GetOrAdd(assembly, Refers(assembly)));

    public bool IsMatrix(ITypeSymbol? type) => Is(type, Matrix);

    public bool IsWorkspace(ITypeSymbol? type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (Is(level, Workspace))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsTrainingOptions(ITypeSymbol? type) => Is(type, TrainingOptions);

    public bool IsArrayOrSpan(ITypeSymbol? type) => type is IArrayTypeSymbol || IsSpan(type);

    public bool IsSpan(ITypeSymbol? type) => Is(type, Span) || Is(type, ReadOnlySpan);

    /// <summary>Whether a type is a generated network, or their common contract.</summary>
    public bool IsNetwork(INamedTypeSymbol? type) =>
        type is not null
        && IsConcerned(type.ContainingAssembly)
        && (networks.TryGetValue(type, out bool known)
            ? known
            : networks.GetOrAdd(type, Is(type, Network) || type.AllInterfaces.Any(contract => Is(contract, Network))));

    /// <summary>The network that a type stands for: of the common contract, the network that it is closed over.</summary>
    public INamedTypeSymbol? NetworkOf(INamedTypeSymbol? type) =>
        Is(type, Network) && type!.TypeArguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Class } network ? network : type;

    /// <summary>Whether values of a type carry a shape that is followed.</summary>
    public bool CarriesShape(ITypeSymbol? type) =>
        IsMatrix(type) || IsSpan(type) || type is IArrayTypeSymbol { Rank: 1 } || IsWorkspace(type);

    private bool Refers(IAssemblySymbol assembly) =>
        SymbolEqualityComparer.Default.Equals(assembly, Matrix.ContainingAssembly)
        || assembly.Modules.Any(module => module.ReferencedAssemblySymbols.Contains(Matrix.ContainingAssembly, SymbolEqualityComparer.Default));

    // Asked of every operation: most are an int, a string or void, and names differ sooner than symbols do.
    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? definition) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None }
        && definition is not null
        && type.Name == definition.Name
        && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition);
}
