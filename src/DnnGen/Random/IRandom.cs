namespace DnnGen;

/// <summary>A source of random numbers, all of which follow from its seed.</summary>
public interface IRandom
{
    /// <summary>The next number of the uniform distribution, from 0 (included) to 1 (excluded).</summary>
    /// <returns>A number with 53 random bits.</returns>
    double NextUniform();

    /// <summary>The next number of the standard normal distribution: mean 0, standard deviation 1.</summary>
    /// <returns>The number.</returns>
    double NextNormal();

    /// <summary>Fills a span with the numbers 0, 1, …, length − 1 in random order.</summary>
    /// <param name="permutation">The span to fill.</param>
    void NextPermutation(Span<int> permutation);
}
