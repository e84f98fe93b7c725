namespace DnnGen;

/// <summary>
/// Says what shape a matrix, span or array has, so that the compiler can check it wherever it is used.
/// </summary>
/// <remarks>
/// <para>
/// A dimension is a number (<c>"784"</c>), a name (<c>"m"</c>), an expression of both with <c>+</c>, <c>-</c> and <c>*</c>
/// (<c>"2*n"</c>, <c>"n+1"</c>), or <c>"_"</c> for any. A name means the same number everywhere in one signature: the value of
/// an <see cref="int"/> parameter of that name where there is one, a constant or <see cref="int"/> property of the
/// containing type where there is one, and otherwise whatever the arguments of the call agree on.
/// </para>
/// <para>
/// <c>Matrix&lt;float&gt; Normalize([Shape("features", "m")] Matrix&lt;float&gt; x)</c> with
/// <c>[return: Shape("features", "m")]</c> promises that the result has the shape of x. The annotation is taken for granted
/// inside the member and checked at every call and at every <c>return</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ShapeAttribute : Attribute
{
    /// <summary>The shape of a matrix.</summary>
    /// <param name="rows">Rows: features, or units of a layer.</param>
    /// <param name="columns">Columns: examples.</param>
    public ShapeAttribute(string rows, string columns)
    {
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The length of a span or an array.</summary>
    /// <param name="length">How many numbers it holds.</param>
    public ShapeAttribute(string length)
    {
        Rows = length;
    }

    /// <summary>Rows of a matrix, or the length of a span or an array.</summary>
    public string Rows { get; }

    /// <summary>Columns of a matrix; <see langword="null"/> for a span or an array.</summary>
    public string? Columns { get; }
}
