namespace DnnGen.Data;

/// <summary>The type of the numbers in an IDX file; the values are the format's own codes.</summary>
public enum IdxElementType
{
    /// <summary>No type: not found in a file.</summary>
    None = 0,

    /// <summary>Whole numbers from 0 to 255, such as pixels.</summary>
    UInt8 = 0x08,

    /// <summary>Whole numbers from −128 to 127.</summary>
    Int8 = 0x09,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16 = 0x0B,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32 = 0x0C,

    /// <summary>Floating-point numbers of 32 bits.</summary>
    Float32 = 0x0D,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Float64 = 0x0E,
}
