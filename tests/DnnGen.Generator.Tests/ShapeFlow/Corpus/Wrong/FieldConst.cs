// Constants of other classes, and constants made of them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Sizes
{
    public const int Half = 4;
    public const int Whole = Half + Half;
}

static class Program
{
    const int Features = Sizes.Whole / 2;

    static void Main()
    {
        Small.Create(1).Predict(Matrix<float>.Zeros(Features, Sizes.Half)); // DNN1001 @ Matrix<float>.Zeros(Features, Sizes.Half): 4, 3
    }
}
