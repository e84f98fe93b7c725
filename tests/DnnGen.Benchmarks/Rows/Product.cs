using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Benchmarks.Rows;

/// <summary>
/// C := A·B, of ours. The kernel is internal and adds to C; the public <c>a * b</c> allocates C each time, which is another
/// question. All that knows the kernel's name is here.
/// </summary>
internal sealed class Product<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Repeat(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            c.Fill(T.Zero);
            MatrixProduct.Add(a, b, c, T.One);
        }
    }
}
