// Arithmetic that the compiler folds: shifts, characters, enums, sizeof, ternaries, nameof.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

enum Size
{
    Channels = 3,
    Side = 64,
}

static class Program
{
    const int Features = (int)Size.Channels * (int)Size.Side * (1 << 6);
    const long Wide = Features;
    const int Letter = 'd' - 'a';

    static void Main()
    {
        var net = CatClassifier.Create(1);
        net.Predict(Matrix<float>.Zeros(Features, sizeof(int)));
        net.Predict(Matrix<float>.Zeros((int)Wide, Letter));
        net.Predict(Matrix<float>.Zeros(0x3000, "abc".Length));
        net.Predict(Matrix<float>.Zeros(12_288, Features > 3 ? 1 : -1));
        net.Predict(Matrix<float>.Zeros(~~12288, -(-2)));
        net.Predict(Matrix<float>.Zeros((int)12288.9, 7 / 2));
        net.Predict(Matrix<float>.Zeros(12287 + nameof(Features).Length % 7, 7 % 4));
    }
}
