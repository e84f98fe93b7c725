using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>The names that the sizes of a signature have, and new ones for those that have none: n rows, m columns, k where they meet.</summary>
internal sealed class SizeNames
{
    private readonly IMethodSymbol method;
    private readonly Dictionary<Unknown, string> names = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<Unknown> asRows = [];
    private readonly HashSet<Unknown> asColumns = [];

    public SizeNames(FlowContext context, IMethodSymbol method)
    {
        this.method = method;
        var entry = context.EntryOf(method, FlowState.Empty);
        foreach (var parameter in method.Parameters)
        {
            taken.Add(parameter.Name);
            if (parameter.Name != "_" && entry.Get(parameter) is NumberValue { Number.Single: { } number })
            {
                names[number] = parameter.Name;
            }
        }

        var signature = context.Annotations.Of(method);
        foreach (var annotation in signature.Parameters.Append(signature.Return).OfType<Annotation>())
        {
            foreach (var name in FlowContext.NamesInside(method, annotation))
            {
                taken.Add(name.Key);
                if (name.Value.Single is { } unknown)
                {
                    names[unknown] = name.Key;
                }
            }
        }
    }

    /// <summary>Whether a size has a name that callers know.</summary>
    public bool Has(Unknown unknown) => names.ContainsKey(unknown);

    /// <summary>Takes note of where sizes occur, before names are given.</summary>
    public void Note(Dimension rows, Dimension columns)
    {
        asRows.UnionWith(rows.Unknowns);
        asColumns.UnionWith(columns.Unknowns);
    }

    /// <summary>The annotation of a matrix; <c>_</c> for what is not known, and nothing where a size cannot be written.</summary>
    public Annotation? Annotate(Dimension? rows, Dimension? columns) =>
        Write(rows) is { } first && Write(columns) is { } second ? new Annotation(first, second) : null;

    private DimensionExpression? Write(Dimension? size) => size is null ? DimensionExpression.Any : DimensionExpression.Parse(size.Write(NameOf));

    private string NameOf(Unknown unknown)
    {
        if (names.TryGetValue(unknown, out string? known))
        {
            return known;
        }

        string letter = asRows.Contains(unknown) && asColumns.Contains(unknown) ? "k" : asRows.Contains(unknown) ? "n" : "m";
        string name = letter;
        for (int number = 2; taken.Contains(name) || FlowContext.ConstantNamed(method.ContainingType, name) is not null; number++)
        {
            name = letter + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        taken.Add(name);
        return names[unknown] = name;
    }
}
