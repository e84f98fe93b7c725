namespace DnnGen;

/// <summary>How the weights of a layer start; <c>Initializer</c> has the formulas. Biases start at zero, and the scales of normalizations at one.</summary>
public enum Initialization
{
    /// <summary>By the activation that follows: He's before ReLU and its kin, LeCun's before SELU, Xavier's otherwise.</summary>
    Default,

    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All one.</summary>
    Ones,

    /// <summary>All <c>InitScale</c>.</summary>
    Constant,

    /// <summary>Normal, with a standard deviation of <c>InitScale</c>.</summary>
    Normal,

    /// <summary>Uniform between −<c>InitScale</c> and <c>InitScale</c>.</summary>
    Uniform,

    /// <summary>Normal, with a standard deviation of <c>InitScale</c>; what lies further from zero than two of them is drawn again.</summary>
    TruncatedNormal,

    /// <summary>Normal, with a standard deviation of √(2/(n_prev + n)).</summary>
    Xavier,

    /// <summary>Uniform between ±√(6/(n_prev + n)).</summary>
    XavierUniform,

    /// <summary>Normal, with a standard deviation of √(2/n_prev).</summary>
    He,

    /// <summary>Uniform between ±√(6/n_prev).</summary>
    HeUniform,

    /// <summary>Normal, with a standard deviation of 1/√n_prev.</summary>
    LeCun,

    /// <summary>Rows, or columns where there are fewer of them, of length 1 at right angles.</summary>
    Orthogonal,
}
