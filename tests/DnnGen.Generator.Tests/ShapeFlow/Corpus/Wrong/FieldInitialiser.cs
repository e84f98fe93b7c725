// In the initialiser of a field.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    public Matrix<float> Output = Small.Create(1).Predict(Matrix<float>.Zeros(5, 4)); // DNN1001 @ Matrix<float>.Zeros(5, 4): 5, 4, 3
}

static class Program
{
    static void Main() => Console.WriteLine(new Model().Output);
}
