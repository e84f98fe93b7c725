// Made by a method of the same class that says what it gives.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var (x, m) = (Load(), 7);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 7, 3
        Small.Create(1).Predict(Normalize(x)); // DNN1001 @ Normalize(x): 4, 7, 3
        Small.Create(1).Predict(Cut(x, 2)); // DNN1001 @ Cut(x, 2): 2, 7, 3
        Train(x.SliceRows(0, 3), Matrix<float>.Zeros(2, m - 1)); // DNN1007 @ Matrix<float>.Zeros(2, m - 1): 2, 6, 7
    }

    [return: Shape("4", "7")]
    static Matrix<float> Load() => Matrix<float>.FromExamples(new float[28], 4, 7);

    [return: Shape("n", "m")]
    static Matrix<float> Normalize([Shape("n", "m")] Matrix<float> x) => x - x.Column(0);

    [return: Shape("rows", "m")]
    static Matrix<float> Cut([Shape("n", "m")] Matrix<float> x, int rows) => x.SliceRows(0, rows);

    static void Train([Shape("3", "m")] Matrix<float> x, [Shape("2", "m")] Matrix<float> y) => Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 });
}
