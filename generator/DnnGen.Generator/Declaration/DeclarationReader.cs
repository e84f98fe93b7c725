using System.Collections.Immutable;
using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Diagnostics;
using DnnGen.Generator.Shapes;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.Declaration;

/// <summary>What was read from a class: a declaration where one could be made out, and what is wrong with it.</summary>
internal sealed record DeclarationResult(NetworkDeclaration? Declaration, EquatableArray<Problem> Problems);

/// <summary>
/// Reads symbols and attributes into a <see cref="NetworkDeclaration"/>. The generator and the analyzer both call this,
/// so that what is generated and what is reported can never differ.
/// </summary>
internal static partial class DeclarationReader
{
    /// <summary>Reads a class that carries <c>[Network]</c> or a layer.</summary>
    public static DeclarationResult Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var attributes = type.GetAttributes();
        var network = attributes.FirstOrDefault(KnownAttributes.IsNetwork);
        var layers = attributes.Where(KnownAttributes.IsLayer).ToImmutableArray();
        if (network is null)
        {
            if (layers.Length > 0 && !attributes.Any(KnownAttributes.IsBlock))
            {
                problems.Add(Problem.At(Place.LayerAttribute(0), Descriptors.LayersWithoutNetworkId, type.Name));
            }

            return new(null, problems.ToEquatableArray());
        }

        if (!IsNamed(type))
        {
            // The compiler says what is wrong with the name.
            return new(null, problems.ToEquatableArray());
        }

        cancellation.ThrowIfCancellationRequested();
        CheckType(type, problems);
        if (attributes.Any(KnownAttributes.IsBlock))
        {
            problems.Add(Problem.At(Place.NetworkAttribute, Descriptors.BlockDeclaredWrongId, type.Name, "is a network too: remove [Network], or [Block]"));
            return new(null, problems.ToEquatableArray());
        }

        if (ReadLayers(type, network, layers, problems) is not { } declared)
        {
            return new(null, problems.ToEquatableArray());
        }

        if (declared.Sum(UseDeclaration.CountOf) > BlockExpansion.MostLayers && declared.OfType<UseDeclaration>().Any())
        {
            problems.Add(TooManyLayers(type.Name));
            return new(null, problems.ToEquatableArray());
        }

        var declarations = BlockExpansion.Expand(declared);

        var precision = ReadEnum<Precision>(network, "Precision", Place.NetworkArgument("Precision"), problems) ?? Precision.Single;
        var declaration = new NetworkDeclaration(
            Identify(type),
            Spelling(network, declared),
            declarations.ToEquatableArray(),
            ReadEnum<Activation>(network, "Hidden", Place.NetworkArgument("Hidden"), problems),
            ReadEnum<Activation>(network, "Output", Place.NetworkArgument("Output"), problems),
            ReadEnum<Loss>(network, "Loss", Place.NetworkArgument("Loss"), problems),
            precision)
        {
            Init = ReadEnum<Initialization>(network, "Init", Place.NetworkArgument("Init"), problems),
            InitScale = NamedDouble(network, "InitScale"),
            L1 = NamedDouble(network, "L1"),
            L2 = NamedDouble(network, "L2"),
            LabelSmoothing = NamedDouble(network, "LabelSmoothing") ?? 0,
            ClassWeights = NamedDoubles(network, "ClassWeights"),
        };

        foreach (string name in GeneratedMembers.Conflicts(type, declaration, ShapeInference.Infer(declaration).Shape).Distinct())
        {
            problems.Add(Problem.At(name == type.Name ? Place.ClassName : Place.Member(name), Descriptors.NameTakenId, type.Name, name));
        }

