// In a generic method; the type argument has nothing to do with it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Use("text");
    }

    static void Use<TAny>(TAny any)
    {
        var x = Matrix<float>.Zeros(4, 2);
        Console.WriteLine(any);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
