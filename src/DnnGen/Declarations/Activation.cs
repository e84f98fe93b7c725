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
}
