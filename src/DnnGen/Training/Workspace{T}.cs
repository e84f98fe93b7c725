using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>
/// Everything that the passes of a network write besides its parameters, allocated once: the activations, the
/// gradients that travel backward, and the gradients of the parameters.
/// </summary>
/// <remarks>
/// Generated networks derive their own <c>Workspace</c> from this class, with a member for every matrix. A workspace
/// serves one pass at a time: threads that use one network together take a workspace each.
/// </remarks>
/// <typeparam name="T">The number type.</typeparam>
public abstract class Workspace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] arena;
    private readonly T[] statistics;
    private T[] weights = [];
    private int weightCount;
    private bool hasOutput;
    private bool passIsUsed;

    /// <summary>Allocates the arena.</summary>
    /// <param name="batchSize">The most examples that one pass may hold; at least 1.</param>
    /// <param name="numbersPerExample">The numbers that the plan of the network keeps for each example.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is not positive, or too large for one buffer.</exception>
    protected Workspace(int batchSize, int numbersPerExample)
        : this(batchSize, numbersPerExample, numbersOfBatch: 0)
    {
    }

    /// <summary>Allocates the arena, and numbers that belong to the batch and to no example.</summary>
    /// <param name="batchSize">The most examples that one pass may hold; at least 1.</param>
    /// <param name="numbersPerExample">The numbers that the plan of the network keeps for each example.</param>
    /// <param name="numbersOfBatch">The numbers that it keeps for the batch as a whole: the statistics of batch normalizations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is not positive, or too large for one buffer.</exception>
    protected Workspace(int batchSize, int numbersPerExample, int numbersOfBatch)
    {
        if (batchSize < 1 || (long)batchSize * numbersPerExample > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A workspace for {ShapeSentences.Count(batchSize, "example")} does not exist; this network takes 1 to {Array.MaxLength / Math.Max(1, numbersPerExample)} examples at once."));
        }

        BatchSize = batchSize;
        arena = new T[batchSize * numbersPerExample];
        statistics = new T[numbersOfBatch];
    }

    /// <summary>The most examples that one pass may hold.</summary>
    public int BatchSize { get; }

    /// <summary>The examples of the last forward pass: the columns of the matrices of this workspace.</summary>
    public int Examples { get; private set; }

    /// <summary>What the passes of this workspace are for; <see cref="PassMode.Training"/> until another is set.</summary>
    public PassMode Mode { get; set; }

    /// <summary>The gradients of the parameters, which <c>Backward</c> fills.</summary>
    public abstract ParameterSet<T> ParameterGradients { get; }

    /// <summary>
    /// The weight of each example in the cost and its gradients, scaled so that their mean is 1; empty where all examples
    /// count alike, as in a new workspace.
    /// </summary>
    public ReadOnlySpan<T> ExampleWeights => weights.AsSpan(0, weightCount);

    /// <summary>
    /// Lets the examples of the passes that follow count by weights: J = Σ wᵢ·loss(example i) / Σ wᵢ, and <c>Backward</c> and
    /// <c>TrainStep</c> have the gradients of that. It holds until other weights are set.
    /// </summary>
    /// <param name="exampleWeights">(1 × m), for passes of m examples: finite numbers of 0 or more, one of them above 0. They are copied.</param>
    /// <exception cref="ShapeMismatchException">There are several rows, no columns, or more columns than examples in a pass.</exception>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public void WeighExamples([Shape("1", "m")] Matrix<T> exampleWeights)
    {
        if (exampleWeights.Rows != 1 || exampleWeights.Columns < 1 || exampleWeights.Columns > BatchSize)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"Workspace.WeighExamples: the weights are ({exampleWeights.Rows} × {exampleWeights.Columns}); they must be (1 × m) for m examples, and this workspace takes up to {BatchSize}."));
        }

        Span<double> numbers = exampleWeights.Columns <= 256 ? stackalloc double[exampleWeights.Columns] : new double[exampleWeights.Columns];
        for (int j = 0; j < numbers.Length; j++)
        {
            numbers[j] = double.CreateTruncating(exampleWeights[0, j]);
            if (!(numbers[j] >= 0) || !double.IsFinite(numbers[j]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Workspace.WeighExamples: the weight of example {j} (counted from 0) is {numbers[j]}; it must be a finite number, 0 or more."), nameof(exampleWeights));
            }
        }

        if (numbers.IndexOfAnyExcept(0) < 0)
        {
            throw new ArgumentException("Workspace.WeighExamples: all weights are 0; at least one must be above 0.", nameof(exampleWeights));
        }

        Weigh(numbers);
    }

    /// <summary>Lets all examples count alike again.</summary>
    public void WeighExamplesEqually() => weightCount = 0;

    /// <summary>
    /// The number of the forward pass, from which dropout follows. Each pass that drops something has the next; training
    /// sets it to what it would be in a training that was not interrupted.
    /// </summary>
    internal long Pass
    {
        get;
        set
        {
            field = value;
            passIsUsed = false;
        }
    }

    /// <summary>A matrix of the arena; for generated code.</summary>
    /// <param name="offset">Its place, in numbers per example.</param>
    /// <param name="rows">Its rows.</param>
    /// <returns>A (<paramref name="rows"/> × <see cref="Examples"/>) view, each example contiguous.</returns>
    protected Matrix<T> View(int offset, int rows) => new(arena, offset * BatchSize, rows, Examples, 1, rows);

    /// <summary>A matrix of the arena in which each unit lies in one piece, for small layers; for generated code.</summary>
    /// <param name="offset">Its place, in numbers per example.</param>
    /// <param name="rows">Its rows.</param>
    /// <returns>A (<paramref name="rows"/> × <see cref="Examples"/>) view, each row contiguous.</returns>
    protected Matrix<T> ViewByUnits(int offset, int rows) => new(arena, offset * BatchSize, rows, Examples, Examples, 1);

    /// <summary>Whether a cost that is not finite ends the pass with a <see cref="Kernels.NonFiniteCostException"/>.</summary>
    internal bool RefusesNonFiniteCosts { get; set; }

    /// <summary>Sets the weights of the examples, which have been checked; where all are 0, cost and gradients are.</summary>
    /// <returns>Their sum.</returns>
    internal double Weigh(ReadOnlySpan<double> exampleWeights)
    {
        if (weights.Length == 0)
        {
            weights = new T[BatchSize];
        }

        double sum = 0;
        foreach (double weight in exampleWeights)
        {
            sum += weight;
        }

        weightCount = exampleWeights.Length;
        for (int j = 0; j < weightCount; j++)
        {
            weights[j] = sum == 0 ? T.Zero : T.CreateTruncating(exampleWeights[j] * weightCount / sum);
        }

        return sum;
    }

    /// <summary>A matrix of the batch as a whole; for generated code.</summary>
    /// <param name="offset">Its place among the numbers of the batch.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <returns>A (<paramref name="rows"/> × <paramref name="columns"/>) view, each column contiguous.</returns>
    protected Matrix<T> ViewOfBatch(int offset, int rows, int columns) => new(statistics, offset, rows, columns, 1, rows);

    /// <summary>Notes that a forward pass over <paramref name="examples"/> examples begins.</summary>
    internal void Begin(int examples)
    {
        Examples = examples;
        hasOutput = true;
        if (passIsUsed)
        {
            Pass++;
        }
    }

    /// <summary>Notes that the forward pass has made use of its number.</summary>
    internal void UsePass() => passIsUsed = true;

    /// <summary>Whether this workspace holds the forward pass of so many examples.</summary>
    internal bool HoldsForward(int examples) => hasOutput && Examples == examples;

    /// <summary>Whether this workspace holds a forward pass at all.</summary>
    internal bool HoldsAnyForward => hasOutput;
}
