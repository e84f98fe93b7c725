using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>Compares backward propagation with finite differences; the generated <c>CheckGradients</c> calls this.</summary>
public static class GradientChecker
{
    /// <summary>A larger network is sampled evenly: each parameter costs two forward passes.</summary>
    private const int MostParameters = 2000;

    /// <summary>How often ε is divided by 8 for a parameter whose difference quotient disagrees.</summary>
    private const int Refinements = 2;

    /// <summary>
    /// Compares ∂J/∂θ of backward propagation with (J(θ + ε) − J(θ − ε)) / 2ε, parameter by parameter.
    /// </summary>
    /// <remarks>
    /// ε is the cube root of the machine precision (6·10⁻⁶ in double, 5·10⁻³ in float), where the errors of rounding and
    /// of the difference formula balance. In float the comparison can only be rough; declare the network in
    /// double to check a derivative in earnest. Where the two disagree, ε may reach over the kink of a ReLU, on whose other
    /// side the derivative is another: such a parameter is compared again with ε/8 and ε/64, and the nearest
    /// quotient counts. A wrong derivative disagrees with all of them.
    /// </remarks>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network; its parameters are the same afterwards.</param>
    /// <param name="x">X, (InputSize × m); a few examples are enough.</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ShapeMismatchException">x or y does not fit the network, or they hold different numbers of examples.</exception>
    public static GradientCheckResult Check<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        string member = TNetwork.Name + ".CheckGradients";
        NetworkChecks.Input(member, x, TNetwork.InputSize);
        NetworkChecks.Labels<TNetwork, T>(member, y, x.Columns);

        var workspace = network.CreateWorkspace(x.Columns);
        workspace.Mode = PassMode.GradientCheck;
        network.Forward(x, workspace);
        network.Backward(x, y, workspace);
        var gradients = workspace.ParameterGradients.AsSpan();
        var parameters = network.Parameters.AsSpan();

        double machinePrecision = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        double step = Math.Cbrt(machinePrecision);
        double tolerance = typeof(T) == typeof(double) ? 1e-6 : 2e-2;
        double difference = 0, normOfGradient = 0, normOfQuotient = 0, worst = -1;
        int worstIndex = 0;
        double worstGradient = 0, worstQuotient = 0;
        int count = Math.Min(MostParameters, parameters.Length);
        for (int sample = 0; sample < count; sample++)
        {
            int index = (int)((long)sample * parameters.Length / count);
            double gradient = double.CreateTruncating(gradients[index]);
            double quotient = DifferenceQuotient(network, x, y, workspace, ref parameters[index], step);
            double finer = step;
            for (int i = 0; i < Refinements && Math.Abs(gradient - quotient) > tolerance * (Math.Abs(gradient) + Math.Abs(quotient)); i++)
            {
                finer /= 8;
                double candidate = DifferenceQuotient(network, x, y, workspace, ref parameters[index], finer);
                quotient = Math.Abs(gradient - candidate) < Math.Abs(gradient - quotient) ? candidate : quotient;
            }

            double apart = Math.Abs(gradient - quotient);
            difference += apart * apart;
            normOfGradient += gradient * gradient;
            normOfQuotient += quotient * quotient;
            if (!(apart <= worst))
            {
                (worst, worstIndex, worstGradient, worstQuotient) = (apart, index, gradient, quotient);
            }
        }

        double norms = Math.Sqrt(normOfGradient) + Math.Sqrt(normOfQuotient);
        return new GradientCheckResult(
            TNetwork.Name,
            count,
            parameters.Length,
            difference == 0 ? 0 : Math.Sqrt(difference) / norms,
            tolerance,
            NameOf(network.Parameters, worstIndex),
            worstGradient,
            worstQuotient);
    }

    /// <summary>(J(θ + ε) − J(θ − ε)) / 2ε for one parameter θ, which is the same afterwards.</summary>
    private static double DifferenceQuotient<TNetwork, T>(
        INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, Workspace<T> workspace, ref T parameter, double step)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T value = parameter;
        T above = value + T.CreateTruncating(step);
        T below = value - T.CreateTruncating(step);

        parameter = above;
        network.Forward(x, workspace);
        double costAbove = double.CreateTruncating(network.Cost(y, workspace));
        parameter = below;
        network.Forward(x, workspace);
        double costBelow = double.CreateTruncating(network.Cost(y, workspace));
        parameter = value;

        // The distance as the number type has it: θ + ε is rounded, and dividing by 2ε would count that as an error.
        return (costAbove - costBelow) / (double.CreateTruncating(above) - double.CreateTruncating(below));
    }

    private static string NameOf<T>(ParameterSet<T> parameters, int index)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var parameter = parameters.Layout.Last(candidate => candidate.Offset <= index);
        int place = index - parameter.Offset;
        return string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}[{place / parameter.Columns}, {place % parameter.Columns}]");
    }
}
