namespace DnnGen.Data;

/// <summary>
/// A data file cannot be used as asked; the message says in one sentence which file, what was expected, what was found
/// and what to do.
/// </summary>
public sealed class DataFileException : IOException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public DataFileException()
    {
    }

    /// <summary>Creates the exception with one sentence.</summary>
    /// <param name="message">The sentence.</param>
    public DataFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence and the exception that caused it.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public DataFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
