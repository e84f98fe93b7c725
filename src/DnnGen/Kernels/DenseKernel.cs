using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of one dense layer, A = g(W·A_prev + b): forward, and the derivatives beside it. Generated code calls
/// these after it has checked the shapes at its entry; they check nothing themselves.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <typeparam name="TActivation">The activation g.</typeparam>
public static class DenseKernel<TShape, TActivation>
    where TShape : struct, IDenseShape
    where TActivation : struct, IActivation
{
    /// <summary>Multiply-adds of a layer up to which one example goes through scalar code.</summary>
    private const int WrittenOut = 16;

    /// <summary>Forward: A = g(W·A_prev + b), formulas (4) and A = g(Z) of the method; Z is not kept.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="b">b, (n × 1).</param>
    /// <param name="input">A_prev, (n_prev × m).</param>
    /// <param name="a">Receives A, (n × m), each example or each unit contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Linear(w, b, input, a);
        Activate(a, a);
    }

    /// <summary>Forward, keeping both Z = W·A_prev + b and A = g(Z).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="b">b, (n × 1).</param>
    /// <param name="input">A_prev, (n_prev × m).</param>
    /// <param name="z">Receives Z, (n × m), laid out as A.</param>
    /// <param name="a">Receives A, (n × m), each example or each unit contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Linear(w, b, input, z);
        Activate(z, a);
    }

    /// <summary>Forward for one example: a = g(W·x + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, (n × n_prev), row after row, and then b: n·n_prev + n numbers.</param>
    /// <param name="input">One example, n_prev numbers.</param>
    /// <param name="a">Receives the n outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Predict(parameters, parameters[(TShape.Units * TShape.Inputs)..], input, a);

    /// <summary>Forward for one example, where W is the matrix of another layer: a = g(W·x + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev), row after row.</param>
    /// <param name="b">b, n numbers.</param>
    /// <param name="input">x, n_prev numbers.</param>
    /// <param name="a">Receives the n outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T weights = ref MemoryMarshal.GetReference(w);
        ref T bias = ref MemoryMarshal.GetReference(b);
        ref T x = ref MemoryMarshal.GetReference(input);
        ref T y = ref MemoryMarshal.GetReference(a);
        if (TShape.Units * TShape.Inputs > WrittenOut)
        {
            VectorProduct.Layer<T, TShape, TActivation>(ref weights, ref bias, ref x, ref y);
            return;
        }

        // So few that setting up registers would take longer; the bounds are constants, and the loops unrolled.
        for (int i = 0; i < TShape.Units; i++)
        {
            T sum = Unsafe.Add(ref bias, i);
            for (int k = 0; k < TShape.Inputs; k++)
            {
                sum = T.MultiplyAddEstimate(Unsafe.Add(ref weights, (i * TShape.Inputs) + k), Unsafe.Add(ref x, k), sum);
            }

            Unsafe.Add(ref y, i) = sum;
        }

        TActivation.Forward<T>(a, a);
    }

    /// <summary>Forward for one example, where W is the transposed matrix of another layer: a = g(W·x + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev), column after column: the rows of the other layer.</param>
    /// <param name="b">b, n numbers.</param>
    /// <param name="input">x, n_prev numbers.</param>
    /// <param name="a">Receives the n outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void PredictTransposed<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        b[..TShape.Units].CopyTo(a);
        for (int k = 0; k < TShape.Inputs; k++)
        {
            TensorPrimitives.MultiplyAdd(w.Slice(k * TShape.Units, TShape.Units), input[k], a, a);
        }

        TActivation.Forward<T>(a, a);
    }

    /// <summary>Backward through the activation: dZ = dA ∘ g′(Z), formula (11), in place; for an activation that works from A alone.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">A, (n × m), as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ; (n × m).</param>
    public static void ActivationBackward<T>(Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ActivationBackward(default, a, gradient);

    /// <summary>Backward through the activation: dZ = dA ∘ g′(Z), formula (11), in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Z, (n × m), as <c>Forward</c> left it.</param>
    /// <param name="a">A, (n × m), as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ; (n × m).</param>
    public static void ActivationBackward<T>(Matrix<T> z, Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!TActivation.CouplesUnits)
        {
            TActivation.Backward<T>(z.Numbers, a.Numbers, gradient.Numbers);
            return;
        }

        for (int j = 0; j < a.Columns; j++)
        {
            TActivation.Backward<T>(
                TActivation.NeedsPreActivation ? z.ColumnSpan(j) : [],
                a.ColumnSpan(j),
                gradient.ColumnSpan(j));
        }
    }

    /// <summary>Backward to the weights: dW = 1/m · dZ·A_prevᵀ, formula (8).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (n × m).</param>
    /// <param name="input">A_prev, (n_prev × m).</param>
    /// <param name="dW">Receives dW, (n × n_prev).</param>
    public static void WeightGradient<T>(Matrix<T> dZ, Matrix<T> input, Matrix<T> dW)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dW.Numbers.Clear();
        MatrixProduct.Add(dZ, input.Transpose(), dW, T.One / T.CreateTruncating(dZ.Columns));
    }

    /// <summary>Backward to the bias: db = 1/m · Σᵢ dZ⁽ⁱ⁾, formula (9).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (n × m).</param>
    /// <param name="db">Receives db, (n × 1).</param>
    public static void BiasGradient<T>(Matrix<T> dZ, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = db.ColumnOfOne();
        sum.Clear();
        AddExamples(dZ, T.One, sum);
        TensorPrimitives.Multiply(sum, T.One / T.CreateTruncating(dZ.Columns), sum);
    }

    /// <summary>Backward to the layer below: dA_prev = Wᵀ·dZ, formula (10).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="dZ">dZ, (n × m).</param>
    /// <param name="dInput">Receives dA_prev, (n_prev × m).</param>
    public static void InputGradient<T>(Matrix<T> w, Matrix<T> dZ, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dInput.Numbers.Clear();
        MatrixProduct.Add(w.Transpose(), dZ, dInput, T.One);
    }

    /// <summary>
    /// Gradient and update at once: W := W − α·1/m·dZ·A_prevᵀ and b := b − α·1/m·Σᵢ dZ⁽ⁱ⁾, formulas (8), (9), (16) and
    /// (17); dW is never stored.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (n × m).</param>
    /// <param name="input">A_prev, (n_prev × m).</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="w">W, (n × n_prev), to be updated.</param>
    /// <param name="b">b, (n × 1), to be updated.</param>
    public static void Update<T>(Matrix<T> dZ, Matrix<T> input, T learningRate, Matrix<T> w, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T step = -learningRate / T.CreateTruncating(dZ.Columns);
        MatrixProduct.Add(dZ, input.Transpose(), w, step);
        AddExamples(dZ, step, b.ColumnOfOne());
    }

    /// <summary>Gradient and update of the bias alone, where W is the matrix of another layer: b := b − α·1/m·Σ dZ.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (n × m).</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="b">b, (n × 1), to be updated.</param>
    public static void BiasUpdate<T>(Matrix<T> dZ, T learningRate, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => AddExamples(dZ, -learningRate / T.CreateTruncating(dZ.Columns), b.ColumnOfOne());

    private static void Linear<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bias = b.ColumnOfOne();
        if (ByUnits(z))
        {
            for (int i = 0; i < bias.Length; i++)
            {
                z.RowSpan(i).Fill(bias[i]);
            }
        }
        else
        {
            for (int j = 0; j < z.Columns; j++)
            {
                bias.CopyTo(z.ColumnSpan(j));
            }
        }

        MatrixProduct.AddForward(w, input, z);
    }

    private static void Activate<T>(Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!TActivation.CouplesUnits)
        {
            TActivation.Forward<T>(z.Numbers, a.Numbers);
            return;
        }

        if (typeof(TActivation) == typeof(Softmax) && TShape.Units <= Softmax.FewUnits)
        {
            Softmax.ForwardExamples<T>(z.Numbers, a.Numbers, TShape.Units);
            return;
        }

        for (int j = 0; j < z.Columns; j++)
        {
            TActivation.Forward<T>(z.ColumnSpan(j), a.ColumnSpan(j));
        }
    }

    /// <summary>sum := sum + scale · Σᵢ dZ⁽ⁱ⁾.</summary>
    private static void AddExamples<T>(Matrix<T> dZ, T scale, Span<T> sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (ByUnits(dZ))
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += scale * TensorPrimitives.Sum<T>(dZ.RowSpan(i));
            }

            return;
        }

        for (int j = 0; j < dZ.Columns; j++)
        {
            TensorPrimitives.MultiplyAdd(dZ.ColumnSpan(j), scale, sum, sum);
        }
    }

    /// <summary>Whether each unit of a matrix of the workspace lies in one piece, and not each example.</summary>
    private static bool ByUnits<T>(Matrix<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T> => matrix.ColumnStride == 1 && matrix.Columns > 1;
}
