extern alias runtime;

using DnnGen.Generator.Tests.Harness;

using Matrix = runtime::DnnGen.Matrix<float>;

namespace DnnGen.Generator.Tests;

/// <summary>What the compiler cannot know is said at the entry of every generated method, in one sentence.</summary>
public sealed class RunTimeCheckTests
{
    private static readonly Type Network = new Consumer("[Network(3, 4, 2)] public partial class Cat;").Generate().CompilesWithoutWarning().Load().GetType("Cat")!;

    [Fact]
    public void Every_shape_that_does_not_fit_is_named_with_the_one_that_does() => Exercise(typeof(Sentences<>));

    [Fact]
    public void What_belongs_to_another_network_is_refused() => Exercise(typeof(Strangers<>));

    private static void Exercise(Type exercise) => ((IExercise)Activator.CreateInstance(exercise.MakeGenericType(Network))!).Run();

    private interface IExercise
    {
        void Run();
    }

    private sealed class Sentences<TNetwork> : IExercise
        where TNetwork : class, runtime::DnnGen.INetwork<TNetwork, float>
    {
        public void Run()
        {
            var network = TNetwork.Create(1);
            var workspace = network.CreateWorkspace(5);
            var (x, y) = (Matrix.Zeros(3, 5), Matrix.Zeros(2, 5));

            Says<InvalidOperationException>("Cat.Cost: this workspace holds no forward pass yet; call Forward(x, ws) first.", () => network.Cost(y, workspace));
            Says<InvalidOperationException>("Cat.Backward: this workspace holds no forward pass yet; call Forward(x, ws) first.", () => network.Backward(x, y, workspace));
            Shape("Cat.Forward: x is (4 × 5); this network takes 3 features (rows) × m examples (columns).", () => network.Forward(Matrix.Zeros(4, 5), workspace));
            Shape("Cat.Forward: x holds 6 examples, this workspace was created for at most 5; create it with CreateWorkspace(6).", () => network.Forward(Matrix.Zeros(3, 6), workspace));
            Shape("Cat.TrainStep: x is (5 × 3); this network takes 3 features (rows) × m examples (columns).", () => network.TrainStep(Matrix.Zeros(5, 3), y, 0.1f, workspace));
            Shape("Cat.TrainStep: x holds 5 examples and y holds 4; both must hold the same.", () => network.TrainStep(x, Matrix.Zeros(2, 4), 0.1f, workspace));
            Shape("Cat.TrainStep: x and y hold no example; the mean over the examples takes at least one.", () => network.TrainStep(Matrix.Zeros(3, 0), Matrix.Zeros(2, 0), 0.1f, workspace));
            Shape("Cat.Predict: x is (2 × 1); this network takes 3 features (rows) × m examples (columns).", () => network.Predict(Matrix.Zeros(2, 1)));
            Shape("Cat.Predict: example holds 4 numbers; this network takes 3, one for each feature.", () => network.Predict(new float[4], new float[2]));
            Shape("Cat.Predict: output holds 1 number; this network takes 2, one for each output.", () => network.Predict(new float[3], new float[1]));
            Shape("Cat.Fit: y is (1 × 5); this network takes labels of 2 outputs (rows) × m examples (columns).", () => network.Fit(x, Matrix.Zeros(1, 5), new()));

            // One of a thing is not several.
            network.Forward(Matrix.Zeros(3, 1), workspace);
            Shape("Cat.Cost: x holds 1 example and y holds 2; both must hold the same.", () => network.Cost(Matrix.Zeros(2, 2), workspace));
            Says<InvalidOperationException>("Cat.Backward: this workspace holds the forward pass of 1 example and x holds 5 examples; call Forward(x, ws) with the same x first.", () => network.Backward(x, y, workspace));

            network.Forward(x, workspace);
            Shape("Cat.Cost: y is (1 × 5); this network takes labels of 2 outputs (rows) × m examples (columns).", () => network.Cost(Matrix.Zeros(1, 5), workspace));
            Says<InvalidOperationException>("Cat.Backward: this workspace holds the forward pass of 5 examples and x holds 4 examples; call Forward(x, ws) with the same x first.", () => network.Backward(Matrix.Zeros(3, 4), Matrix.Zeros(2, 4), workspace));
            Says<ArgumentOutOfRangeException>("Cat.TrainStep: the learning rate is 0; it must be a positive finite number, for example 0.01. (Parameter 'learningRate')", () => network.TrainStep(x, y, 0, workspace));
            Says<ArgumentOutOfRangeException>("Cat.Update: the learning rate is NaN; it must be a positive finite number, for example 0.01. (Parameter 'learningRate')", () => network.Update(workspace.ParameterGradients, float.NaN));
        }
    }

    private sealed class Strangers<TNetwork> : IExercise
        where TNetwork : class, runtime::DnnGen.INetwork<TNetwork, float>
    {
        public void Run()
        {
            Says<ArgumentException>(
                "Cat.Forward: the workspace belongs to another network; take one that this network created. (Parameter 'set')",
                () => TNetwork.Create(1).Forward(Matrix.Zeros(3, 1), new OwnWorkspace()));
            Assert.Throws<ArgumentNullException>(() => TNetwork.Create(1).Forward(Matrix.Zeros(3, 1), null!));
        }
    }

    private sealed class OwnWorkspace() : runtime::DnnGen.Workspace<float>(1, 10)
    {
        public override runtime::DnnGen.ParameterSet<float> ParameterGradients => throw new NotSupportedException();
    }

    private static void Shape(string sentence, Action action) => Says<runtime::DnnGen.ShapeMismatchException>(sentence, action);

    private static void Says<TException>(string sentence, Action action)
        where TException : Exception =>
        Assert.Equal(sentence, Assert.Throws<TException>(action).Message);
}
