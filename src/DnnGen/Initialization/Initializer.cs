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
        new FromNormal((number, parameter) => number * Math.Sqrt(2.0 / ((double)parameter.Columns + parameter.FanOut)));

    /// <summary>Normal weights with a standard deviation of 1/√n_prev, which suits SELU: the same as <see cref="ScaledNormal"/>.</summary>
    /// <remarks>Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller: Efficient BackProp, 1998.</remarks>
    public static Initializer LeCun => ScaledNormal;

    /// <summary>Weights uniform between ±√(6/n_prev), whose standard deviation is that of <see cref="He"/>.</summary>
    /// <remarks>K. He, X. Zhang, S. Ren, J. Sun: Delving Deep into Rectifiers, ICCV 2015.</remarks>
    public static Initializer HeUniform { get; } = new FromUniform(parameter => Around(Math.Sqrt(6.0 / parameter.Columns)));

    /// <summary>Weights uniform between ±√(6/(n_prev + n)), whose standard deviation is that of <see cref="Xavier"/>.</summary>
    /// <remarks>X. Glorot, Y. Bengio: Understanding the Difficulty of Training Deep Feedforward Neural Networks, AISTATS 2010.</remarks>
    public static Initializer XavierUniform { get; } =
        new FromUniform(parameter => Around(Math.Sqrt(6.0 / ((double)parameter.Columns + parameter.FanOut))));

    /// <summary>Orthogonal weights: the rows, or the columns where there are fewer of them, have length 1 and stand at right angles.</summary>
    /// <remarks>A. M. Saxe, J. L. McClelland, S. Ganguli: Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks, arXiv:1312.6120.</remarks>
    public static Initializer Orthogonal { get; } = new FromOrthogonal();

    /// <summary>Weights of one; units that start equal stay equal.</summary>
    public static Initializer Ones { get; } = new Same(1);

    /// <summary>Weights of zero, for parameters that are filled later; units that start equal stay equal.</summary>
    public static Initializer Zeros { get; } = new Same(0);

    /// <summary>
    /// <see cref="He"/> before ReLU and its kin (LeakyReLU, ReLU6, ELU, GELU, GELUTanh, SiLU, Mish, HardSwish, Softplus),
    /// <see cref="LeCun"/> before SELU, <see cref="Xavier"/> before every other activation.
    /// </summary>
    public static Initializer Default { get; } = new ByActivation();

    /// <summary>Normal weights with one standard deviation: <c>randn(n, n_prev) * standardDeviation</c>.</summary>
    /// <param name="standardDeviation">The standard deviation, for example 0.01; not negative.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or not a finite number.</exception>
    public static Initializer Normal(double standardDeviation)
    {
        CheckDeviation(standardDeviation);
        return new FromNormal((number, _) => number * standardDeviation);
    }

    /// <summary>Normal weights of which none lies further from zero than two standard deviations: those that would are drawn again.</summary>
    /// <param name="standardDeviation">The standard deviation before the tails are cut off, which leaves 0.88 of it; not negative.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or not a finite number.</exception>
    public static Initializer TruncatedNormal(double standardDeviation)
    {
        CheckDeviation(standardDeviation);
        return new FromTruncatedNormal(standardDeviation);
    }

    /// <summary>Weights of the uniform distribution.</summary>
    /// <param name="lowest">No weight is below this.</param>
    /// <param name="highest">No weight is above this.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound or their distance is not a finite number, or the highest is below the lowest.</exception>
    public static Initializer Uniform(double lowest, double highest)
    {
        if (!double.IsFinite(lowest))
        {
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, "The bounds must be finite numbers.");
        }

        if (!(highest >= lowest) || !double.IsFinite(highest - lowest))
        {
            throw new ArgumentOutOfRangeException(nameof(highest), highest, "The highest weight must be a finite number, no lower than the lowest.");
        }

        return new FromUniform(_ => (lowest, highest));
    }

    /// <summary>Weights of one value; units that start equal stay equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number.</exception>
    public static Initializer Constant(double value) => double.IsFinite(value)
        ? new Same(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The value must be a finite number.");

    /// <summary>Sets every parameter: weights by this initializer, biases to zero, the scales of normalizations to one and the forget gates of an LSTM to their <c>ForgetBias</c>, for which nothing is drawn.</summary>
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
                matrix.Fill(parameter.Kind switch
                {
                    ParameterKind.Scale or ParameterKind.RunningVariance => T.One,
                    ParameterKind.Slope => T.CreateTruncating(0.25),
                    _ => T.Zero,
                });
            }

            if (parameter.ForgetBias != 0)
            {
                int units = parameter.Rows / 4;
                matrix.SliceRows(units, units).Fill(T.CreateTruncating(parameter.ForgetBias));
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

    private static void CheckDeviation(double standardDeviation)
    {
        if (!(standardDeviation >= 0) || double.IsInfinity(standardDeviation))
        {
            throw new ArgumentOutOfRangeException(
                nameof(standardDeviation), standardDeviation, "The standard deviation must be a finite number, 0 or more.");
        }
    }

    private static (double Lowest, double Highest) Around(double limit) => (-limit, limit);

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

    /// <summary>A number of the uniform distribution for each weight, between bounds that follow from the layer's shape.</summary>
    private sealed class FromUniform(Func<ParameterInfo, (double Lowest, double Highest)> bounds) : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        {
            var (lowest, highest) = bounds(parameter);
            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                {
                    weights.At(i, j) = T.CreateTruncating(lowest + ((highest - lowest) * random.NextUniform()));
                }
            }
        }
    }

    private sealed class FromTruncatedNormal(double standardDeviation) : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        {
            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                {
                    double number;
                    do
                    {
                        number = random.NextNormal();
                    }
                    while (Math.Abs(number) > 2);

                    weights.At(i, j) = T.CreateTruncating(number * standardDeviation);
                }
            }
        }
    }

    /// <summary>
    /// Normal numbers, row by row, made orthogonal by Gram and Schmidt: from each row (or column) the directions of those
    /// before it are taken away. Once is not enough for numbers that are rounded, twice is (W. Kahan, B. N. Parlett).
    /// </summary>
    /// <remarks>Additions, multiplications, divisions and roots alone, in a fixed order: the same bits on every machine.</remarks>
    private sealed class FromOrthogonal : Initializer
    {
        /// <summary>The length up to which what is left of a vector is mostly rounding.</summary>
        private const double Nothing = 1e-6;

        /// <summary>Far more than chance takes; a source that gives one number for ever would not end.</summary>
        private const int MostTries = 1000;

        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        {
            bool byRows = weights.Rows <= weights.Columns;
            double[][] vectors = new double[byRows ? weights.Rows : weights.Columns][];
            for (int v = 0; v < vectors.Length; v++)
            {
                vectors[v] = new double[byRows ? weights.Columns : weights.Rows];
            }

            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                {
                    vectors[byRows ? i : j][byRows ? j : i] = random.NextNormal();
                }
            }

            for (int v = 0, tries = 0; v < vectors.Length; v++)
            {
                for (int round = 0; round < 2; round++)
                {
                    for (int before = 0; before < v; before++)
                    {
                        Add(-Product(vectors[before], vectors[v]), vectors[before], vectors[v]);
                    }
                }

                // A vector may by a hair's breadth lie in the plane of the others; it is then drawn anew.
                double length = Math.Sqrt(Product(vectors[v], vectors[v]));
                bool stands = length > Nothing;
                for (int k = 0; k < vectors[v].Length; k++)
                {
                    vectors[v][k] = stands ? vectors[v][k] / length : random.NextNormal();
                }

                if (stands)
                {
                    continue;
                }

                v--;
                if (++tries == MostTries)
                {
                    throw new InvalidOperationException(
                        $"{parameter.Name} cannot start orthogonal: the source of random numbers gives vectors that all lie in one plane.");
                }
            }

            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                {
                    weights.At(i, j) = T.CreateTruncating(vectors[byRows ? i : j][byRows ? j : i]);
                }
            }
        }

        private static double Product(double[] x, double[] y)
        {
            double sum = 0;
            for (int k = 0; k < x.Length; k++)
            {
                sum += x[k] * y[k];
            }

            return sum;
        }

        private static void Add(double scale, double[] x, double[] y)
        {
            for (int k = 0; k < x.Length; k++)
            {
                y[k] += scale * x[k];
            }
        }
    }

    private sealed class Same(double value) : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random) =>
            weights.Fill(T.CreateTruncating(value));
    }

    private sealed class ByActivation : Initializer
    {
        protected override void FillWeights<T>(Matrix<T> weights, ParameterInfo parameter, IRandom random)
        {
            var chosen = parameter.Activation switch
            {
                Activation.ReLU or Activation.LeakyReLU or Activation.ReLU6 or Activation.ELU or Activation.GELU or Activation.GELUTanh
                    or Activation.SiLU or Activation.Mish or Activation.HardSwish or Activation.Softplus => He,
                Activation.SELU => LeCun,
                _ => Xavier,
            };
            chosen.FillWeights(weights, parameter, random);
        }
    }
}
