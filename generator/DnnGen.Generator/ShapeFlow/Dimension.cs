using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>A number that the program has but the compiler does not know: a parameter, the columns of a matrix, ….</summary>
/// <param name="Display">Its name for messages.</param>
/// <param name="Identity">What tells it from another of the same name.</param>
internal sealed record Unknown(string Display, string Identity) : IComparable<Unknown>
{
    public int CompareTo(Unknown? other) => other is null ? 1 : string.CompareOrdinal(Identity, other.Identity);
}

/// <summary>
/// A size as far as it is known: a polynomial of unknowns with whole coefficients, for example 12288, m, or 2·n + 1.
/// </summary>
/// <remarks>Two sizes are certainly different only when their difference is a constant other than 0.</remarks>
internal sealed partial class Dimension : IEquatable<Dimension>
{
    /// <summary>Terms beyond this are not followed: the polynomial is then unknown, so that no analysis grows without bound.</summary>
    private const int MostTerms = 8;

    // Each product of unknowns, in the order of their identities, with its coefficient; none is zero.
    private readonly ImmutableSortedDictionary<string, (long Coefficient, ImmutableArray<Unknown> Factors)> terms;

    private Dimension(ImmutableSortedDictionary<string, (long Coefficient, ImmutableArray<Unknown> Factors)> terms) => this.terms = terms;

    public static Dimension One { get; } = Of(1);

    /// <summary>The number, where it is one.</summary>
    public long? Constant => terms.Count == 0 ? 0
        : terms.Count == 1 && terms.TryGetValue("", out var term) ? term.Coefficient
        : null;

    public static Dimension Of(long value) => new(value == 0
        ? ImmutableSortedDictionary.Create<string, (long, ImmutableArray<Unknown>)>(StringComparer.Ordinal)
        : ImmutableSortedDictionary.Create<string, (long, ImmutableArray<Unknown>)>(StringComparer.Ordinal).Add("", (value, [])));

    public static Dimension Of(Unknown unknown) =>
        new(ImmutableSortedDictionary.Create<string, (long, ImmutableArray<Unknown>)>(StringComparer.Ordinal).Add(unknown.Identity, (1, [unknown])));

    /// <summary>Whether the two can never be equal, whatever the unknowns are and even where an int wraps around.</summary>
    public static bool Differ(Dimension? left, Dimension? right) =>
        left is not null
        && right is not null
        && Subtract(left, right)?.Constant is { } difference
        && difference is not 0 and >= -int.MaxValue and <= int.MaxValue;

    public static Dimension? Add(Dimension left, Dimension right) => Combine(left, right, 1);

    public static Dimension? Subtract(Dimension left, Dimension right) => Combine(left, right, -1);

    public static Dimension? Multiply(Dimension left, Dimension right)
    {
        Dimension? product = Of(0);
        foreach (var (leftCoefficient, leftFactors) in left.terms.Values)
        {
            foreach (var (rightCoefficient, rightFactors) in right.terms.Values)
            {
                if (!TryMultiply(leftCoefficient, rightCoefficient, out long coefficient) || product is null)
                {
                    return null;
                }

                var factors = leftFactors.AddRange(rightFactors).Sort();
                var term = new Dimension(Of(0).terms.Add(string.Join("·", factors.Select(factor => factor.Identity)), (coefficient, factors)));
                product = Add(product, term);
            }
        }

        return product;
    }

    public bool Equals(Dimension? other) =>
        other is not null
        && terms.Count == other.terms.Count
        && terms.All(term => other.terms.TryGetValue(term.Key, out var same) && same.Coefficient == term.Value.Coefficient);

    public override bool Equals(object? obj) => Equals(obj as Dimension);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (var term in terms)
        {
            hash = unchecked((hash * 31) + StringComparer.Ordinal.GetHashCode(term.Key) + (int)term.Value.Coefficient);
        }

        return hash;
    }

    /// <summary>The size inside a shape: a sum stands in parentheses.</summary>
    public string InShape => terms.Count > 1 ? $"({this})" : ToString();

    /// <summary>The size as messages show it.</summary>
    public override string ToString() => Write(unknown => unknown.Display);

    /// <summary>The size as an annotation writes it, with names for its unknowns.</summary>
    public string Write(Func<Unknown, string> name)
    {
        if (terms.Count == 0)
        {
            return "0";
        }

        var text = new StringBuilder();
        foreach (var (coefficient, factors) in terms.Values.OrderBy(term => term.Factors.Length == 0 ? 1 : 0))
        {
            if (text.Length > 0)
            {
                text.Append(coefficient < 0 ? " - " : " + ");
            }
            else if (coefficient < 0)
            {
                text.Append('-');
            }

            ulong size = coefficient < 0 ? unchecked((ulong)-coefficient) : (ulong)coefficient;
            if (size != 1 || factors.Length == 0)
            {
                text.Append(size.ToString(CultureInfo.InvariantCulture)).Append(factors.Length == 0 ? "" : "*");
            }

            text.Append(string.Join("*", factors.Select(name)));
        }

        return text.ToString();
    }

    private static Dimension? Combine(Dimension left, Dimension right, int sign)
    {
        var terms = left.terms;
        foreach (var term in right.terms)
        {
            long before = terms.TryGetValue(term.Key, out var present) ? present.Coefficient : 0;
            if (!TryMultiply(term.Value.Coefficient, sign, out long change) || !TryAdd(before, change, out long coefficient))
            {
                return null;
            }

            terms = coefficient == 0 ? terms.Remove(term.Key) : terms.SetItem(term.Key, (coefficient, term.Value.Factors));
        }

        return terms.Count > MostTerms ? null : new(terms);
    }

    private static bool TryAdd(long left, long right, out long sum)
    {
        sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0;
    }

    private static bool TryMultiply(long left, long right, out long product)
    {
        product = unchecked(left * right);
        return Math.Abs((double)left * right) < long.MaxValue / 2;
    }
}
