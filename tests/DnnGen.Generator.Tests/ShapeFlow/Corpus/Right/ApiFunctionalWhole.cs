// Forward and backward through a list of layers of any sizes.
using DnnGen;

static class Program
{
    static void Main()
    {
        int[] sizes = [5, 4, 3, 1];
        IReadOnlyList<LayerParameters<float>> parameters = Functional.InitializeParametersDeep<float>(sizes, new SeededRandom(1));
        var x = Matrix<float>.Zeros(5, 2);
        var y = Matrix<float>.Zeros(1, 2);
        for (int i = 0; i < 3; i++)
        {
            var (al, caches) = Functional.LModelForward(x, parameters);
            parameters = Functional.UpdateParameters(parameters, Functional.LModelBackward(al, y, caches), 0.1f);
        }

        var a = x;
        foreach (var (w, b) in parameters)
        {
            a = w * a + b;
        }

        Console.WriteLine(a);
    }
}
