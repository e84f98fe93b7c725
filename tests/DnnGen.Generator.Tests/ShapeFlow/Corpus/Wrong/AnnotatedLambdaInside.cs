// A lambda knows its own annotation, and keeps its promise or not.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var predict = ([Shape("4", "m")] Matrix<float> x) => Small.Create(1).Predict(x); // DNN1001 @ x: 4, m, 3
        var first = [return: Shape("1", "m")] ([Shape("n", "m")] Matrix<float> x) => x.Column(0).Transpose().Reshape(1, 4).SliceColumns(0, 3).Transpose(); // DNN1007 @ x.Column(0).Transpose().Reshape(1, 4).SliceColumns(0, 3).Transpose(): 3, 1
        Func<Matrix<float>> make = [return: Shape("2", "2")] () => // the body below
        {
            var made = Matrix<float>.Zeros(2, 3);
            return made; // DNN1007 @ made: 2, 3
        };
        Console.WriteLine(predict(Matrix<float>.Zeros(4, 1)));
        Console.WriteLine(first(Matrix<float>.Zeros(4, 1)));
        Console.WriteLine(make());
    }
}
