// Through a two-dimensional array and back.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(5, 2);
        float[,] numbers = new float[5, 2];
        Console.WriteLine(numbers.Length);
        var y = Matrix<float>.FromRows(numbers) + x;
        Small.Create(1).Predict(y); // DNN1001 @ y: 5, 2, 3
    }
}
