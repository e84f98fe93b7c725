// A property of the object gives the name its number: two objects, two numbers.
using DnnGen;

class Layer(int units, int inputs)
{
    public int Units => units;

    public int Inputs { get; } = inputs;

    [Shape("Units", "Inputs")]
    public Matrix<double> W { get; set; } = Matrix<double>.Zeros(units, inputs);

    [return: Shape("Units", "m")]
    public Matrix<double> Apply([Shape("Inputs", "m")] Matrix<double> x) => W * x;
}

static class Program
{
    static void Main()
    {
        var first = new Layer(4, 3);
        var second = new Layer(2, 4);
        var z = second.Apply(first.Apply(Matrix<double>.Zeros(3, 5)));
        z.CopyFrom(Matrix<double>.Zeros(2, 5));
        first.W = Matrix<double>.Zeros(4, 3);
        second.W = Matrix<double>.Zeros(2, 4);
        second.W.CopyFrom(Matrix<double>.Zeros(2, 4));
        first = second;
        first.W = Matrix<double>.Zeros(2, 4);
    }
}
