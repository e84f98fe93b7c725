using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a convolution, A = g(W ∗ A_prev + b): forward, and the derivatives beside it. Each column is an example,
/// channel after channel, row by row; W is (filters × channels/groups·kernel·kernel). For generated code, which checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <typeparam name="TActivation">The activation g, which takes each number alone.</typeparam>
public static class Conv2DKernel<TShape, TActivation>
    where TShape : struct, IConvolutionShape
    where TActivation : struct, IActivation
{
    private static ConvolutionGeometry Geometry => ConvolutionGeometry.Of<TShape>();

    /// <summary>Forward: Z[f, y, x] = b[f] + Σ W[f, c, i, j]·A_prev[c, s·y + d·i − p, s·x + d·j − p], A = g(Z); Z is not kept.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="b">b, (filters × 1).</param>
    /// <param name="input">A_prev, one image in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Convolution.Forward<T, TActivation>(Geometry, w, b, input, a, a);

    /// <summary>Forward, keeping both Z and A.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="b">b, (filters × 1).</param>
    /// <param name="input">A_prev, one image in each column.</param>
    /// <param name="z">Receives Z, each example contiguous.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Convolution.Forward<T, TActivation>(Geometry, w, b, input, z, a);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, row after row, and then b.</param>
    /// <param name="input">One image.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T w = ref MemoryMarshal.GetReference(parameters);
        Convolution.Forward(Geometry, ref w, ref Unsafe.Add(ref w, Geometry.Filters * Geometry.Depth), ref MemoryMarshal.GetReference(input), 1, a);
        TActivation.Forward<T>(a, a);
    }

    /// <summary>Backward to the parameters: dW[f, c, i, j] = 1/m·Σ dZ[f, y, x]·A_prev[c, s·y + d·i − p, s·x + d·j − p], db[f] = 1/m·Σ dZ[f, y, x].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="dW">Receives dW.</param>
    /// <param name="db">Receives db.</param>
    public static void ParameterGradient<T>(Matrix<T> dZ, Matrix<T> input, Matrix<T> dW, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Convolution.ParameterGradient(Geometry, dZ, input, T.One / T.CreateTruncating(dZ.Columns), keep: false, dW, db);

    /// <summary>Backward to the layer below: dA_prev[c, s·y + d·i − p, s·x + d·j − p] = Σ W[f, c, i, j]·dZ[f, y, x].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="dZ">dZ.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void InputGradient<T>(Matrix<T> w, Matrix<T> dZ, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => Convolution.InputGradient(Geometry, w, dZ, dInput);

    /// <summary>Gradient and update at once: W := W − α·dW and b := b − α·db; neither gradient is stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="w">W, to be updated.</param>
    /// <param name="b">b, to be updated.</param>
    public static void Update<T>(Matrix<T> dZ, Matrix<T> input, T learningRate, Matrix<T> w, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Convolution.ParameterGradient(Geometry, dZ, input, -learningRate / T.CreateTruncating(dZ.Columns), keep: true, w, b);
}
