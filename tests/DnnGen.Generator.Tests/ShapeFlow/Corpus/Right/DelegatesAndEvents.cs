// An event handler mends the field before it is used.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    public event EventHandler? Loading;

    public Matrix<float> Data = Matrix<float>.Zeros(4, 2);

    public Matrix<float> Run()
    {
        Loading?.Invoke(this, EventArgs.Empty);
        return Small.Create(1).Predict(Data);
    }
}

static class Program
{
    static void Main()
    {
        var model = new Model();
        model.Loading += (sender, _) => ((Model)sender!).Data = Matrix<float>.Zeros(3, 2);
        Func<Matrix<float>> run = model.Run;
        run += model.Run;
        Console.WriteLine(run());
        Func<int, int, Matrix<float>> make = Matrix<float>.Zeros;
        Small.Create(1).Predict(make(3, 4));
        Func<Matrix<float>, Matrix<float>> predict = Small.Create(1).Predict;
        predict(make(3, 4));
    }
}
