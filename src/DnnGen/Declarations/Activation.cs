namespace DnnGen;

/// <summary>The function g in A = g(Z), applied to the linear part of a layer.</summary>
public enum Activation
{
    /// <summary>g(z) = z: the layer stays linear.</summary>
    Identity,

    /// <summary>g(z) = max(0, z).</summary>
    ReLU,

    /// <summary>g(z) = z for z &gt; 0, otherwise 0.01·z.</summary>
    LeakyReLU,

    /// <summary>g(z) = tanh(z).</summary>
    Tanh,

    /// <summary>g(z) = 1 / (1 + e⁻ᶻ).</summary>
    Sigmoid,

    /// <summary>g(z)ᵢ = eᶻⁱ / Σⱼ eᶻʲ over the units of one example: positive numbers that sum to 1.</summary>
    Softmax,

    /// <summary>g(z) = z·Φ(z), where Φ is the distribution function of the standard normal distribution (the exact form, with erf).</summary>
    GELU,

    /// <summary>g(z)ᵢ = zᵢ − log Σⱼ eᶻʲ over the units of one example: the logarithm of <see cref="Softmax"/>, for <see cref="Loss.KLDivergence"/>.</summary>
    LogSoftmax,

    /// <summary>g(z) = z for z &gt; 0, otherwise eᶻ − 1.</summary>
    ELU,

    /// <summary>g(z) = λ·z for z &gt; 0, otherwise λ·α·(eᶻ − 1), with λ ≈ 1.0507 and α ≈ 1.6733, which keep mean 0 and variance 1 from layer to layer.</summary>
    SELU,

    /// <summary>g(z) = ½z·(1 + tanh(√(2/π)·(z + 0.044715·z³))): <see cref="GELU"/> to within 0.0005.</summary>
    GELUTanh,

    /// <summary>g(z) = z / (1 + e⁻ᶻ), also called swish.</summary>
    SiLU,

    /// <summary>g(z) = z·tanh(log(1 + eᶻ)).</summary>
    Mish,

    /// <summary>g(z) = z/6 + ½, at least 0 and at most 1: the sigmoid in straight lines.</summary>
    HardSigmoid,

    /// <summary>g(z) = z·(z/6 + ½) with the factor at least 0 and at most 1: the swish in straight lines.</summary>
    HardSwish,

    /// <summary>g(z) = log(1 + eᶻ).</summary>
    Softplus,

    /// <summary>g(z) = z / (1 + |z|).</summary>
    Softsign,

    /// <summary>g(z) = min(max(0, z), 6).</summary>
    ReLU6,
}
