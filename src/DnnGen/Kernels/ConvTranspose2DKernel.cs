using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a transposed convolution, A = g(W ∗ᵀ A_prev + b): forward, and the derivatives beside it. Each column is an example,
/// channel after channel, row by row; W is (channels × filters/groups·kernel·kernel). For generated code, which checks the shapes at its entry.
/// </summary>
/// <remarks>
/// It is the convolution from the output to the input, gone through backward: its forward pass is the gradient of that
/// convolution's input, its way back that convolution, and the gradient of W is the same with input and output in each other's place.
/// </remarks>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <typeparam name="TActivation">The activation g, which takes each number alone.</typeparam>
public static class ConvTranspose2DKernel<TShape, TActivation>
    where TShape : struct, IConvolutionShape
    where TActivation : struct, IActivation
{
    /// <summary>The convolution from the output of this layer to its input.</summary>
    private static readonly ConvolutionGeometry Geometry = new(
        TShape.Filters, TShape.OutputHeight, TShape.OutputWidth, TShape.Channels, TShape.Height, TShape.Width, TShape.KernelHeight, TShape.KernelWidth, TShape.Stride, TShape.Dilation, TShape.PaddingTop, TShape.PaddingLeft, TShape.Groups);

    private static int Pixels => TShape.OutputHeight * TShape.OutputWidth;

    /// <summary>Forward: Z[f, s·y + d·i − p, s·x + d·j − p] = b[f] + Σ W[c, f, i, j]·A_prev[c, y, x], A = g(Z); Z is not kept.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="b">b, (filters × 1).</param>
    /// <param name="input">A_prev, one image in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward(w, b, input, a, a);

    /// <summary>Forward, keeping both Z and A.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="b">b, (filters × 1).</param>
    /// <param name="input">A_prev, one image in each column.</param>
    /// <param name="z">Receives Z, each example contiguous.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var images = new ContiguousExamples<T>(input);
        Convolution.InputGradient(Geometry, w, images.Matrix, z);
        ExampleLoop.Run(new Finish<T>(b, z, a), a.Columns, a.Rows);
    }

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, row after row, and then b.</param>
    /// <param name="input">One image.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int weights = Geometry.Filters * Geometry.Depth;
        Convolution.InputGradient(Geometry, ref MemoryMarshal.GetReference(parameters), input, a);
        AddBias(parameters.Slice(weights, TShape.Filters), a);
        TActivation.Forward<T>(a, a);
    }

    /// <summary>Backward to the parameters: dW[c, f, i, j] = 1/m·Σ A_prev[c, y, x]·dZ[f, s·y + d·i − p, s·x + d·j − p], db[f] = 1/m·Σ dZ[f, y, x].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="dW">Receives dW.</param>
    /// <param name="db">Receives db.</param>
    public static void ParameterGradient<T>(Matrix<T> dZ, Matrix<T> input, Matrix<T> dW, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParameterGradient(dZ, input, T.One / T.CreateTruncating(dZ.Columns), keep: false, dW, db);

    /// <summary>Backward to the layer below: dA_prev[c, y, x] = Σ W[c, f, i, j]·dZ[f, s·y + d·i − p, s·x + d·j − p].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="dZ">dZ.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void InputGradient<T>(Matrix<T> w, Matrix<T> dZ, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => Convolution.Forward<T, Identity>(Geometry, w, NoBias<T>.Value, dZ, dInput, dInput);

    /// <summary>Gradient and update at once: W := W − α·dW and b := b − α·db; neither gradient is stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="w">W, to be updated.</param>
    /// <param name="b">b, to be updated.</param>
    public static void Update<T>(Matrix<T> dZ, Matrix<T> input, T learningRate, Matrix<T> w, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParameterGradient(dZ, input, -learningRate / T.CreateTruncating(dZ.Columns), keep: true, w, b);

    private static void ParameterGradient<T>(Matrix<T> dZ, Matrix<T> input, T scale, bool keep, Matrix<T> dW, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var images = new ContiguousExamples<T>(input);

        // The sums of A_prev, which stand where a convolution has the gradient of its bias, are of no use here.
        T[] unused = ArrayPool<T>.Shared.Rent(TShape.Channels);
        Convolution.ParameterGradient(Geometry, images.Matrix, dZ, scale, keep, dW, new Matrix<T>(unused, 0, TShape.Channels, 1, 1, TShape.Channels));
        ArrayPool<T>.Shared.Return(unused);

        for (int f = 0; f < TShape.Filters; f++)
        {
            T sum = T.Zero;
            for (int j = 0; j < dZ.Columns; j++)
            {
                sum += TensorPrimitives.Sum<T>(dZ.ColumnSpan(j).Slice(f * Pixels, Pixels));
            }

            db.At(f, 0) = keep ? T.FusedMultiplyAdd(sum, scale, db.At(f, 0)) : sum * scale;
        }
    }

    private static void AddBias<T>(ReadOnlySpan<T> b, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int f = 0; f < TShape.Filters; f++)
        {
            var channel = z.Slice(f * Pixels, Pixels);
            TensorPrimitives.Add<T>(channel, b[f], channel);
        }
    }

    private readonly struct Finish<T>(Matrix<T> b, Matrix<T> z, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            AddBias(MemoryMarshal.CreateReadOnlySpan(ref b.Origin, TShape.Filters), z.ColumnSpan(example));
            TActivation.Forward<T>(z.ColumnSpan(example), a.ColumnSpan(example));
        }
    }

    private static class NoBias<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static readonly Matrix<T> Value = Matrix<T>.Zeros(TShape.Channels, 1);
    }
}

/// <summary>Examples that lie in one piece each: the matrix itself where they do, else a copy in rented memory.</summary>
internal readonly ref struct ContiguousExamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[]? rented;

    public ContiguousExamples(Matrix<T> matrix)
    {
        Matrix = matrix;
        if (matrix.RowStride != 1 && !matrix.IsEmpty)
        {
            rented = ArrayPool<T>.Shared.Rent(checked(matrix.Rows * matrix.Columns));
            Matrix = new Matrix<T>(rented, 0, matrix.Rows, matrix.Columns, 1, matrix.Rows);
            Matrix.CopyFrom(matrix);
        }
    }

    public Matrix<T> Matrix { get; }

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
