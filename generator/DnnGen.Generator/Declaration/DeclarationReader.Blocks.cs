using System.Collections.Immutable;
using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Declaration;

/// <summary>Blocks: those that a network puts in, with the sizes that it gives them, and a block by itself.</summary>
internal static partial class DeclarationReader
{
    /// <summary>Whose layers are being read, and what they can ask for.</summary>
    /// <param name="name">The name of the network or block.</param>
    /// <param name="open">The blocks that are being read, from the outermost.</param>
    /// <param name="sizes">The sizes that a block is given, null where the value is not known; of a network none at all.</param>
    /// <param name="use">What puts the block in.</param>
    /// <param name="budget">Counts the layers that are read, whoever owns them.</param>
    private sealed class Owner(
        string name, ImmutableArray<INamedTypeSymbol> open, IReadOnlyDictionary<string, int?>? sizes, string use, Budget budget)
    {
        public string Name => name;

        public ImmutableArray<INamedTypeSymbol> Open => open;

        public IReadOnlyDictionary<string, int?>? Sizes => sizes;

        /// <summary><c>[Use&lt;Encoder&gt;(Width = 128)] of Net</c>.</summary>
        public string Use => use;

        public Budget Budget => budget;

        /// <summary>The sizes that its layers have read.</summary>
        public HashSet<string> Read { get; } = [];

        /// <summary>The layers whose sizes are not all known.</summary>
        public HashSet<int> Unknown { get; } = [];

        /// <summary>The layers that stand before the one that is read; the input of a network is one.</summary>
        public long Before { get; set; }

        /// <summary>Whether something is so wrong that shapes cannot be inferred.</summary>
        public bool Failed { get; set; }
    }

    /// <summary>How many layers may still be read: blocks that put in blocks that put in blocks are many soon.</summary>
    private sealed class Budget
    {
        private int left = BlockExpansion.MostLayers;

        public bool IsSpent => left < 0;

        public bool Spend() => --left >= 0;
    }

    private static Owner OwnerOf(INamedTypeSymbol network) => new(network.Name, [], sizes: null, use: "", new Budget());

    /// <summary>What is wrong with a class that is marked as a block, as far as it can be said without an input.</summary>
    public static EquatableArray<Problem> ReadBlock(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var attributes = type.GetAttributes();
        var layers = attributes.Where(KnownAttributes.IsLayer).ToImmutableArray();
        if (!IsNamed(type) || !layers.All(Compiles) || attributes.Any(KnownAttributes.IsNetwork))
        {
            // The compiler says what is wrong; of what is a network too, the network says it.
            return default;
        }

        cancellation.ThrowIfCancellationRequested();
        int input = layers.ToList().FindIndex(layer => KnownAttributes.IsInput(layer) || KnownAttributes.IsOutput(layer));
        if (WhyNoBlock(layers) is { } reason)
        {
            var place = input >= 0 ? Place.LayerAttribute(input) : Place.ClassName;
            return new([Problem.At(place, Descriptors.BlockDeclaredWrongId, type.Name, reason)]);
        }

        var sizes = BlockSize.Names.ToDictionary(name => name, name => (int?)null);
        var owner = new Owner(type.Name, [type], sizes, use: "", new Budget());
        var declared = layers.Select((layer, index) => ReadLayer(layer, index, owner, problems)).ToList();
        if (!owner.Failed)
        {
            problems.AddRange(Shapes.BlockCheck.Check(type.Name, declared, owner.Unknown));
        }

        return problems.ToEquatableArray();
    }

    /// <summary>Why layers cannot be those of a block; null where they can.</summary>
    private static string? WhyNoBlock(ImmutableArray<AttributeData> layers) =>
        layers.Length == 0 ? "has no layer: give it some, for example [Dense(10)]"
        : layers.Any(KnownAttributes.IsInput) ? "has an [Input]: remove it, for what comes into a block is what stands before its [Use]"
        : layers.Any(KnownAttributes.IsOutput) ? "has an [Output]: remove it, and write it behind the [Use] that it is for"
        : CountDeclarations(layers) > 1 ? "has layers on several declarations, and only on one their order is known: move them together"
        : null;

