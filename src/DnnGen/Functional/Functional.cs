using System.Numerics;

using DnnGen.Activations;

namespace DnnGen;

// The letters are the method's own: they differ from C# naming so that code and formulas read alike.
#pragma warning disable CA1707, IDE1006

/// <summary>The method's functions, one for each step, to be called by hand; generated networks do the same in fewer passes.</summary>
/// <remarks>
/// <para>
/// n_prev and n are the units of the previous and of this layer, m the number of examples. The formulas are those of the
/// method (Deep Neural Network: Step by Step), with its numbers: (4) the linear part, (7) the cost, (8)–(10) the linear
/// gradients, (11) the activation's, (16) and (17) the update.
/// </para>
/// <para>Every result is a new matrix; arguments are never written to.</para>
/// </remarks>
public static class Functional
{
    /// <summary>The parameters of a two-layer network: weights <c>randn · 0.01</c>, biases zero.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="n_x">The size of the input.</param>
    /// <param name="n_h">The units of the hidden layer.</param>
    /// <param name="n_y">The units of the output layer.</param>
    /// <param name="random">The source of the random numbers, for example <c>new NumPyRandom(1)</c>.</param>
    /// <returns>W1 (n_h × n_x), b1 (n_h × 1); W2 (n_y × n_h), b2 (n_y × 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static IReadOnlyList<LayerParameters<T>> InitializeParameters<T>(int n_x, int n_h, int n_y, IRandom random)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        InitializeParametersDeep<T>([n_x, n_h, n_y], random);

    /// <summary>The parameters of an L-layer network: weights <c>randn · 0.01</c>, biases zero.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layerDims">The sizes of the input and of every layer: n[0], n[1], …, n[L].</param>
    /// <param name="random">The source of the random numbers, for example <c>new NumPyRandom(3)</c>.</param>
    /// <returns>For l = 1, …, L (at index l − 1): W[l] (n[l] × n[l−1]) and b[l] (n[l] × 1).</returns>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static IReadOnlyList<LayerParameters<T>> InitializeParametersDeep<T>(IReadOnlyList<int> layerDims, IRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layerDims);
        ArgumentNullException.ThrowIfNull(random);
        if (layerDims.Count < 2)
        {
            throw new ArgumentException("A network has at least two sizes: that of its input and that of its output.", nameof(layerDims));
        }

