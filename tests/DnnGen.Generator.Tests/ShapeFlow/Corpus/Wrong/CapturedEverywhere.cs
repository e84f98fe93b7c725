// Captured by lambdas, local functions and queries.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 5);
        Func<Matrix<float>> later = () => net.Predict(x); // DNN1001 @ x: 4, 5, 3
        Func<int, Matrix<float>> batch = start =>
        {
            var part = x.SliceColumns(start, 2);
            return net.Predict(part); // DNN1001 @ part: 4, 2, 3
        };
        Task.Run(() => net.Fit(x, Matrix<float>.Zeros(2, 5), new TrainingOptions())).GetAwaiter().GetResult(); // DNN1001 @ x: 4, 5, 3
        var all = Enumerable.Range(0, 3).Select(i => net.Predict(x.Column(i))).ToList(); // DNN1001 @ x.Column(i): 4, 1, 3
        Console.WriteLine((later(), batch(0), all, Run(2)));

        Matrix<float> Run(int i) => i == 0 ? net.Predict(x) : Run(i - 1); // DNN1001 @ x: 4, 5, 3
    }
}
