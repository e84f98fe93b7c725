namespace DnnGen;

/// <summary>The number type that a network computes in.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>: 32 bits, about 7 decimal digits; the default.</summary>
    Single,

    /// <summary><see cref="double"/>: 64 bits, about 16 decimal digits; what NumPy computes in.</summary>
    Double,
}
