using System.Runtime.Intrinsics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

/// <summary>The product of a recurrence against the sum as it is written, for every register width.</summary>
public sealed class PanelProductsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 5, 3)]
    [InlineData(3, 7, 31)]
    [InlineData(4, 16, 32)]
    [InlineData(5, 3, 33)]
    [InlineData(6, 20, 64)]
    [InlineData(7, 64, 80)]
    [InlineData(8, 9, 100)]
    public void Every_width_adds_the_product_and_touches_nothing_else(int rows, int depth, int columns)
    {
        Agrees<Vector512<double>, Simd512<double>>(rows, depth, columns);
        Agrees<Vector256<double>, Simd256<double>>(rows, depth, columns);
        Agrees<Vector128<double>, Simd128<double>>(rows, depth, columns);
        Agrees<double, SimdScalar<double>>(rows, depth, columns);
    }

    private static void Agrees<TVector, TSimd>(int rows, int depth, int columns)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        const int beyond = 3;
        var random = new SeededRandom((ulong)((rows * 1000) + columns));
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
        double[] a = Numbers(rows * (depth + beyond)), b = Numbers(depth * columns), c = Numbers(rows * (columns + beyond));
        double[] expected = [.. c];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < depth; k++)
                {
                    expected[(i * (columns + beyond)) + j] += a[(i * (depth + beyond)) + k] * b[(k * columns) + j];
                }
            }
        }

        double[] panels = new double[PanelProducts<double, TVector, TSimd>.Length(depth, columns)];
        Array.Fill(panels, double.NaN);
        PanelProducts<double, TVector, TSimd>.Pack(Matrix<double>.OfRows(b, 0, depth, columns), ref panels[0]);
        PanelProducts<double, TVector, TSimd>.Add(ref panels[0], depth, columns, ref a[0], depth + beyond, rows, ref c[0], columns + beyond);

        Check.Close<double>(expected, c, 1e-12);
    }
}
