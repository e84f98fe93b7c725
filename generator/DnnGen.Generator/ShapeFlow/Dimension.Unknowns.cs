namespace DnnGen.Generator.ShapeFlow;

/// <content>The unknowns that a size is made of, and what it becomes when one of them gets known.</content>
internal sealed partial class Dimension
{
    /// <summary>The unknown that this size is, where it is one alone.</summary>
    public Unknown? Single => terms.Count == 1 && terms.Values.First() is { Coefficient: 1, Factors: [var unknown] } ? unknown : null;

    /// <summary>The unknowns that occur.</summary>
    public IEnumerable<Unknown> Unknowns => terms.Values.SelectMany(term => term.Factors);

    /// <summary>The size with what is known put in the place of its unknowns; <see langword="null"/> where that cannot be written.</summary>
    public Dimension? Replace(IReadOnlyDictionary<Unknown, Dimension> known)
    {
        if (known.Count == 0 || !Unknowns.Any(known.ContainsKey))
        {
            return this;
        }

        Dimension? sum = Of(0);
        foreach (var (coefficient, factors) in terms.Values)
        {
            Dimension? product = Of(coefficient);
            foreach (var factor in factors)
            {
                product = product is null ? null : Multiply(product, known.TryGetValue(factor, out var value) ? value : Of(factor));
            }

            sum = sum is null || product is null ? null : Add(sum, product);
        }

        return sum;
    }
}
