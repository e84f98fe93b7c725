namespace DnnGen.Data;

/// <summary>The type of the numbers in an NPY array.</summary>
public enum NpyType
{
    /// <summary>True or false: 1 or 0.</summary>
    Boolean,

    /// <summary>Whole numbers from 0 to 255.</summary>
    UInt8,

    /// <summary>Whole numbers from 0 to 65,535.</summary>
    UInt16,

    /// <summary>Whole numbers of 32 bits without a sign.</summary>
    UInt32,

    /// <summary>Whole numbers of 64 bits without a sign.</summary>
    UInt64,

    /// <summary>Whole numbers from −128 to 127.</summary>
    Int8,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Floating-point numbers of 16 bits.</summary>
    Float16,

    /// <summary>Floating-point numbers of 32 bits.</summary>
    Float32,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Float64,
}

/// <summary>How a matrix is written as an NPY array.</summary>
public sealed record NpyFormat
{
    /// <summary>The type of the numbers; that of the matrix when not given.</summary>
    public NpyType? Type { get; init; }

    /// <summary>Whether column follows column (Fortran order), as in the memory of this library, or row follows row (C order), as NumPy writes by default.</summary>
    public bool IsFortranOrder { get; init; }

    /// <summary>Whether a matrix of one row or one column is written with one dimension, (n), instead of two.</summary>
    public bool IsVector { get; init; }
}

/// <summary>What the header of an NPY array says.</summary>
/// <param name="Name">The name in the archive; empty for an array in a file of its own.</param>
/// <param name="Type">The type of the numbers.</param>
/// <param name="Sizes">The size of each dimension.</param>
/// <param name="IsFortranOrder">Whether the first dimension is the fastest in the file.</param>
public sealed record NpyArrayInfo(string Name, NpyType Type, IReadOnlyList<long> Sizes, bool IsFortranOrder);
