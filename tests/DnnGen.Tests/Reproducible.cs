using CsCheck;

namespace DnnGen.Tests;

/// <summary>CsCheck with the same cases in every run.</summary>
internal static class Reproducible
{
    /// <summary>
    /// Checks <paramref name="count"/> drawn cases. CsCheck's seed fixes its first iteration alone, so all cases are
    /// drawn in that one, as an array.
    /// </summary>
    public static void Cases<TCase>(this Gen<TCase> generator, int count, Action<TCase> check) =>
        generator.Array[count].Sample(cases => Array.ForEach(cases, check), seed: "0000KOIPe036", iter: 1, threads: 1);
}
