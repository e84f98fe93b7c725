// Another thread writes the volatile field and the local that the lambda captured.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static volatile int rows = 4;

    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 1);
        var thread = new Thread(() =>
        {
            rows = 3;
            x = Matrix<float>.Zeros(3, 1);
        });
        thread.Start();
        thread.Join();
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1));
        Small.Create(1).Predict(x);
        Parallel.Invoke(() => Small.Create(1).Predict(x));
    }
}
