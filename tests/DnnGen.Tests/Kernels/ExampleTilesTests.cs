using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

public sealed class ExampleTilesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(2, 400)]
    [InlineData(3, 33)]
    [InlineData(5, 128)]
    [InlineData(9, 129)]
    [InlineData(16, 1024)]
    public void Every_example_comes_once_in_its_place_and_the_places_beyond_are_absent(int features, int examples)
    {
        Turned<float>(features, examples, transposed: false);
        Turned<float>(features, examples, transposed: true);
        Turned<double>(features, examples, transposed: false);
        Turned<double>(features, examples, transposed: true);
    }

    private static void Turned<T>(int features, int examples, bool transposed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = transposed ? Matrix<T>.Zeros(examples, features).Transpose() : Matrix<T>.Zeros(features, examples);
        var y = Matrix<T>.Zeros(2, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < features; i++)
            {
                x[i, j] = T.CreateChecked((i * 10_000) + j);
            }

            (y[0, j], y[1, j]) = (T.CreateChecked(-j), T.CreateChecked(j + 0.5));
        }

        int seen = 0;
        var tiles = new ExampleTiles<T>(x, y, new T[(features + 2) * ExampleTiles<T>.Stretch]);
        while (tiles.MoveNext())
        {
            T[] present = Places(tiles.Present);
            for (int place = 0; place < Lanes<T>.Count; place++)
            {
                int example = seen + place;
                Assert.Equal(example < examples, T.IsNaN(present[place]));
                for (int i = 0; i < features; i++)
                {
                    Assert.Equal(example < examples ? x[i, example] : T.Zero, Places(tiles.X(i))[place]);
                }

                Assert.Equal(example < examples ? y[0, example] : T.Zero, Places(tiles.Y(0))[place]);
                Assert.Equal(example < examples ? y[1, example] : T.Zero, Places(tiles.Y(1))[place]);
            }

            seen += Lanes<T>.Count;
        }

        Assert.InRange(seen, examples, examples + Lanes<T>.Count - 1);
    }

    /// <summary>The numbers of both registers; all bits set is a NaN.</summary>
    private static T[] Places<T>(Lanes<T> lanes)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, Vector<T>.Count).Select(i => lanes.Low[i]), .. Enumerable.Range(0, Vector<T>.Count).Select(i => lanes.High[i])];
}