        foreach (int size in layerDims)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(layerDims));
        }

        var parameters = new LayerParameters<T>[layerDims.Count - 1];
        for (int l = 1; l < layerDims.Count; l++)
        {
            var W = Matrix<T>.Zeros(layerDims[l], layerDims[l - 1]);
            for (int i = 0; i < W.Rows; i++)
            {
                for (int j = 0; j < W.Columns; j++)
                {
                    W[i, j] = T.CreateTruncating(random.NextNormal() * 0.01);
                }
            }

            parameters[l - 1] = new(W, Matrix<T>.Zeros(layerDims[l], 1));
        }

        return parameters;
    }

    /// <summary>The linear part of a layer's forward propagation, Z = W·A + b (4).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="A">The activation of the previous layer, or the input: (n_prev × m).</param>
    /// <param name="W">The weights, (n × n_prev).</param>
    /// <param name="b">The bias, (n × 1), added to every example.</param>
    /// <returns>Z (n × m), and the cache for the backward pass.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit each other.</exception>
    public static (Matrix<T> Z, LinearCache<T> Cache) LinearForward<T>(
        [Shape("n_prev", "m")] Matrix<T> A, [Shape("n", "n_prev")] Matrix<T> W, [Shape("n", "1")] Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(nameof(LinearForward), nameof(A), A, W.Columns, A.Columns);
        Require(nameof(LinearForward), nameof(b), b, W.Rows, 1);

        var Z = (W * A) + b;
        return (Z, new(A, W, b));
    }

    /// <summary>A layer's forward propagation, A = g(W·A_prev + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="A_prev">The activation of the previous layer, or the input: (n_prev × m).</param>
    /// <param name="W">The weights, (n × n_prev).</param>
    /// <param name="b">The bias, (n × 1).</param>
    /// <param name="activation">g.</param>
    /// <returns>A (n × m), and the cache for the backward pass.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The activation is none of the enumeration.</exception>
    public static (Matrix<T> A, LayerCache<T> Cache) LinearActivationForward<T>(
        [Shape("n_prev", "m")] Matrix<T> A_prev, [Shape("n", "n_prev")] Matrix<T> W, [Shape("n", "1")] Matrix<T> b, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(nameof(LinearActivationForward), nameof(A_prev), A_prev, W.Columns, A_prev.Columns);
        Require(nameof(LinearActivationForward), nameof(b), b, W.Rows, 1);

        var (Z, linear) = LinearForward(A_prev, W, b);
        return (ActivationForward(Z, activation), new(linear, Z));
    }

    /// <summary>Forward propagation of the whole network, [LINEAR → RELU] × (L − 1) → LINEAR → SIGMOID.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="X">The input, (n[0] × m).</param>
    /// <param name="parameters">W[l] and b[l] for l = 1, …, L.</param>
    /// <returns>AL (n[L] × m), and the L caches for the backward pass.</returns>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    /// <exception cref="ShapeMismatchException">The shapes do not fit each other.</exception>
    public static (Matrix<T> AL, IReadOnlyList<LayerCache<T>> Caches) LModelForward<T>(
        Matrix<T> X, IReadOnlyList<LayerParameters<T>> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        int L = parameters.Count;
        RequireLayers(L, nameof(parameters));

        var caches = new LayerCache<T>[L];
        var A = X;
        for (int l = 1; l < L; l++)
        {
            (A, caches[l - 1]) = LinearActivationForward(A, parameters[l - 1].W, parameters[l - 1].b, Activation.ReLU);
        }

        (var AL, caches[L - 1]) = LinearActivationForward(A, parameters[L - 1].W, parameters[L - 1].b, Activation.Sigmoid);
        return (AL, caches);
    }

    /// <summary>The cross-entropy cost, J = −1/m Σ (y·log a + (1 − y)·log(1 − a)) (7).</summary>
    /// <remarks>The plain formula: where an output is exactly 0 or 1 the cost is infinite or NaN, as it is in NumPy.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="AL">The probabilities that the network gives, (n[L] × m).</param>
    /// <param name="Y">The labels, of the same shape.</param>
    /// <returns>The cost, summed in double precision.</returns>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static T ComputeCost<T>([Shape("n", "m")] Matrix<T> AL, [Shape("n", "m")] Matrix<T> Y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(nameof(ComputeCost), nameof(Y), Y, AL.Rows, AL.Columns);

        double sum = 0;
        for (int i = 0; i < AL.Columns; i++)
        {
            for (int k = 0; k < AL.Rows; k++)
            {
                double a = double.CreateTruncating(AL[k, i]);
                double y = double.CreateTruncating(Y[k, i]);
                sum += (y * Math.Log(a)) + ((1 - y) * Math.Log(1 - a));
            }
        }

        int m = AL.Columns;
        return T.CreateTruncating(-sum / m);
    }

    /// <summary>The derivative of every example's loss with respect to the output, dAL = −(Y/AL − (1 − Y)/(1 − AL)).</summary>
    /// <remarks>The plain formula: where an output is exactly 0 or 1 it is infinite or NaN, as it is in NumPy.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="AL">The probabilities that the network gives, (n[L] × m).</param>
    /// <param name="Y">The labels, of the same shape.</param>
    /// <returns>dAL, of the same shape.</returns>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    [return: Shape("n", "m")]
    public static Matrix<T> CostGradient<T>([Shape("n", "m")] Matrix<T> AL, [Shape("n", "m")] Matrix<T> Y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(nameof(CostGradient), nameof(Y), Y, AL.Rows, AL.Columns);

        var dAL = Matrix<T>.Zeros(AL.Rows, AL.Columns);
        for (int i = 0; i < AL.Columns; i++)
        {
            for (int k = 0; k < AL.Rows; k++)
            {
                T a = AL[k, i], y = Y[k, i];
                dAL[k, i] = -((y / a) - ((T.One - y) / (T.One - a)));
            }
        }

        return dAL;
    }

    /// <summary>The linear part of a layer's backward propagation: dW = 1/m dZ·Aᵀ (8), db = 1/m Σ dZ (9), dA_prev = Wᵀ·dZ (10).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">The gradient with respect to the linear output, (n × m).</param>
    /// <param name="cache">What the forward propagation of this layer kept.</param>
    /// <returns>dA_prev (n_prev × m), dW (n × n_prev) and db (n × 1).</returns>
    /// <exception cref="ShapeMismatchException">The gradient does not have the shape of Z.</exception>
    public static LayerGradients<T> LinearBackward<T>(Matrix<T> dZ, LinearCache<T> cache)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(cache);
        var (A_prev, W, _) = cache;
        Require(nameof(LinearBackward), nameof(dZ), dZ, W.Rows, A_prev.Columns);

        var m = T.CreateTruncating(A_prev.Columns);
        var dW = (T.One / m) * (dZ * A_prev.Transpose());
        var db = (T.One / m) * SumOverExamples(dZ);
        var dA_prev = W.Transpose() * dZ;
        return new(dA_prev, dW, db);
    }

    /// <summary>A layer's backward propagation: dZ = dA ∘ g′(Z) (11), then the linear part.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dA">The gradient with respect to the activation of this layer, (n × m).</param>
    /// <param name="cache">What the forward propagation of this layer kept.</param>
    /// <param name="activation">g.</param>
    /// <returns>dA_prev (n_prev × m), dW (n × n_prev) and db (n × 1).</returns>
    /// <exception cref="ShapeMismatchException">The gradient does not have the shape of Z.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The activation is none of the enumeration.</exception>
    public static LayerGradients<T> LinearActivationBackward<T>(Matrix<T> dA, LayerCache<T> cache, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(cache);
        Require(nameof(LinearActivationBackward), nameof(dA), dA, cache.Z.Rows, cache.Z.Columns);

        var dZ = ActivationBackward(dA, cache.Z, activation);
        return LinearBackward(dZ, cache.Linear);
    }

    /// <summary>Backward propagation of the whole network, [LINEAR → RELU] × (L − 1) → LINEAR → SIGMOID.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="AL">The output of <see cref="LModelForward"/>, (n[L] × m).</param>
    /// <param name="Y">The labels, of the same shape.</param>
    /// <param name="caches">The L caches of <see cref="LModelForward"/>.</param>
    /// <returns>For l = 1, …, L (at index l − 1): dA[l−1], dW[l] and db[l].</returns>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    /// <exception cref="ShapeMismatchException">The shapes do not fit each other.</exception>
    public static IReadOnlyList<LayerGradients<T>> LModelBackward<T>(
        [Shape("n", "m")] Matrix<T> AL, [Shape("n", "m")] Matrix<T> Y, IReadOnlyList<LayerCache<T>> caches)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(caches);
        int L = caches.Count;
        RequireLayers(L, nameof(caches));
        Require(nameof(LModelBackward), nameof(Y), Y, AL.Rows, AL.Columns);

        var grads = new LayerGradients<T>[L];
        var dAL = CostGradient(AL, Y);
        grads[L - 1] = LinearActivationBackward(dAL, caches[L - 1], Activation.Sigmoid);
        for (int l = L - 1; l >= 1; l--)
        {
            grads[l - 1] = LinearActivationBackward(grads[l].dA_prev, caches[l - 1], Activation.ReLU);
        }

        return grads;
    }

    /// <summary>One step of gradient descent: W[l] := W[l] − α dW[l] (16), b[l] := b[l] − α db[l] (17).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W[l] and b[l] for l = 1, …, L; they stay as they are.</param>
    /// <param name="grads">The gradients of <see cref="LModelBackward"/>, one entry for each layer.</param>
    /// <param name="learningRate">α.</param>
    /// <returns>The new parameters.</returns>
    /// <exception cref="ArgumentException">There are not as many gradients as layers.</exception>
    /// <exception cref="ShapeMismatchException">A gradient does not have the shape of its parameter.</exception>
    public static IReadOnlyList<LayerParameters<T>> UpdateParameters<T>(
        IReadOnlyList<LayerParameters<T>> parameters, IReadOnlyList<LayerGradients<T>> grads, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(grads);
        if (grads.Count != parameters.Count)
        {
            throw new ArgumentException(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"Functional.UpdateParameters: there are gradients of {ShapeSentences.Count(grads.Count, "layer")} for the parameters of {parameters.Count}; take as many of both."),
                nameof(grads));
        }

        var updated = new LayerParameters<T>[parameters.Count];
        for (int l = 1; l <= parameters.Count; l++)
        {
            var (W, b) = parameters[l - 1];
            var (_, dW, db) = grads[l - 1];
            Require(nameof(UpdateParameters), $"dW{l}", dW, W.Rows, W.Columns, $"the shape of W{l}");
            Require(nameof(UpdateParameters), $"db{l}", db, b.Rows, b.Columns, $"the shape of b{l}");
            updated[l - 1] = new(W - (learningRate * dW), b - (learningRate * db));
        }

        return updated;
    }

    /// <summary>A = g(Z).</summary>
    private static Matrix<T> ActivationForward<T>(Matrix<T> Z, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var A = Z.Copy();
        switch (activation)
        {
            case Activation.Identity: Forward<T, Identity>(A); break;
            case Activation.ReLU: Forward<T, ReLU>(A); break;
            case Activation.LeakyReLU: Forward<T, LeakyReLU>(A); break;
            case Activation.Tanh: Forward<T, Tanh>(A); break;
            case Activation.Sigmoid: Forward<T, Sigmoid>(A); break;
            case Activation.Softmax: Forward<T, Softmax>(A); break;
            case Activation.GELU: Forward<T, GELU>(A); break;
            case Activation.LogSoftmax: Forward<T, LogSoftmax>(A); break;
            case Activation.ELU: Forward<T, ELU>(A); break;
            case Activation.SELU: Forward<T, SELU>(A); break;
            case Activation.GELUTanh: Forward<T, GELUTanh>(A); break;
            case Activation.SiLU: Forward<T, SiLU>(A); break;
            case Activation.Mish: Forward<T, Mish>(A); break;
            case Activation.HardSigmoid: Forward<T, HardSigmoid>(A); break;
            case Activation.HardSwish: Forward<T, HardSwish>(A); break;
            case Activation.Softplus: Forward<T, Softplus>(A); break;
            case Activation.Softsign: Forward<T, Softsign>(A); break;
            case Activation.ReLU6: Forward<T, ReLU6>(A); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "This is no activation.");
        }

        return A;
    }

    /// <summary>dZ = dA ∘ g′(Z).</summary>
    private static Matrix<T> ActivationBackward<T>(Matrix<T> dA, Matrix<T> Z, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // g′ is computed from a = g(z) where it can be; the cache keeps Z alone, as the method's does.
        var A = ActivationForward(Z, activation);
        var dZ = dA.Copy();
        var z = Z.Copy();
        switch (activation)
        {
            case Activation.Identity: Backward<T, Identity>(z, A, dZ); break;
            case Activation.ReLU: Backward<T, ReLU>(z, A, dZ); break;
            case Activation.LeakyReLU: Backward<T, LeakyReLU>(z, A, dZ); break;
            case Activation.Tanh: Backward<T, Tanh>(z, A, dZ); break;
            case Activation.Sigmoid: Backward<T, Sigmoid>(z, A, dZ); break;
            case Activation.Softmax: Backward<T, Softmax>(z, A, dZ); break;
            case Activation.LogSoftmax: Backward<T, LogSoftmax>(z, A, dZ); break;
            case Activation.ELU: Backward<T, ELU>(z, A, dZ); break;
            case Activation.SELU: Backward<T, SELU>(z, A, dZ); break;
            case Activation.GELUTanh: Backward<T, GELUTanh>(z, A, dZ); break;
            case Activation.SiLU: Backward<T, SiLU>(z, A, dZ); break;
            case Activation.Mish: Backward<T, Mish>(z, A, dZ); break;
            case Activation.HardSigmoid: Backward<T, HardSigmoid>(z, A, dZ); break;
            case Activation.HardSwish: Backward<T, HardSwish>(z, A, dZ); break;
            case Activation.Softplus: Backward<T, Softplus>(z, A, dZ); break;
            case Activation.Softsign: Backward<T, Softsign>(z, A, dZ); break;
            case Activation.ReLU6: Backward<T, ReLU6>(z, A, dZ); break;
            default: Backward<T, GELU>(z, A, dZ); break;
        }

        return dZ;
    }

    /// <summary>g in place on every example.</summary>
    private static void Forward<T, TActivation>(Matrix<T> A)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        for (int i = 0; i < A.Columns; i++)
        {
            TActivation.Forward(A.ColumnSpan(i), A.ColumnSpan(i));
        }
    }

    /// <summary>dA becomes dZ in place on every example.</summary>
    private static void Backward<T, TActivation>(Matrix<T> Z, Matrix<T> A, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        for (int i = 0; i < A.Columns; i++)
        {
            TActivation.Backward(Z.ColumnSpan(i), A.ColumnSpan(i), gradient.ColumnSpan(i));
        }
    }

    /// <summary>Σ over the examples, (n × m) to (n × 1): NumPy's <c>np.sum(dZ, axis=1, keepdims=True)</c>.</summary>
    private static Matrix<T> SumOverExamples<T>(Matrix<T> dZ)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = Matrix<T>.Zeros(dZ.Rows, 1);
        for (int i = 0; i < dZ.Columns; i++)
        {
            for (int k = 0; k < dZ.Rows; k++)
            {
                sum[k, 0] += dZ[k, i];
            }
        }

        return sum;
    }

    private static void Require<T>(string member, string argument, Matrix<T> matrix, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Require(member, argument, matrix, rows, columns, ShapeSentences.Reason(member, argument));

    private static void Require<T>(string member, string argument, Matrix<T> matrix, int rows, int columns, string reason)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (matrix.Rows != rows || matrix.Columns != columns)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.Needs(
                $"{nameof(Functional)}.{member}", argument, ShapeSentences.Of(matrix.Rows, matrix.Columns), ShapeSentences.Of(rows, columns), reason));
        }
    }

    private static void RequireLayers(int layers, string argument)
    {
        if (layers == 0)
        {
            throw new ArgumentException("A network has at least one layer.", argument);
        }
    }
}
