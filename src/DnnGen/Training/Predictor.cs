using System.Numerics;

using DnnGen.Threading;

namespace DnnGen;

/// <summary>Predictions for a whole matrix; the generated <c>Predict</c> calls this.</summary>
public static class Predictor
{
    /// <summary>Examples that go through the network together: enough to fill the kernels, few enough to stay in the cache.</summary>
    private const int TileSize = 256;

    /// <summary>Parameters up to which tiles, and not the products inside them, are divided among threads.</summary>
    private const int SmallNetwork = 100_000;

    /// <summary>The output for every example of a matrix, of any number of examples, in memory for a few of them.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network; its parameters are only read, so that several threads may predict at once.</param>
    /// <param name="x">X, (InputSize × m).</param>
    /// <returns>A new (OutputSize × m) matrix.</returns>
    /// <exception cref="ShapeMismatchException">x has another number of features.</exception>
    public static Matrix<T> Predict<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkChecks.Input(TNetwork.Name + ".Predict", x, TNetwork.InputSize);
        var output = Matrix<T>.Zeros(TNetwork.OutputSize, x.Columns);
        if (x.Columns == 0)
        {
            return output;
        }

        // In a small network no product is worth dividing, but the examples are.
        int tiles = (int)(((long)x.Columns + TileSize - 1) / TileSize);
        long multiplyAdds = (long)TNetwork.ParameterCount * x.Columns;
        int parts = TNetwork.ParameterCount <= SmallNetwork ? Math.Min(tiles, ParallelRegion.Parts(multiplyAdds)) : 1;
        ParallelRegion.Run(new Tiles<TNetwork, T>(network, x, output, tiles), parts, multiplyAdds);
        return output;
    }

    /// <summary>Each part takes tile after tile through a workspace of its own.</summary>
    private readonly struct Tiles<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> output, int tiles) : IParallelWork
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts)
        {
            var workspace = network.CreateWorkspace(Math.Min(TileSize, x.Columns));
            workspace.Mode = PassMode.Prediction;
            for (int tile = part; tile < tiles; tile += parts)
            {
                int start = tile * TileSize;
                int count = Math.Min(TileSize, x.Columns - start);
                output.SliceColumns(start, count).CopyFrom(network.Forward(x.SliceColumns(start, count), workspace));
            }
        }
    }
}
