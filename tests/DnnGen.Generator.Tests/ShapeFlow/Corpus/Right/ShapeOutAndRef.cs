// out and ref parameters with annotations.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Make(4, out var x, out var y);
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 });
        Normalize(ref x);
        Small.Create(1).Predict(x);
        Matrix<float> wrong = Matrix<float>.Zeros(9, 9);
        Make(2, out wrong, out _);
        Small.Create(1).Predict(wrong);
    }

    static void Make(int m, [Shape("3", "m")] out Matrix<float> x, [Shape("2", "m")] out Matrix<float> y)
    {
        x = Matrix<float>.Zeros(3, m);
        y = Matrix<float>.Zeros(2, m);
    }

    static void Normalize([Shape("n", "m")] ref Matrix<float> x) => x -= x.Column(0);
}
