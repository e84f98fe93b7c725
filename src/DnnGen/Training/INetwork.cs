using System.Numerics;

namespace DnnGen;

/// <summary>
/// What every generated network offers, so that training, checkpoints and tools are written once for all of them.
/// </summary>
/// <remarks>
/// Shapes: X is (<see cref="InputSize"/> × m), the output AL is (<see cref="OutputSize"/> × m), and Y is (<see cref="LabelSize"/> × m),
/// which has the rows of AL unless labels are numbers of classes; columns are examples.
/// </remarks>
/// <typeparam name="TSelf">The network itself.</typeparam>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<TSelf, T>
    where TSelf : class, INetwork<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name of the class, for messages and files.</summary>
    static abstract string Name { get; }

    /// <summary>Features of one example: the rows of X.</summary>
    static abstract int InputSize { get; }

    /// <summary>Outputs for one example: the rows of AL and Y.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The number of layers L, not counting the input.</summary>
    static abstract int LayerCount { get; }

    /// <summary>The numbers in all W and b together.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>
    /// The activation of the output, from which follows how outputs are judged; null where it is that of the last parameters.
    /// </summary>
    static virtual Activation? OutputActivation => null;

    /// <summary>The time steps of the output; 1 where it is no sequence.</summary>
    static virtual int OutputSteps => 1;

    /// <summary>Labels of one example: the rows of Y. They are one for each output, unless <see cref="LabelsAreClasses"/>.</summary>
    static virtual int LabelSize => TSelf.OutputSize;

    /// <summary>
    /// Whether a label is the number of a class, counted from 0: Y then has one of them for each example, or for each time
    /// step of the output.
    /// </summary>
    static virtual bool LabelsAreClasses => false;

    /// <summary>The weights of the classes in the cost, as they were declared; empty where all count alike.</summary>
    static virtual ReadOnlySpan<double> ClassWeights => [];

    /// <summary>
    /// The outputs of a network that has several, one below the other in AL, as their labels are in Y; empty where there is one.
    /// </summary>
    static virtual IReadOnlyList<NetworkOutput> Outputs => [];

    /// <summary>The layer table as text.</summary>
    static abstract string Summary { get; }

    /// <summary>Creates a network with random parameters that follow from the seed, the same on every machine.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>The network.</returns>
    static abstract TSelf Create(ulong seed);

    /// <summary>Creates a network with parameters drawn by an initializer.</summary>
    /// <param name="initializer">How the weights are drawn.</param>
    /// <param name="random">Where the random numbers come from.</param>
    /// <returns>The network.</returns>
    static abstract TSelf Create(Initializer initializer, IRandom random);

    /// <summary>Reads a network from a safetensors file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The network.</returns>
    static abstract TSelf Load(string path);

    /// <summary>W and b of every layer.</summary>
    ParameterSet<T> Parameters { get; }

    /// <summary>Allocates what the passes write, for at most <paramref name="batchSize"/> examples.</summary>
    /// <param name="batchSize">The most examples of one pass.</param>
    /// <returns>The workspace.</returns>
    Workspace<T> CreateWorkspace(int batchSize);

    /// <summary>Forward propagation.</summary>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="workspace">A workspace of this network for at least m examples.</param>
    /// <returns>AL, (OutputSize × m), a view into the workspace.</returns>
    [return: Shape("OutputSize", "m")]
    Matrix<T> Forward([Shape("InputSize", "m")] Matrix<T> x, Workspace<T> workspace);

    /// <summary>The cost J of the last forward pass.</summary>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <returns>J, the mean loss over the examples.</returns>
    T Cost([Shape("LabelSize", "m")] Matrix<T> y, Workspace<T> workspace);

    /// <summary>The cost of one of several outputs after the last forward pass, without its weight.</summary>
    /// <param name="output">Which of <see cref="Outputs"/>.</param>
    /// <param name="y">Y, (LabelSize × m), of which the labels of this output are read.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <returns>The mean loss of this output over the examples; of a network with one output, its cost.</returns>
    T CostOf(int output, [Shape("LabelSize", "m")] Matrix<T> y, Workspace<T> workspace) => Cost(y, workspace);

    /// <summary>Backward propagation: fills the gradients of the workspace.</summary>
    /// <param name="x">X, (InputSize × m), as it went into the forward pass.</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    void Backward([Shape("InputSize", "m")] Matrix<T> x, [Shape("LabelSize", "m")] Matrix<T> y, Workspace<T> workspace);

    /// <summary>One step of gradient descent: W := W − α·dW, b := b − α·db.</summary>
    /// <param name="gradients">The gradients of the parameters.</param>
    /// <param name="learningRate">The learning rate α.</param>
    void Update(ParameterSet<T> gradients, T learningRate);

    /// <summary>Forward, cost, backward and update in one.</summary>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="workspace">A workspace of this network for at least m examples.</param>
    /// <returns>The cost before the update.</returns>
    T TrainStep([Shape("InputSize", "m")] Matrix<T> x, [Shape("LabelSize", "m")] Matrix<T> y, T learningRate, Workspace<T> workspace);

    /// <summary>The output for every example of a matrix.</summary>
    /// <param name="x">X, (InputSize × m).</param>
    /// <returns>A new (OutputSize × m) matrix.</returns>
    [return: Shape("OutputSize", "m")]
    Matrix<T> Predict([Shape("InputSize", "m")] Matrix<T> x);

    /// <summary>The output for one example.</summary>
    /// <param name="example">InputSize numbers.</param>
    /// <param name="output">Receives OutputSize numbers.</param>
    void Predict([Shape("InputSize")] ReadOnlySpan<T> example, [Shape("OutputSize")] Span<T> output);

    /// <summary>Trains the network.</summary>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="options">How to train.</param>
    /// <returns>The costs and how the training ended.</returns>
    TrainingHistory Fit([Shape("InputSize", "m")] Matrix<T> x, [Shape("LabelSize", "m")] Matrix<T> y, TrainingOptions options);

    /// <summary>Writes the parameters to a safetensors file.</summary>
    /// <param name="path">The file.</param>
    void Save(string path);
}
