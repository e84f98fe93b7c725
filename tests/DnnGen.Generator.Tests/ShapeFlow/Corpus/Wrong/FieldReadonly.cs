// A readonly field with an initialiser, which no constructor replaces.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    private readonly Matrix<float> x = Matrix<float>.Zeros(4, 8);

    public void Run() => Small.Create(1).Predict(x); // DNN1001 @ x: 4, 8, 3
}

static class Program
{
    static void Main() => new Model().Run();
}
