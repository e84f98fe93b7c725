// An annotated field is given another shape, and an annotated property too.
using DnnGen;

class State
{
    [Shape("3", "_")]
    public Matrix<float> X;

    [Shape("2", "2")]
    public Matrix<float> Y { get; set; }
}

static class Program
{
    public static void Run()
    {
        var state = new State { Y = Matrix<float>.Zeros(2, 3) }; // DNN1007 @ Matrix<float>.Zeros(2, 3): 3, 2
        state.X = Matrix<float>.Zeros(4, 1); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 3
        Console.WriteLine(state);
    }
}
