// A class of layers with annotations that use its constants.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Dense
{
    public const int Inputs = 6;
    public const int Units = 4;

    [Shape("Units", "Inputs")]
    public Matrix<float> W { get; set; } = Matrix<float>.Zeros(Inputs, Units); // DNN1007 @ Matrix<float>.Zeros(Inputs, Units): 6, 4

    [return: Shape("Units", "m")]
    public Matrix<float> Forward([Shape("Inputs", "m")] Matrix<float> x) => W * x;
}

static class Program
{
    static void Main()
    {
        var dense = new Dense();
        dense.Forward(Matrix<float>.Zeros(Dense.Units, 3)); // DNN1007 @ Matrix<float>.Zeros(Dense.Units, 3): 4, 6
        Small.Create(1).Predict(dense.Forward(Matrix<float>.Zeros(6, 3))); // DNN1001 @ dense.Forward(Matrix<float>.Zeros(6, 3)): 4, 3
        Console.WriteLine(dense.W * dense.W); // DNN1002 @ dense.W * dense.W: 4, 6
    }
}
