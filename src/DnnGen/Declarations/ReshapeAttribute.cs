namespace DnnGen;

/// <summary>Takes the numbers of each example, in their order, as another shape. Nothing is computed or copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ReshapeAttribute : Attribute
{
    /// <summary>As a sequence, with <see cref="Time"/> and <see cref="Features"/>: <c>[Reshape(Time = 20, Features = 8)]</c>.</summary>
    public ReshapeAttribute()
    {
        Sizes = [];
    }

    /// <summary>As a vector.</summary>
    /// <param name="features">Its numbers.</param>
    public ReshapeAttribute(int features)
    {
        Sizes = [features];
    }

    /// <summary>As an image.</summary>
    /// <param name="channels">Its channels.</param>
    /// <param name="height">Its rows of pixels.</param>
    /// <param name="width">Its columns of pixels.</param>
    public ReshapeAttribute(int channels, int height, int width)
    {
        Sizes = [channels, height, width];
    }

    /// <summary>The sizes: one of a vector; channels, height and width of an image; none of a sequence.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Time steps of a sequence; 0 for a vector or an image.</summary>
    public int Time { get; set; }

    /// <summary>The numbers in each time step of a sequence; 0 for a vector or an image.</summary>
    public int Features { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
