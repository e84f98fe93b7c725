// A property of the object itself.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

sealed class Model
{
    private Matrix<float> Mean { get; } = Matrix<float>.Zeros(4, 1);

    public void Run() => Small.Create(1).Predict(Mean); // DNN1001 @ Mean: 4, 1, 3
}

static class Program
{
    static void Main() => new Model().Run();
}
