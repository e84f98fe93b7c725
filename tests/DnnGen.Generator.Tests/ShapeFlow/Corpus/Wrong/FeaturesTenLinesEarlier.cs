// The matrix was made long before its use.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

static class Program
{
    static void Main()
    {
        var pixels = Matrix<float>.Zeros(64 * 64, 2);
        var net = CatClassifier.Create(1);
        double sum = 0;
        for (int i = 0; i < pixels.Columns; i++)
        {
            sum += pixels[0, i];
        }

        Console.WriteLine(sum);
        if (sum > 0)
        {
            pixels.Fill(0);
        }

        var answer = net.Predict(pixels); // DNN1001 @ pixels: CatClassifier, 4096, 2, 12288
        Console.WriteLine(answer);
    }
}
