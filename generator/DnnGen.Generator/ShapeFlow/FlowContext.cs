using DnnGen.Generator.Declaration;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What the analysis of one method needs to know of the world around it.</summary>
internal sealed class FlowContext(
    KnownTypes types,
    AnnotationReader annotations,
    VariableUse use,
    SemanticModel? model,
    Action<Diagnostic> report,
    CancellationToken cancellation,
    ISymbol? owner = null)
{
    private readonly Dictionary<ISymbol, ShapeValue?> members = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(string, int)> reported = [];
    private readonly Dictionary<ISymbol, Signature> promised = new(SymbolEqualityComparer.Default);

    // The static member whose initialiser is being looked at: what stands behind it is still empty when it runs.
    private ISymbol? initialised = owner is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } ? owner : null;

    public KnownTypes Types { get; } = types;

    public AnnotationReader Annotations { get; } = annotations;

    public MemberRules Members { get; } = new(types);

    public VariableUse Use { get; } = use;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What is learnt about signatures that say nothing themselves; nothing is where nobody asks.</summary>
    public SignatureInference? Inference { get; init; }

    /// <summary>How often a block was walked through: the work that an analysis takes.</summary>
    public int Evaluations { get; private set; }

    public void CountEvaluation() => Evaluations++;

    /// <summary>Reports a diagnostic, once for its place.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (reported.Add((diagnostic.Id, diagnostic.Location.SourceSpan.Start)))
        {
            report(diagnostic);
        }
    }

    /// <summary>Notes the delegate that a lambda becomes: what that promises holds inside the lambda too.</summary>
    public void Promise(IMethodSymbol lambda, IMethodSymbol? invoke)
    {
        if (invoke is not null && Annotations.Of(invoke) is { IsEmpty: false } promise)
        {
            promised[lambda] = Annotations.Of(lambda).Or(promise);
        }
    }

    /// <summary>The annotations of a method, or of a lambda together with those of the delegate that it becomes.</summary>
    public Signature SignatureOf(IMethodSymbol method) => promised.TryGetValue(method, out var promise) ? promise : Annotations.Of(method);

    /// <summary>What is known when a method begins: its parameters, as annotated or as unknowns of their own name.</summary>
    public FlowState EntryOf(IMethodSymbol method, FlowState outer)
    {
        var state = outer;
        var signature = SignatureOf(method);
        var names = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.None && IsWholeNumber(parameter.Type))
            {
                var number = Dimension.Of(new Unknown(parameter.Name, Identity(method, parameter.Name)));
                names[parameter.Name] = number;
                if (Use.IsTraceable(parameter))
                {
                    state = state.Set(parameter, new NumberValue(number));
                }
            }
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.None && Use.IsTraceable(parameter))
            {
                state = state.Set(parameter, EntryValue(method, parameter, signature.Parameters.Length > parameter.Ordinal ? signature.Parameters[parameter.Ordinal] : null, names));
            }
        }

        if (method.ContainingType is { IsExtension: true, ExtensionParameter: { RefKind: RefKind.None } receiver } && Use.IsTraceable(receiver))
        {
            state = state.Set(receiver, EntryValue(method, receiver, Annotations.OfReceiver(method), names));
        }

        return state;
    }

    /// <summary>What the names of a method's own annotations stand for inside it.</summary>
    public static Dictionary<string, Dimension> NamesInside(IMethodSymbol method, Annotation annotation)
    {
        var names = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (string name in annotation.Names)
        {
            names[name] = ConstantNamed(method.ContainingType, name) ?? Dimension.Of(new Unknown(name, Identity(method, name)));
        }

        return names;
    }

    /// <summary>A constant of a type, or of a type around it.</summary>
    public static Dimension? ConstantNamed(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue) is { ConstantValue: int value })
            {
                return Dimension.Of(value);
            }
        }

        return null;
    }

    /// <summary>A size of a network; one that says none of its labels has one for each output, as the contract of networks has it.</summary>
    public static Dimension? SizeNamed(INamedTypeSymbol? network, string name) =>
        ConstantNamed(network, name) ?? (name == "LabelSize" && network?.GetAttributes().Any(KnownAttributes.IsNetwork) == true ? ConstantNamed(network, "OutputSize") : null);

    /// <summary>What the names of an annotation stand for as far as they are constants of a type.</summary>
    public static Dictionary<string, Dimension> ConstantsOf(INamedTypeSymbol? type, Annotation annotation)
    {
        var names = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (string name in annotation.Names)
        {
            if (ConstantNamed(type, name) is { } constant)
            {
                names[name] = constant;
            }
        }

        return names;
    }

    /// <summary>What is known of a field or property wherever it is read: an annotation, or an initialiser that nothing overwrites.</summary>
    public ShapeValue? MemberValue(ISymbol member)
    {
        if (initialised is not null && !Initialiser.RunsBefore(member, initialised, Cancellation))
        {
            return null;
        }

        if (members.TryGetValue(member, out var known))
        {
            return known;
        }

        members[member] = null;
        var value = Annotated(member) ?? Initialised(member);
        members[member] = value;
        return value;
    }

    /// <summary>What a field or property holds once everything is initialised, asked from inside of its own initialiser too.</summary>
    public ShapeValue? ValueOnceInitialised(ISymbol member)
    {
        var around = initialised;
        initialised = null;
        var value = MemberValue(member);
        initialised = around;
        return value;
    }

    /// <summary>The state without some of its variables.</summary>
    public static FlowState Without(FlowState state, HashSet<ISymbol> variables)
    {
        foreach (var variable in variables)
        {
            state = state.Set(variable, null);
        }

        return state;
    }

    /// <summary>The state in which nothing is certain of the forward passes of workspaces.</summary>
    public static FlowState WithoutWorkspaces(FlowState state)
    {
        foreach (var entry in state.Values)
        {
            if (entry.Key is WorkspaceIdentity)
            {
                state = state.Set(entry.Key, null);
            }
        }

        return state;
    }

    /// <summary>The state of the variables that keep their value for good.</summary>
    public FlowState OnlyStable(FlowState state)
    {
        foreach (var entry in state.Values)
        {
            if (entry.Key is not ISymbol symbol || !Use.IsStable(symbol))
            {
                state = state.Set(entry.Key, null);
            }
        }

        return state;
    }

    /// <summary>Whether values of a type are counted with.</summary>
    public static bool IsWholeNumber(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    private ShapeValue? EntryValue(IMethodSymbol method, IParameterSymbol parameter, Annotation? annotation, Dictionary<string, Dimension> numbers)
    {
        if (annotation is not null && Types.CarriesShape(parameter.Type))
        {
            var names = NamesInside(method, annotation);
            foreach (var number in numbers)
            {
                names[number.Key] = number.Value;
            }

            return annotation.ValueOf(names);
        }

        if (IsWholeNumber(parameter.Type))
        {
            return new NumberValue(numbers[parameter.Name]);
        }

        if (Types.IsMatrix(parameter.Type))
        {
            return new MatrixValue(Of("Rows"), Of("Columns"));
        }

        return Types.IsSpan(parameter.Type) || parameter.Type is IArrayTypeSymbol { Rank: 1 } ? new SpanValue(Of("Length")) : null;

        Dimension Of(string property) =>
            Dimension.Of(new Unknown($"{parameter.Name}.{property}", Identity(method, $"{parameter.Name}.{property}")));
    }

    private ShapeValue? Annotated(ISymbol member)
    {
        if (Annotations.Of(member) is not { } annotation)
        {
            return null;
        }

        // Numbers and constants alone: a name stands for something else in every instance.
        return annotation.ValueOf(ConstantsOf(member.ContainingType, annotation));
    }

    private ShapeValue? Initialised(ISymbol member)
    {
        if (model is null || Initialiser.Of(member, model, Types, Cancellation) is not { } operation)
        {
            return null;
        }

        var around = initialised;
        initialised = member.IsStatic && !Initialiser.IsBody(member, Cancellation) ? member : around;
        var value = new Evaluator(this, member, FlowState.Empty, inCycle: true, report: false).Value(operation);
        initialised = around;
        return value;
    }

    private static string Identity(IMethodSymbol method, string name) => $"{method.MetadataName}/{(method.Locations.IsEmpty ? 0 : method.Locations[0].SourceSpan.Start)}/{name}";
}
