namespace DnnGen;

/// <summary>The cost of a training is no longer a finite number.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public TrainingDivergedException()
    {
    }

    /// <summary>Creates the exception with one sentence that names the step and the cost.</summary>
    /// <param name="message">The sentence.</param>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence and the exception that caused it.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
