namespace DnnGen;

/// <summary>Makes a vector of an image, channel after channel, each row by row. Nothing is computed or copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : Attribute
{
}
