using System.Numerics;

namespace DnnGen;

/// <summary>How the parameters of a network start: random weights, and biases of zero.</summary>
/// <remarks>
/// Weights are drawn row by row in the order W1, W2, …, as NumPy's <c>randn(n, n_prev)</c> fills its rows, and computed in
/// double precision before they are rounded to the network's number type: one seed starts a network alike in both.
/// </remarks>
public abstract class Initializer
{
    /// <summary>Normal weights with a standard deviation of 1/√n_prev: <c>randn(n, n_prev) / np.sqrt(n_prev)</c>.</summary>
    /// <remarks>Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller: Efficient BackProp, 1998.</remarks>
    public static Initializer ScaledNormal { get; } = new FromNormal((number, parameter) => number / Math.Sqrt(parameter.Columns));

    /// <summary>Normal weights with a standard deviation of √(2/n_prev), which suits ReLU and its kin.</summary>
    /// <remarks>K. He, X. Zhang, S. Ren, J. Sun: Delving Deep into Rectifiers, ICCV 2015.</remarks>
    public static Initializer He { get; } = new FromNormal((number, parameter) => number * Math.Sqrt(2.0 / parameter.Columns));

    /// <summary>Normal weights with a standard deviation of √(2/(n_prev + n)), which suits tanh, sigmoid and softmax.</summary>
    /// <remarks>X. Glorot, Y. Bengio: Understanding the Difficulty of Training Deep Feedforward Neural Networks, AISTATS 2010.</remarks>
    public static Initializer Xavier { get; } =
        new FromNormal((number, parameter) => number * Math.Sqrt(2.0 / ((double)parameter.Columns + parameter.Rows)));

    /// <summary>Weights of zero, for parameters that are filled later; units that start equal stay equal.</summary>
    public static Initializer Zeros { get; } = new AllZero();

    /// <summary><see cref="He"/> before ReLU, LeakyReLU and GELU, <see cref="Xavier"/> before every other activation.</summary>
    public static Initializer Default { get; } = new ByActivation();

    /// <summary>Normal weights with one standard deviation: <c>randn(n, n_prev) * standardDeviation</c>.</summary>
    /// <param name="standardDeviation">The standard deviation, for example 0.01; not negative.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or not a finite number.</exception>
    public static Initializer Normal(double standardDeviation)
    {
        if (!(standardDeviation >= 0) || double.IsInfinity(standardDeviation))
        {
            throw new ArgumentOutOfRangeException(
                nameof(standardDeviation), standardDeviation, "The standard deviation must be a finite number, 0 or more.");
        }

        return new FromNormal((number, _) => number * standardDeviation);
    }

    /// <summary>Sets every parameter: weights by this initializer, biases to zero, for which nothing is drawn.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">The parameters to set.</param>
    /// <param name="random">The source of the random numbers.</param>
    public void Initialize<T>(ParameterSet<T> parameters, IRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(random);
        foreach (var parameter in parameters.Layout)
        {
            var matrix = parameters.View(parameter);
            if (parameter.Kind == ParameterKind.Weights)
            {
                FillWeights(matrix, parameter, random);
            }
            else
            {
                matrix.Fill(T.Zero);
            }
        }
    }

    /// <summary>Sets the weights W of one layer; own initializers override this.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">The (n × n_prev) matrix to fill.</param>
    /// <param name="parameter">What the matrix is: its name, its shape, the activation that follows.</param>
    /// <param name="random">The source of the random numbers.</param>
    protected abstract void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>A number of the standard normal distribution for each weight, scaled by a formula of the layer's shape.</summary>
    private sealed class FromNormal(Func<double, ParameterInfo, double> scale) : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        {
            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                {
                    weights.At(i, j) = T.CreateTruncating(scale(random.NextNormal(), parameter));
                }
            }
        }
    }

    private sealed class AllZero : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random) => weights.Fill(T.Zero);
    }

    private sealed class ByActivation : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        {
            var chosen = parameter.Activation is Activation.ReLU or Activation.LeakyReLU or Activation.GELU ? He : Xavier;
            chosen.FillWeights(weights, parameter, random);
        }
    }
}
