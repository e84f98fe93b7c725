using System.Numerics;

namespace DnnGen.Tests.Networks;

/// <summary>The generated passes against the step-by-step functions, which are written apart from them.</summary>
public class GeneratedAgainstFunctionalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(33)]
    public void Generated_passes_give_the_numbers_of_the_step_by_step_functions(int examples)
    {
        CompareAllPasses<MethodNetwork, double>(examples, tolerance: 1e-12);
        CompareAllPasses<MethodNetworkSingle, float>(examples, tolerance: 1e-5);
    }

    [Fact]
    public void A_training_step_moves_the_parameters_as_the_step_by_step_functions_do()
    {
        var network = MethodNetwork.Create(Initializer.ScaledNormal, new NumPyRandom(3));
        var (x, y) = Examples<double>(network.Parameters.W1.Columns, examples: 12);
        var parameters = ParametersOf<MethodNetwork, double>(network);
        var ws = network.CreateWorkspace(12);

        for (int step = 0; step < 50; step++)
        {
            var (AL, caches) = Functional.LModelForward(x, parameters);
            double expectedCost = Functional.ComputeCost(AL, y);
            parameters = Functional.UpdateParameters(parameters, Functional.LModelBackward(AL, y, caches), 0.3);

            double cost = network.TrainStep(x, y, 0.3, ws);

            Assert.Equal(expectedCost, cost, 1e-10);
        }

        Check.Close(parameters[0].W, network.Parameters.W1, 1e-10);
        Check.Close(parameters[1].b, network.Parameters.b2, 1e-10);
        Check.Close(parameters[2].W, network.Parameters.W3, 1e-10);
    }

    private static void CompareAllPasses<TNetwork, T>(int examples, double tolerance)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var network = TNetwork.Create(Initializer.ScaledNormal, new NumPyRandom(1));
        var (x, y) = Examples<T>(TNetwork.InputSize, examples);
        var parameters = ParametersOf<TNetwork, T>(network);
        var (AL, caches) = Functional.LModelForward(x, parameters);
        var gradients = Functional.LModelBackward(AL, y, caches);

        var ws = network.CreateWorkspace(examples + 3);
        Check.Close(AL, network.Forward(x, ws), tolerance);
        Assert.Equal(double.CreateTruncating(Functional.ComputeCost(AL, y)), double.CreateTruncating(network.Cost(y, ws)), tolerance);

        network.Backward(x, y, ws);
        for (int l = 1; l <= TNetwork.LayerCount; l++)
        {
            Check.Close(gradients[l - 1].dW, View(ws.ParameterGradients, $"W{l}"), tolerance);
            Check.Close(gradients[l - 1].db, View(ws.ParameterGradients, $"b{l}"), tolerance);
        }

        network.Update(ws.ParameterGradients, T.CreateTruncating(0.5));
        var updated = Functional.UpdateParameters(parameters, gradients, T.CreateTruncating(0.5));
        for (int l = 1; l <= TNetwork.LayerCount; l++)
        {
            Check.Close(updated[l - 1].W, View(network.Parameters, $"W{l}"), tolerance);
            Check.Close(updated[l - 1].b, View(network.Parameters, $"b{l}"), tolerance);
        }
    }

    /// <summary>Copies, which do not follow the network as it is trained.</summary>
    private static IReadOnlyList<LayerParameters<T>> ParametersOf<TNetwork, T>(INetwork<TNetwork, T> network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(1, TNetwork.LayerCount).Select(l => new LayerParameters<T>(
            View(network.Parameters, $"W{l}").Copy(), View(network.Parameters, $"b{l}").Copy()))];

    private static Matrix<T> View<T>(ParameterSet<T> set, string name)
        where T : unmanaged, IFloatingPointIeee754<T> => set.View(set.Layout.Single(parameter => parameter.Name == name));

    private static (Matrix<T> X, Matrix<T> Y) Examples<T>(int features, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(11);
        var x = Matrix<T>.Zeros(features, examples);
        var y = Matrix<T>.Zeros(1, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < features; i++)
            {
                x[i, j] = T.CreateTruncating(random.NextNormal());
            }

            y[0, j] = random.NextUniform() < 0.5 ? T.Zero : T.One;
        }

        return (x, y);
    }
}
