namespace DnnGen;

/// <summary>The mean of each channel of an image: a vector with one number for each channel.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAveragePoolAttribute : Attribute
{
}
