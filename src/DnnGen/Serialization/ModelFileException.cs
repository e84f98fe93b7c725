namespace DnnGen;

/// <summary>A file of parameters cannot be loaded into the network; the message says what was expected, what came, and what to do.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public ModelFileException()
    {
    }

    /// <summary>Creates the exception with one sentence about the file.</summary>
    /// <param name="message">The sentence.</param>
    public ModelFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence and the exception that caused it.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public ModelFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