    /// <summary>A block with the sizes that it is given here.</summary>
    private static UseDeclaration ReadUse(AttributeData layer, int index, Owner owner, List<Problem> problems)
    {
        var given = new List<GivenSize>();
        var sizes = new Dictionary<string, int?>();
        foreach (string size in BlockSize.Names)
        {
            if (NamedInt(layer, size) is { } value)
            {
                int bound = Bind(value, size, index, owner, problems);
                given.Add(new(size, bound));
                sizes.Add(size, BlockSize.Of(value) is { } outer && owner.Sizes?.TryGetValue(outer.Name, out int? known) == true && known is null ? null : bound);
            }
        }

        var block = layer.AttributeClass!.TypeArguments[0];
        int repeat = Bind(NamedInt(layer, "Repeat") ?? 1, "Repeat", index, owner, problems);
        var declaration = new UseDeclaration(block.Name, repeat, given.ToEquatableArray(), default);
        string spelling = LayerSpelling.Of(declaration);
        UseDeclaration Wrong(Problem problem)
        {
            owner.Failed = true;
            problems.Add(problem);
            return declaration;
        }

        if (repeat < 1)
        {
            return Wrong(Problem.At(
                Place.LayerArgument(index, "Repeat"),
                Descriptors.OutOfRangeId,
                "Repeat",
                (owner.Open.IsEmpty ? owner.Before : index + 1).ToString(CultureInfo.InvariantCulture),
                owner.Name,
                repeat.ToString(CultureInfo.InvariantCulture),
                "1 or more"));
        }

        string? reason = null;
        if (block is not INamedTypeSymbol type || !type.GetAttributes().Any(KnownAttributes.IsBlock))
        {
            reason = "is no block: mark the class with [Block] and give it layers";
            return Wrong(Problem.At(Place.LayerAttribute(index), Descriptors.NoBlockId, spelling, owner.Name, block.Name, reason));
        }

        var layers = type.GetAttributes().Where(KnownAttributes.IsLayer).ToImmutableArray();
        if (type.GetAttributes().Any(KnownAttributes.IsNetwork) || (reason = WhyNoBlock(layers)) is not null)
        {
            return Wrong(Problem.At(Place.LayerAttribute(index), Descriptors.NoBlockId, spelling, owner.Name, block.Name, reason ?? "is a network too: remove its [Network], or its [Block]"));
        }

        int first = owner.Open.ToList().FindIndex(other => SymbolEqualityComparer.Default.Equals(other, type));
        if (first >= 0)
        {
            string way = string.Join(" → ", owner.Open.Skip(first).Append(type).Select(step => step.Name));
            return Wrong(Problem.At(Place.LayerAttribute(index), Descriptors.BlockCycleId, type.Name, way));
        }

        if (!layers.All(Compiles))
        {
            owner.Failed = true;
            return declaration;
        }

        var inner = new Owner(type.Name, owner.Open.Add(type), sizes, $"{spelling} of {owner.Name}", owner.Budget);
        var inside = new List<Problem>();
        var body = layers.Select((own, place) => ReadLayer(own, place, inner, inside)).ToEquatableArray();
        problems.AddRange(inside.Select(problem => problem with { Place = problem.Place.InBlockOf(index) }));
        owner.Failed |= inner.Failed;
        if (sizes.Values.Any(size => size is null) || inner.Unknown.Count > 0)
        {
            owner.Unknown.Add(index);
        }

        foreach (var size in given.Where(size => !inner.Read.Contains(size.Name) && !inner.Budget.IsSpent))
        {
            string takes = inner.Read.Count == 0 ? "its layers read no size" : $"its layers read {string.Join(", ", BlockSize.Names.Where(inner.Read.Contains).Select(name => "Block." + name))}";
            Wrong(Problem.At(Place.LayerArgument(index, size.Name), Descriptors.SizeNotTakenId, spelling, owner.Name, size.Name, type.Name, takes));
        }

        return declaration with { Body = body };
    }

    /// <summary>The number that a constant means: itself, or where it is a size of a block, what the block is given.</summary>
    private static int Bind(int value, string argument, int index, Owner owner, List<Problem> problems)
    {
        var place = Place.LayerArgument(index, argument);
        string l = ShapeNumber(index + 1), network = ShapeNumber((int)Math.Min(owner.Before, int.MaxValue));
        if (BlockSize.Of(value) is not { } size)
        {
            if (owner.Sizes is not null && BlockSize.IsLost(value))
            {
                owner.Failed = true;
                problems.Add(Problem.At(place, Descriptors.SizeUnusableId, l, owner.Name, "reckons with the sizes of the block in a way that cannot be followed: multiply one of them by a whole number, or divide it by one, as in 4 * Block.Width"));
            }

            return value;
        }

        if (owner.Sizes is null)
        {
            owner.Failed = true;
            problems.Add(Problem.At(place, Descriptors.SizeUnusableId, network, owner.Name, $"takes {size}, and only a block is given sizes: write a number"));
            return 1;
        }

        bool isFirst = owner.Read.Add(size.Name);
        if (!owner.Sizes.TryGetValue(size.Name, out int? given))
        {
            owner.Failed = true;
            if (isFirst)
            {
                problems.Add(Problem.At(place, Descriptors.SizeNotGivenId, owner.Use, size.Name, l, owner.Name, size.ToString()));
            }

            return 1;
        }

        if (given is not { } known)
        {
            owner.Unknown.Add(index);
            return 1;
        }

        if (size.With(known) is { } number)
        {
            return number;
        }

        owner.Failed = true;
        problems.Add(Problem.At(
            place,
            Descriptors.SizeUnusableId,
            l,
            owner.Name,
            $"takes {size}, and with the {ShapeNumber(known)} of {owner.Use} that is no {(size.Parts == 1 ? "number that fits" : "whole number")}: give another {size.Name}"));
        return 1;
    }

    private static string ShapeNumber(int value) => value.ToString(CultureInfo.InvariantCulture);
}