        return new(declaration, problems.ToEquatableArray());
    }

    /// <summary>Whether the class and the types around it have names, and no member bears the name of its type, as C# demands.</summary>
    private static bool IsNamed(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.Name.Length == 0)
            {
                return false;
            }
        }

        return type.ContainingType?.Name != type.Name && type.GetMembers(type.Name).IsEmpty;
    }

    private static void CheckType(INamedTypeSymbol type, List<Problem> problems)
    {
        string? kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "a record struct",
            { TypeKind: TypeKind.Struct } => "a struct",
            { IsRecord: true } => "a record",
            { TypeKind: not TypeKind.Class } => "not a class",
            { IsStatic: true } => "a static class",
            { IsAbstract: true } => "an abstract class",
            { IsGenericType: true } when type.Arity > 0 => "a generic class",
            { IsFileLocal: true } => "a file-local class, which other files cannot continue",
            _ when GeneratedMembers.HasPrimaryConstructor(type) => "a class with a primary constructor",
            _ when HasRequiredMembers(type) => "a class with required members",
            _ when !GeneratedMembers.CanBeConstructed(type) => "a class whose base class has no constructor without arguments",
            _ => null,
        };
        if (kind is not null)
        {
            problems.Add(Problem.At(Place.ClassName, Descriptors.TypeNotSupportedId, type.Name, kind, $"partial class {type.Name}"));
        }
        else if (!IsPartial(type))
        {
            problems.Add(Problem.At(Place.ClassName, Descriptors.MustBePartialId, type.Name));
        }

        int index = 0;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType, index++)
        {
            if (outer.IsFileLocal)
            {
                problems.Add(Problem.At(Place.ClassName, Descriptors.TypeNotSupportedId, type.Name, $"inside the file-local type {outer.Name}, which other files cannot continue", $"partial class {type.Name}"));
            }
            else if (!IsPartial(outer))
            {
                problems.Add(Problem.At(Place.ContainingType(index), Descriptors.ContainingTypeMustBePartialId, outer.Name, type.Name, Identifiers.Keyword(outer)));
            }
        }
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(reference =>
        reference.GetSyntax() is not TypeDeclarationSyntax syntax || syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The input and the layers of either spelling; null where they cannot be made out.</summary>
    private static List<LayerDeclaration>? ReadLayers(
        INamedTypeSymbol type, AttributeData network, ImmutableArray<AttributeData> layers, List<Problem> problems)
    {
        if (!Compiles(network) || !layers.All(Compiles))
        {
            // The compiler says what is wrong with the attribute itself.
            return null;
        }

        var sizes = ReadSizes(network);
        if (sizes.Count > 0 && layers.Length > 0)
        {
            problems.Add(Problem.At(Place.NetworkAttribute, Descriptors.SizesAndLayersId, type.Name));
            return null;
        }

        if (layers.Length > 0)
        {
            return ReadLayerAttributes(type, layers, problems);
        }

        if (sizes.Count < 2)
        {
            problems.Add(Problem.At(
                Place.NetworkAttribute, Descriptors.TooFewSizesId, type.Name, sizes.Count == 0 ? "no size" : "one size"));
            return null;
        }

        return [new InputDeclaration(TensorShape.Vector(sizes[0])), .. sizes.Skip(1).Select(units => new DenseDeclaration(units, null))];
    }

    private static List<LayerDeclaration>? ReadLayerAttributes(INamedTypeSymbol type, ImmutableArray<AttributeData> layers, List<Problem> problems)
    {
        int declarations = CountDeclarations(layers);
        if (declarations > 1)
        {
            problems.Add(Problem.At(
                Place.LayerAttribute(layers.Length - 1), Descriptors.LayersSpreadId, type.Name, declarations.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        if (!KnownAttributes.IsInput(layers[0]))
        {
            problems.Add(Problem.At(Place.LayerAttribute(0), Descriptors.InputNotFirstId, type.Name));
            return null;
        }

        for (int i = 0; i < layers.Length; i++)
        {
            var input = layers[i];
            if (KnownAttributes.IsInput(input) && input.ConstructorArguments.Length > 0 && input.NamedArguments.FirstOrDefault(argument => argument.Key is "Time" or "Features").Key is { } extra)
            {
                problems.Add(Problem.At(Place.LayerArgument(i, extra), Descriptors.InputTwiceId, type.Name, extra, LayerSpelling.Of(new InputDeclaration(ReadShape(input, place => IntArgument(input, place))))));
                return null;
            }
        }

        if (layers.All(layer => KnownAttributes.IsInput(layer) || KnownAttributes.IsOutput(layer)))
        {
            problems.Add(Problem.At(Place.LayerAttribute(0), Descriptors.TooFewSizesId, type.Name, "an input and no layer"));
            return null;
        }

        var owner = OwnerOf(type);
        List<LayerDeclaration> declared = [.. layers.Select((layer, index) => ReadLayer(layer, index, owner, problems))];
        if (owner.Budget.IsSpent && layers.Any(KnownAttributes.IsUse))
        {
            problems.Add(TooManyLayers(type.Name));
            return null;
        }

        return owner.Failed ? null : declared;
    }

    private static Problem TooManyLayers(string network) => Problem.At(
        Place.ClassName, Descriptors.TooManyLayersId, network, BlockExpansion.MostLayers.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>On how many declarations of a class its layers stand; of a class in another assembly it is not known, and is one.</summary>
    private static int CountDeclarations(ImmutableArray<AttributeData> layers) => layers
        .Select(layer => layer.ApplicationSyntaxReference is { } reference
            ? (reference.SyntaxTree, reference.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>()?.SpanStart)
            : default)
        .Distinct()
        .Count();

    /// <summary>A layer of a network or of a block, with the sizes that the block is given.</summary>
    private static LayerDeclaration ReadLayer(AttributeData layer, int index, Owner owner, List<Problem> problems)
    {
        if (!owner.Budget.Spend())
        {
            return new FlattenDeclaration();
        }

        var declaration = ReadUnnamed(layer, index, owner, problems) with
        {
            Name = KnownAttributes.IsOutput(layer) ? null : NamedString(layer, "Name"),
            IsFrozen = NamedBool(layer, "Frozen"),
            Init = ReadEnum<Initialization>(layer, "Init", Place.LayerArgument(index, "Init"), problems),
            InitScale = NamedDouble(layer, "InitScale"),
            L1 = NamedDouble(layer, "L1"),
            L2 = NamedDouble(layer, "L2"),
        };
        owner.Before += UseDeclaration.CountOf(declaration);
        return declaration;
    }

    private static LayerDeclaration ReadUnnamed(AttributeData layer, int index, Owner owner, List<Problem> problems)
    {
        Activation? Own() => ReadEnum<Activation>(layer, "Activation", Place.LayerActivation(index), problems);
        int Number(int place) => Bind(IntArgument(layer, place), ShapeNumber(place), index, owner, problems);
        int Named(string name, int otherwise) => NamedInt(layer, name) is { } value ? Bind(value, name, index, owner, problems) : otherwise;
        NormDeclaration Norm(NormKind norm) => new(
            norm,
            norm == NormKind.Group ? Number(0) : 1,
            NamedDouble(layer, "Epsilon") ?? NormDeclaration.StandardEpsilon,
            NamedDouble(layer, "Momentum") ?? NormDeclaration.StandardMomentum);
        RecurrentDeclaration Recurrent(RecurrentKind kind) => new(
            kind, Number(0), NamedBool(layer, "Sequence"), NamedDouble(layer, "ForgetBias") ?? RecurrentDeclaration.StandardForgetBias);
        return KnownAttributes.LayerKind(layer) switch
        {
            "Input" => new InputDeclaration(ReadInput(layer, Number, Named)),
            "TokenInput" => new InputDeclaration(TensorShape.Tokens(Named("Time", 0), Named("Vocabulary", 0))),
            "Embedding" => new EmbeddingDeclaration(Number(0)),
            "PositionalEmbedding" => new PositionalEmbeddingDeclaration(),
            "SelfAttention" => new SelfAttentionDeclaration(Number(0), NamedBool(layer, "Causal")),
            "FeedForward" => new FeedForwardDeclaration(Number(0), Own()),
            "Dense" => new DenseDeclaration(Number(0), Own()) { Tied = NamedString(layer, "Tied"), Transposed = NamedBoolOrNone(layer, "Transposed") },
            "Conv2D" => new ConvolutionDeclaration(
                Number(0), Number(1), Number(layer.ConstructorArguments.Length - 1), Named("Stride", 1), Named("Padding", 0), Named("Dilation", 1), Named("Groups", 1), Own()),
            "DepthwiseConv2D" => new DepthwiseConvolutionDeclaration(
                Number(0), Number(layer.ConstructorArguments.Length - 1), Named("Multiplier", 1), Named("Stride", 1), Named("Padding", 0), Named("Dilation", 1), Own()),
            "ConvTranspose2D" => new TransposedConvolutionDeclaration(
                Number(0), Number(1), Number(layer.ConstructorArguments.Length - 1), Named("Stride", 1), Named("Padding", 0), Named("OutputPadding", 0), Named("Dilation", 1), Named("Groups", 1), Own()),
            "MaxPool2D" => new PoolDeclaration(PoolKind.Max, Number(0), Named("Stride", Number(0)), Named("Padding", 0)),
            "AveragePool2D" => new PoolDeclaration(PoolKind.Average, Number(0), Named("Stride", Number(0)), Named("Padding", 0)),
            "MaxPool1D" => new Pool1DDeclaration(PoolKind.Max, Number(0), Named("Stride", Number(0)), Named("Padding", 0)),
            "AveragePool1D" => new Pool1DDeclaration(PoolKind.Average, Number(0), Named("Stride", Number(0)), Named("Padding", 0)),
            "GlobalMaxPool" => new GlobalPoolDeclaration(PoolKind.Max),
            "GlobalAveragePool" => new GlobalPoolDeclaration(PoolKind.Average),
            "Upsample2D" => new UpsampleDeclaration(Number(0)),
            "Conv1D" => new Convolution1DDeclaration(
                Number(0), Number(1), Named("Stride", 1), Named("Padding", 0), Named("Dilation", 1), Named("Groups", 1), Own()),
            "SimpleRNN" => Recurrent(RecurrentKind.SimpleRNN),
            "GRU" => Recurrent(RecurrentKind.GRU),
            "LSTM" => Recurrent(RecurrentKind.LSTM),
            "Flatten" => new FlattenDeclaration(),
            "Reshape" => new ReshapeDeclaration(ReadInput(layer, Number, Named)),
            "Activation" => new ActivationDeclaration(ReadEnum<Activation>(layer, 0, Place.LayerArgument(index, "0"), problems)),
            "Dropout" => new DropoutDeclaration(
                layer.ConstructorArguments is [{ Value: double rate }] ? rate : 0, Named("Seed", 0)),
            "BatchNorm" => Norm(NormKind.Batch),
            "LayerNorm" => Norm(NormKind.Layer),
            "GroupNorm" => Norm(NormKind.Group),
            "RMSNorm" => Norm(NormKind.RMS),
            "Add" => new CombineDeclaration(CombineKind.Add, ReadNames(layer)),
            "Multiply" => new CombineDeclaration(CombineKind.Multiply, ReadNames(layer)),
            "Concat" => new CombineDeclaration(CombineKind.Concat, ReadNames(layer)),
            "From" => new BranchDeclaration(ReadNames(layer)[0]),
            "Output" => new OutputDeclaration(
                ReadNames(layer)[0],
                ReadEnum<Loss>(layer, "Loss", Place.LayerArgument(index, "Loss"), problems),
                NamedDouble(layer, "Weight") ?? 1,
                NamedDouble(layer, "LabelSmoothing") ?? 0,
                NamedDoubles(layer, "ClassWeights")),
            "PReLU" => new PReLUDeclaration(NamedBool(layer, "Shared")),
            "Use" => ReadUse(layer, index, owner, problems),
            var kind => throw new InvalidOperationException($"There is no declaration for {kind}."),
        };
    }

    /// <summary>A sequence of two numbers that have names, or what <see cref="ReadShape"/> says.</summary>
    private static TensorShape ReadInput(AttributeData layer, Func<int, int> number, Func<string, int, int> named) => layer.ConstructorArguments.Length == 0
        ? TensorShape.Sequence(named("Time", 0), named("Features", 0))
        : ReadShape(layer, number);

    /// <summary>A vector of one number, or an image of three.</summary>
    private static TensorShape ReadShape(AttributeData layer, Func<int, int> number) => layer.ConstructorArguments.Length == 3
        ? TensorShape.Image(number(0), number(1), number(2))
        : TensorShape.Vector(number(0));

    private static bool Compiles(AttributeData attribute) =>
        attribute.AttributeConstructor is not null
        && attribute.AttributeClass!.TypeArguments.Length == (KnownAttributes.IsUse(attribute) ? 1 : 0)
        && attribute.AttributeClass.TypeArguments.All(type => type.TypeKind != TypeKind.Error)
        && attribute.ConstructorArguments.All(argument => argument.Kind switch
        {
            TypedConstantKind.Error => false,
            TypedConstantKind.Array when !argument.IsNull => argument.Values.All(value => value.Kind != TypedConstantKind.Error),
            _ => true,
        })
        && attribute.ConstructorArguments.Length == attribute.AttributeConstructor.Parameters.Length
        && attribute.NamedArguments.All(argument => argument.Value.Kind != TypedConstantKind.Error);

    private static List<int> ReadSizes(AttributeData network)
    {
        if (network.ConstructorArguments.Length == 0 || network.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array, IsNull: false } array)
        {
            return [];
        }

        return [.. array.Values.Select(value => value.Value is int size ? size : 0)];
    }

    private static int IntArgument(AttributeData layer, int place) =>
        place < layer.ConstructorArguments.Length && layer.ConstructorArguments[place].Value is int value ? value : 0;

    private static int? NamedInt(AttributeData layer, string name) =>
        layer.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value as int?).FirstOrDefault();

    private static bool NamedBool(AttributeData layer, string name) =>
        layer.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);

    private static bool? NamedBoolOrNone(AttributeData layer, string name) =>
        layer.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value as bool?).FirstOrDefault();

    private static string? NamedString(AttributeData layer, string name) =>
        layer.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value as string).FirstOrDefault();

    /// <summary>The names of other layers; one that is null is read as empty, which no layer can be called.</summary>
    private static EquatableArray<string> ReadNames(AttributeData layer) => layer.ConstructorArguments
        .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.IsNull ? [] : argument.Values.AsEnumerable() : [argument])
        .Select(argument => argument.Value as string ?? "")
        .ToEquatableArray();

    private static double? NamedDouble(AttributeData layer, string name) =>
        layer.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value as double?).FirstOrDefault();

    private static EquatableArray<double>? NamedDoubles(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value as double? ?? 0).ToEquatableArray()
            : null;

    private static TEnum? ReadEnum<TEnum>(AttributeData attribute, string name, Place place, List<Problem> problems)
        where TEnum : struct, Enum
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && ReadEnum<TEnum>(argument.Value, place, problems) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static TEnum? ReadEnum<TEnum>(AttributeData attribute, int index, Place place, List<Problem> problems)
        where TEnum : struct, Enum =>
        index < attribute.ConstructorArguments.Length ? ReadEnum<TEnum>(attribute.ConstructorArguments[index], place, problems) : null;

    private static TEnum? ReadEnum<TEnum>(TypedConstant constant, Place place, List<Problem> problems)
        where TEnum : struct, Enum
    {
        if (constant is not { Kind: TypedConstantKind.Enum, Value: int number })
        {
            return null;
        }

        if (Enum.IsDefined(typeof(TEnum), number))
        {
            return (TEnum)Enum.ToObject(typeof(TEnum), number);
        }

        problems.Add(Problem.At(
            place,
            Descriptors.UnknownValueId,
            number.ToString(CultureInfo.InvariantCulture),
            typeof(TEnum).Name,
            string.Join(", ", Enum.GetNames(typeof(TEnum)))));
        return null;
    }

    private static ClassIdentity Identify(INamedTypeSymbol type)
    {
        var outer = new List<INamedTypeSymbol>();
        for (var containing = type.ContainingType; containing is not null; containing = containing.ContainingType)
        {
            outer.Insert(0, containing);
        }

        string space = Identifiers.FullName(type.ContainingNamespace);
        var names = outer.Select(containing => containing.Arity == 0 ? containing.Name : $"{containing.Name}`{containing.Arity}").Append(type.Name);
        return new(
            space,
            outer.Select(Identifiers.PartialHead).ToEquatableArray(),
            type.Name,
            FileName: (space.Length == 0 ? "" : space.Replace("@", "") + ".") + string.Join(".", names),
            DeclaresConstructor: GeneratedMembers.DeclaresConstructor(type),
            QualifyNames: false);
    }

    /// <summary>The declaration as the user could have written it, from the values that were read.</summary>
    private static string Spelling(AttributeData network, List<LayerDeclaration> layers)
    {
        var named = network.NamedArguments
            .Select(argument => (argument.Key, Text: Text(argument.Value)))
            .Where(argument => argument.Text is not null)
            .Select(argument => $"{argument.Key} = {argument.Text}");
        var sizes = ReadSizes(network).Select(size => size.ToString(CultureInfo.InvariantCulture));
        string arguments = string.Join(", ", sizes.Concat(named));
        string head = arguments.Length == 0 ? "[Network]" : $"[Network({arguments})]";
        return ReadSizes(network).Count > 0
            ? head
            : head + " " + string.Join(" ", layers.Select(LayerSpelling.Of));
    }

    /// <summary>The value of an argument of the network as it could have been written; null of one that says nothing.</summary>
    private static string? Text(TypedConstant argument) => argument switch
    {
        { Kind: TypedConstantKind.Enum } => argument.ToCSharpString().Replace("DnnGen.", ""),
        { Kind: TypedConstantKind.Primitive, Value: double number } => number.ToString("R", CultureInfo.InvariantCulture),
        { Kind: TypedConstantKind.Array, IsNull: false } => $"new[] {{ {string.Join(", ", argument.Values.Select(Text))} }}",
        _ => null,
    };
}
