namespace DnnGen.Samples.Cats.Pictures;

/// <summary>What a shape is filled with: from one colour at its upper left to another at its lower right.</summary>
internal readonly record struct Paint(Colour Upper, Colour Lower)
{
    public static implicit operator Paint(Colour colour) => new(colour, colour);

    /// <summary>A body in light from the upper left.</summary>
    public static Paint Round(Colour colour) => new(colour.Lighter(0.22), colour.Darker(0.28));
}
