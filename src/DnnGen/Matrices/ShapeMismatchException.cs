namespace DnnGen;

/// <summary>A matrix, span or array has another shape than the operation takes; the message names both.</summary>
public sealed class ShapeMismatchException : ArgumentException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public ShapeMismatchException()
    {
    }

    /// <summary>Creates the exception with one sentence that names the place, the expected and the actual shape.</summary>
    /// <param name="message">The sentence.</param>
    public ShapeMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence and the exception that caused it.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public ShapeMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The exception with a sentence of <see cref="ShapeSentences"/>, as a sentence ends.</summary>
    internal static ShapeMismatchException Saying(string sentence) => new(sentence + ".");
}
