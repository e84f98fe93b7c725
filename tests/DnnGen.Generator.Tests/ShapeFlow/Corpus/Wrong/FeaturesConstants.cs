// Sizes from constant fields, enums and arithmetic.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(Side * Side * (int)Channels.Grey, 1 << 3);
        CatClassifier.Create(1).Predict(x); // DNN1001 @ x: 4096, 8, 12288
    }

    const int Side = 64;

    enum Channels
    {
        Grey = 1,
        Colour = 3,
    }
}
