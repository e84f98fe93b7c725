namespace DnnGen.Kernels;

/// <summary>
/// The sizes of a dense layer as compile-time constants: an empty struct of the generated class implements this, and
/// the JIT folds the numbers into the kernel that takes the struct as a type argument.
/// </summary>
public interface IDenseShape
{
    /// <summary>n[l−1]: the rows of the layer's input, the columns of W.</summary>
    static abstract int Inputs { get; }

    /// <summary>n[l]: the rows of W, b, Z and A.</summary>
    static abstract int Units { get; }
}
