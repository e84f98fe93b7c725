namespace DnnGen;

/// <summary>The largest number of each channel of an image: a vector with one number for each channel.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class GlobalMaxPoolAttribute : Attribute
{
}
