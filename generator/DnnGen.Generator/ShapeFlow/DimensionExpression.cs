using System.Collections.Immutable;
using System.Globalization;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// A dimension as an annotation writes it: numbers, names, +, −, *, parentheses, <c>_</c> for any, and <c>|</c> between
/// alternatives.
/// </summary>
internal abstract record DimensionExpression
{
    /// <summary>Any size.</summary>
    public static DimensionExpression Any { get; } = new AnyDimension();

    /// <summary>Reads the text of an annotation; <see langword="null"/> where it is not one.</summary>
    public static DimensionExpression? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parser = new Parser(text);
        var expression = parser.Alternatives();
        return expression is not null && parser.AtEnd ? expression : null;
    }

    /// <summary>The value under what the names stand for; <see langword="null"/> where that is not known.</summary>
    public abstract Dimension? Evaluate(IReadOnlyDictionary<string, Dimension> names);

    /// <summary>The names that occur.</summary>
    public abstract IEnumerable<string> Names { get; }

    private sealed record AnyDimension : DimensionExpression
    {
        public override IEnumerable<string> Names => [];

        public override Dimension? Evaluate(IReadOnlyDictionary<string, Dimension> names) => null;

        public override string ToString() => "_";
    }

    /// <summary>Recursive descent over one line; depth is bounded so that no text can exhaust the stack.</summary>
    private sealed class Parser(string text)
    {
        private const int MostDepth = 32;
        private int position;
        private int depth;

        public bool AtEnd
        {
            get
            {
                SkipBlanks();
                return position == text.Length;
            }
        }

        public DimensionExpression? Alternatives()
        {
            var options = ImmutableArray.CreateBuilder<DimensionExpression>();
            do
            {
                if (Sum() is not { } option)
                {
                    return null;
                }

                options.Add(option);
            }
            while (Take('|'));
            return options.Count == 1 ? options[0] : new Choice(options.ToImmutable());
        }

        private DimensionExpression? Sum()
        {
            var sum = Product();
            while (sum is not null)
            {
                char sign = Take('+') ? '+' : Take('-') ? '-' : '\0';
                if (sign == '\0')
                {
                    return sum;
                }

                sum = Product() is { } next ? new Operation(sign, sum, next) : null;
            }

            return null;
        }

        private DimensionExpression? Product()
        {
            var product = Factor();
            while (product is not null && Take('*'))
            {
                product = Factor() is { } next ? new Operation('*', product, next) : null;
            }

            return product;
        }

        private DimensionExpression? Factor()
        {
            SkipBlanks();
            if (position == text.Length || depth > MostDepth)
            {
                return null;
            }

            if (Take('('))
            {
                depth++;
                var inner = Sum();
                depth--;
                return inner is not null && Take(')') ? inner : null;
            }

            int start = position;
            if (char.IsDigit(text[position]))
            {
                while (position < text.Length && char.IsDigit(text[position]))
                {
                    position++;
                }

                return long.TryParse(text.Substring(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
                    ? new Number(value)
                    : null;
            }

            while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_'))
            {
                position++;
            }

            string name = text.Substring(start, position - start);
            return name.Length == 0 ? null : name == "_" ? Any : new Name(name);
        }

        private bool Take(char symbol)
        {
            SkipBlanks();
            if (position < text.Length && text[position] == symbol)
            {
                position++;
                return true;
            }

            return false;
        }

        private void SkipBlanks()
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }
        }
    }
}

/// <summary>A number.</summary>
internal sealed record Number(long Value) : DimensionExpression
{
    public override IEnumerable<string> Names => [];

    public override Dimension? Evaluate(IReadOnlyDictionary<string, Dimension> names) => Dimension.Of(Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A name.</summary>
internal sealed record Name(string Text) : DimensionExpression
{
    public override IEnumerable<string> Names => [Text];

    public override Dimension? Evaluate(IReadOnlyDictionary<string, Dimension> names) => names.TryGetValue(Text, out var value) ? value : null;

    public override string ToString() => Text;
}

/// <summary>A sum, difference or product.</summary>
internal sealed record Operation(char Symbol, DimensionExpression Left, DimensionExpression Right) : DimensionExpression
{
    public override IEnumerable<string> Names => Left.Names.Concat(Right.Names);

    public override Dimension? Evaluate(IReadOnlyDictionary<string, Dimension> names) =>
        Left.Evaluate(names) is { } left && Right.Evaluate(names) is { } right
            ? Symbol switch
            {
                '+' => Dimension.Add(left, right),
                '-' => Dimension.Subtract(left, right),
                _ => Dimension.Multiply(left, right),
            }
            : null;

    public override string ToString() => $"{Left} {Symbol} {Right}";
}

/// <summary>One of several.</summary>
internal sealed record Choice(ImmutableArray<DimensionExpression> Options) : DimensionExpression
{
    public override IEnumerable<string> Names => Options.SelectMany(option => option.Names);

    public override Dimension? Evaluate(IReadOnlyDictionary<string, Dimension> names) => null;

    public override string ToString() => string.Join(" or ", Options);
}
