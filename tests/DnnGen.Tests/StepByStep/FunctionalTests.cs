using System.Numerics;
using System.Text.Json;

namespace DnnGen.Tests.StepByStep;

/// <summary>Every function against the golden inputs and outputs, in both number types.</summary>
public abstract class FunctionalTests<T>(double tolerance)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TheoryData<Activation> Activations =>
        [Activation.Identity, Activation.ReLU, Activation.LeakyReLU, Activation.Tanh, Activation.Sigmoid, Activation.Softmax, Activation.GELU];

    [SkippableFact]
    public void InitializeParameters_gives_the_golden_parameters()
    {
        var golden = Step("initialize_parameters");
        int[] dims = [.. golden.Numbers("dims").Select(size => (int)size)];
        Compare(golden.GetProperty("out"), Functional.InitializeParameters<T>(dims[0], dims[1], dims[2], Seeded(golden)));
    }

    [SkippableFact]
    public void InitializeParametersDeep_gives_the_golden_parameters()
    {
        var golden = Step("initialize_parameters_deep");
        int[] dims = [.. golden.Numbers("dims").Select(size => (int)size)];
        Compare(golden.GetProperty("out"), Functional.InitializeParametersDeep<T>(dims, Seeded(golden)));
    }

    [SkippableFact]
    public void LinearForward_gives_the_golden_Z_and_keeps_its_inputs()
    {
        var golden = Step("linear_forward");
        Matrix<T> A = golden.Matrix<T>("A"), W = golden.Matrix<T>("W"), b = golden.Matrix<T>("b");
        var (Z, cache) = Functional.LinearForward(A, W, b);
        Check.Close(golden.GetProperty("out").Matrix<T>("Z"), Z, tolerance);
        Assert.Equal((A, W, b), (cache.A, cache.W, cache.b));
    }

    [SkippableTheory]
    [InlineData("sigmoid", Activation.Sigmoid)]
    [InlineData("relu", Activation.ReLU)]
    public void LinearActivationForward_gives_the_golden_A(string name, Activation activation)
    {
        var golden = Step("linear_activation_forward");
        var (A, cache) = Functional.LinearActivationForward(golden.Matrix<T>("A_prev"), golden.Matrix<T>("W"), golden.Matrix<T>("b"), activation);
        Check.Close(golden.GetProperty("out").Matrix<T>(name), A, tolerance);
        Assert.Equal((1, 2), (cache.Z.Rows, cache.Z.Columns));
    }

    [SkippableFact]
    public void LModelForward_gives_the_golden_AL_and_a_cache_for_each_layer()
    {
        var golden = Step("L_model_forward");
        var (AL, caches) = Functional.LModelForward(golden.Matrix<T>("X"), Parameters(golden.GetProperty("parameters"), 3));
        Check.Close(golden.GetProperty("out").Matrix<T>("AL"), AL, tolerance);
        Assert.Equal(golden.GetProperty("out").GetProperty("caches").GetInt32(), caches.Count);
    }

    [SkippableFact]
    public void ComputeCost_gives_the_golden_cost()
    {
        var golden = Step("compute_cost");
        double cost = double.CreateTruncating(Functional.ComputeCost(golden.Matrix<T>("AL"), golden.Matrix<T>("Y")));
        Assert.Equal(golden.GetProperty("out").GetProperty("cost").GetDouble(), cost, tolerance);
    }

    [Fact]
    public void CostGradient_is_the_derivative_of_m_times_the_cost()
    {
        var AL = Matrix<T>.FromRows(new T[,] { { Number(0.8), Number(0.9), Number(0.4) } });
        var Y = Matrix<T>.FromRows(new T[,] { { T.One, T.Zero, T.One } });

        // −(1/0.8), 1/(1 − 0.9), −(1/0.4)
        Check.Close(Matrix<T>.FromRows(new T[,] { { Number(-1.25), Number(10), Number(-2.5) } }), Functional.CostGradient(AL, Y), tolerance);
    }

    [SkippableFact]
    public void LinearBackward_gives_the_golden_gradients()
    {
        var golden = Step("linear_backward");
        var cache = new LinearCache<T>(golden.Matrix<T>("A_prev"), golden.Matrix<T>("W"), golden.Matrix<T>("b"));
        Compare(golden.GetProperty("out"), Functional.LinearBackward(golden.Matrix<T>("dZ"), cache));
    }

    [SkippableTheory]
    [InlineData("sigmoid", Activation.Sigmoid)]
    [InlineData("relu", Activation.ReLU)]
    public void LinearActivationBackward_gives_the_golden_gradients(string name, Activation activation)
    {
        var golden = Step("linear_activation_backward");
        var grads = Functional.LinearActivationBackward(golden.Matrix<T>("dA"), Cache(golden), activation);
        Compare(golden.GetProperty("out").GetProperty(name), grads);
    }

    [SkippableFact]
    public void LModelBackward_gives_the_golden_gradients()
    {
        var golden = Step("L_model_backward");
        var caches = golden.GetProperty("caches").EnumerateArray().Select(Cache).ToArray();
        var grads = Functional.LModelBackward(golden.Matrix<T>("AL"), golden.Matrix<T>("Y"), caches);
        var expected = golden.GetProperty("out");
        for (int l = 1; l <= 2; l++)
        {
            Check.Close(expected.Matrix<T>($"dA{l - 1}"), grads[l - 1].dA_prev, tolerance);
            Check.Close(expected.Matrix<T>($"dW{l}"), grads[l - 1].dW, tolerance);
            Check.Close(expected.Matrix<T>($"db{l}"), grads[l - 1].db, tolerance);
        }
    }

    [SkippableFact]
    public void UpdateParameters_gives_the_golden_parameters_and_leaves_the_old_ones()
    {
        var golden = Step("update_parameters");
        var parameters = Parameters(golden.GetProperty("parameters"), 2);
        var before = parameters[0].W.ToArray();
        var grads = Enumerable.Range(1, 2)
            .Select(l => new LayerGradients<T>(default, golden.GetProperty("grads").Matrix<T>($"dW{l}"), golden.GetProperty("grads").Matrix<T>($"db{l}")))
            .ToArray();
        Compare(golden.GetProperty("out"), Functional.UpdateParameters(parameters, grads, Number(golden.GetProperty("learning_rate").GetDouble())));
        Assert.Equal(before, parameters[0].W.ToArray());
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Transposed_and_sliced_views_give_the_same_as_copies(Activation activation)
    {
        var random = new SeededRandom(2);
        Matrix<T> A = Draw(9, 6).Transpose().SliceColumns(1, 7), W = Draw(8, 5).SliceRows(2, 6).Transpose(), b = Draw(1, 5).Transpose();
        var dA = Draw(7, 5).Transpose();
        var (viewed, viewCache) = Functional.LinearActivationForward(A, W, b, activation);
        var (copied, copyCache) = Functional.LinearActivationForward(A.Copy(), W.Copy(), b.Copy(), activation);
        Check.Close(copied, viewed, tolerance);
        var views = Functional.LinearActivationBackward(dA, viewCache, activation);
        var copies = Functional.LinearActivationBackward(dA.Copy(), copyCache, activation);
        Check.Close(copies.dA_prev, views.dA_prev, tolerance);
        Check.Close(copies.dW, views.dW, tolerance);
        Check.Close(copies.db, views.db, tolerance);

        Matrix<T> Draw(int rows, int columns)
        {
            var matrix = Matrix<T>.Zeros(rows, columns);
            for (int j = 0; j < columns; j++)
            {
                for (int i = 0; i < rows; i++)
                {
                    matrix[i, j] = Number(random.NextNormal());
                }
            }

            return matrix;
        }
    }

    [Fact]
    public void Wrong_shapes_are_told_in_one_sentence()
    {
        Matrix<T> A = Matrix<T>.Zeros(3, 2), W = Matrix<T>.Zeros(1, 3), b = Matrix<T>.Zeros(1, 1);
        var (Z, linear) = Functional.LinearForward(A, W, b);
        var cache = new LayerCache<T>(linear, Z);
        Says("Functional.LinearForward: A is (2 × 3); it must be (3 × 3), a row for each column of W.", () => Functional.LinearForward(A.Transpose(), W, b));
        Says("Functional.LinearForward: b is (1 × 2); it must be (1 × 1), a number for each row of W.", () => Functional.LinearForward(A, W, Matrix<T>.Zeros(1, 2)));
        Says("Functional.LinearActivationForward: A_prev is (2 × 3); it must be (3 × 3), a row for each column of W.", () => Functional.LinearActivationForward(A.Transpose(), W, b, Activation.ReLU));
        Says("Functional.ComputeCost: Y is (2 × 1); it must be (1 × 2), the shape of AL.", () => Functional.ComputeCost(Z, Z.Transpose()));
        Says("Functional.CostGradient: Y is (2 × 1); it must be (1 × 2), the shape of AL.", () => Functional.CostGradient(Z, Z.Transpose()));
        Says("Functional.LinearBackward: dZ is (2 × 1); it must be (1 × 2), the shape of Z = W·A + b in the cache.", () => Functional.LinearBackward(Z.Transpose(), linear));
        Says("Functional.LinearActivationBackward: dA is (2 × 1); it must be (1 × 2), the shape of Z in the cache.", () => Functional.LinearActivationBackward(Z.Transpose(), cache, Activation.ReLU));
        Says("Functional.LModelBackward: Y is (2 × 1); it must be (1 × 2), the shape of AL.", () => Functional.LModelBackward(Z, Z.Transpose(), [cache]));
        Says(
            "Functional.UpdateParameters: dW1 is (3 × 1); it must be (1 × 3), the shape of W1.",
            () => Functional.UpdateParameters([new LayerParameters<T>(W, b)], [new LayerGradients<T>(A, W.Transpose(), b)], T.One));

        static void Says(string sentence, Func<object> call) =>
            Assert.Equal(sentence, Assert.Throws<ShapeMismatchException>(() => call()).Message);
    }

    [Fact]
    public void Networks_without_layers_and_unknown_activations_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Functional.InitializeParametersDeep<T>([3], new SeededRandom(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.InitializeParameters<T>(3, 0, 1, new SeededRandom(1)));
        Assert.Throws<ArgumentException>(() => Functional.LModelForward<T>(default, []));
        Assert.Throws<ArgumentException>(() => Functional.LModelBackward<T>(default, default, []));
        Assert.Throws<ArgumentException>(() => Functional.UpdateParameters([], [new LayerGradients<T>(default, default, default)], T.One));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Functional.LinearActivationForward(Matrix<T>.Zeros(1, 1), Matrix<T>.Zeros(1, 1), Matrix<T>.Zeros(1, 1), (Activation)99));
    }

    private static T Number(double number) => T.CreateTruncating(number);

    private static JsonElement Step(string name) => Golden.Open("step_by_step.json").GetProperty(name);

    private static NumPyRandom Seeded(JsonElement golden) => new(golden.GetProperty("seed").GetUInt32());

    private static LayerParameters<T>[] Parameters(JsonElement golden, int layers) =>
        [.. Enumerable.Range(1, layers).Select(l => new LayerParameters<T>(golden.Matrix<T>($"W{l}"), golden.Matrix<T>($"b{l}")))];

    private static LayerCache<T> Cache(JsonElement golden) =>
        new(new(golden.Matrix<T>("A_prev"), golden.Matrix<T>("W"), golden.Matrix<T>("b")), golden.Matrix<T>("Z"));

    private void Compare(JsonElement expected, IReadOnlyList<LayerParameters<T>> actual)
    {
        Assert.Equal(expected.EnumerateObject().Count(), 2 * actual.Count);
        for (int l = 1; l <= actual.Count; l++)
        {
            Check.Close(expected.Matrix<T>($"W{l}"), actual[l - 1].W, tolerance);
            Check.Close(expected.Matrix<T>($"b{l}"), actual[l - 1].b, tolerance);
        }
    }

    private void Compare(JsonElement expected, LayerGradients<T> actual)
    {
        Check.Close(expected.Matrix<T>("dA_prev"), actual.dA_prev, tolerance);
        Check.Close(expected.Matrix<T>("dW"), actual.dW, tolerance);
        Check.Close(expected.Matrix<T>("db"), actual.db, tolerance);
    }
}

public sealed class FunctionalInDoublePrecision() : FunctionalTests<double>(1e-8);

public sealed class FunctionalInSinglePrecision() : FunctionalTests<float>(1e-5);
