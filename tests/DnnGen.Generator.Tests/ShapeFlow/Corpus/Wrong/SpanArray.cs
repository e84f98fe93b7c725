// An array of another length.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

static class Program
{
    static void Main()
    {
        float[] pixels = new float[64 * 64];
        Console.WriteLine(CatClassifier.Create(1).Predict(pixels)); // DNN1008 @ pixels: CatClassifier, 4096, 12288
    }
}
