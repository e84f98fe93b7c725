// The annotation of a field tells its readers.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class State
{
    [Shape("5", "_")]
    public Matrix<float> X = Matrix<float>.Zeros(5, 1);
}

static class Program
{
    static void Main() => Use(new State());

    static void Use(State state) => Small.Create(1).Predict(state.X); // DNN1001 @ state.X: 5, 3
}
