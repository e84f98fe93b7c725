using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What the analysis of one method needs to know of the world around it.</summary>
internal sealed class FlowContext(
    KnownTypes types,
    AnnotationReader annotations,
    VariableUse use,
    SemanticModel? model,
    Action<Diagnostic> report,
    CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, ShapeValue?> members = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(string, int)> reported = [];
    private bool insideInitialiser;

    public KnownTypes Types { get; } = types;

    public AnnotationReader Annotations { get; } = annotations;

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

    /// <summary>What is known when a method begins: its parameters, as annotated or as unknowns of their own name.</summary>
    public FlowState EntryOf(IMethodSymbol method, FlowState outer)
    {
        var state = outer;
        var signature = Annotations.Of(method);
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

        return state;
    }

    /// <summary>What the names of a method's own annotations stand for inside it.</summary>
    public static Dictionary<string, Dimension> NamesInside(IMethodSymbol method, Annotation annotation)
    {
        var names = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (string name in annotation.Rows.Names.Concat(annotation.Columns?.Names ?? []))
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

    /// <summary>What is known of a field or property wherever it is read: an annotation, or an initialiser that nothing overwrites.</summary>
    public ShapeValue? MemberValue(ISymbol member)
    {
        // What one initialiser reads of another depends on which of them has run.
        if (insideInitialiser)
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

            var rows = annotation.Rows.Evaluate(names);
            return annotation.Columns is { } columns
                ? ShapeValue.Known(rows, columns.Evaluate(names))
                : rows is null ? null : new SpanValue(rows);
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
        var names = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (string name in annotation.Rows.Names.Concat(annotation.Columns?.Names ?? []))
        {
            if (ConstantNamed(member.ContainingType, name) is { } constant)
            {
                names[name] = constant;
            }
        }

        var rows = annotation.Rows.Evaluate(names);
        return annotation.Columns is { } columns
            ? ShapeValue.Known(rows, columns.Evaluate(names))
            : rows is null ? null : new SpanValue(rows);
    }

    private ShapeValue? Initialised(ISymbol member)
    {
        bool constant = member switch
        {
            IFieldSymbol field => field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is null && !property.IsVirtual && !property.IsOverride && !property.IsAbstract,
            _ => false,
        };
        if (!constant
            || (!member.IsStatic && member.ContainingType?.TypeKind == TypeKind.Struct)
            || member.DeclaringSyntaxReferences is not [var declaration]
            || model is null
            || declaration.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var initializer = declaration.GetSyntax(Cancellation) switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        if (initializer is null || IsWrittenByConstructor(member) || model.GetOperation(initializer, Cancellation) is not { } operation)
        {
            return null;
        }

        insideInitialiser = true;
        var value = new Evaluator(this, member, FlowState.Empty, inCycle: true, report: false).Value(operation);
        insideInitialiser = false;
        return value;
    }

    private bool IsWrittenByConstructor(ISymbol member)
    {
        foreach (var constructor in member.ContainingType.Constructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                // Any mention of the name is enough to stop trusting the initialiser.
                if (reference.GetSyntax(Cancellation).DescendantTokens().Any(token => token.ValueText == member.Name)
                    && reference.GetSyntax(Cancellation) is ConstructorDeclarationSyntax)
                {
                    return true;
                }
            }
        }

        // An init accessor runs as if it were part of the constructor.
        return member.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(accessor => accessor.IsInitOnly)
            .SelectMany(accessor => accessor.DeclaringSyntaxReferences)
            .Any(reference => reference.GetSyntax(Cancellation).DescendantTokens().Any(token => token.ValueText == member.Name));
    }

    private static string Identity(IMethodSymbol method, string name) => $"{method.MetadataName}/{(method.Locations.IsEmpty ? 0 : method.Locations[0].SourceSpan.Start)}/{name}";
}
