// Two matrices change places in every turn: after an even number of turns each is what it was.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(3, 5);
        var b = Matrix<float>.Zeros(5, 3);
        for (int i = 0; i < 4; i++)
        {
            (a, b) = (b, a);
        }

        Console.WriteLine(Small.Create(1).Predict(a));
    }
}
