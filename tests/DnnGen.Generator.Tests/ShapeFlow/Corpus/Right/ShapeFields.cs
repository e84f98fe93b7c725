// Annotated fields and properties keep their shape whoever writes them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class State
{
    [Shape("3", "_")]
    public Matrix<float> X = Matrix<float>.Zeros(3, 1);

    [Shape("2", "2")]
    public static Matrix<float> Y { get; set; } = Matrix<float>.Zeros(2, 2);

    [Shape("6")]
    public float[] Data = new float[6];
}

static class Program
{
    static void Main()
    {
        var state = new State { X = Matrix<float>.Zeros(3, 9) };
        Change(state);
        Small.Create(1).Predict(state.X);
        State.Y = State.Y * State.Y;
        Small.Create(1).Predict(Matrix<float>.FromExamples(state.Data, 3, 2));
        state.Data = [1, 2, 3, 4, 5, 6];
    }

    static void Change(State state) => state.X = state.X.SliceColumns(0, 5);
}
