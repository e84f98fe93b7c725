// One matrix for every element of a query, captured by its lambda.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.FromRows(new float[,] { { 1, 2 }, { 3, 4 } });
        var answers = Enumerable.Range(0, 3).Select(i => net.Predict(x)).ToList(); // DNN1001 @ x: 2, 3
        Console.WriteLine(answers.Count);
    }
}
