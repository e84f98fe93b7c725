namespace DnnGen;

/// <summary>
/// In training, sets a share of the numbers of each example to zero, by chance, and divides the others by what is left of 1, so
/// that the mean stays; in <c>Predict</c>, <c>Evaluate</c> and <c>CheckGradients</c> it does nothing.
/// </summary>
/// <remarks>
/// Which numbers these are follows from <see cref="Seed"/>, the layer and the count of the training passes of the workspace: the same
/// training drops the same numbers on every machine, with any number of threads. N. Srivastava, G. Hinton, A. Krizhevsky,
/// I. Sutskever, R. Salakhutdinov: Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 15, 2014.
/// </remarks>
/// <param name="rate">The share that is dropped, from 0 up to but not including 1.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : Attribute
{
    /// <summary>The share that is dropped.</summary>
    public double Rate { get; } = rate;

    /// <summary>From what the choice follows; 0 when not given.</summary>
    public int Seed { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
