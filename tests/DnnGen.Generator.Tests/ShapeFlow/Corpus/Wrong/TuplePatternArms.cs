// Every arm of a switch over a tuple gives the same count of examples, and not that of x.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(3, 50);
        var y = (Environment.ProcessorCount > 2, Environment.Is64BitProcess) switch
        {
            (true, _) => Matrix<float>.Zeros(2, 49),
            (false, true) => Matrix<float>.Zeros(2, 50 - 1),
            _ => Matrix<float>.Zeros(2, 7 * 7),
        };
        net.Fit(x, y, new TrainingOptions { Epochs = 1 }); // DNN1004 @ y: 50, 49
        net.Fit(x, x.SliceRows(0, 1), new()); // DNN1005 @ x.SliceRows(0, 1): 1, 50, 2
    }
}
