// Probabilities minus class numbers, which were not spread into ten rows.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var al = Digits.Create(1).Predict(Matrix<float>.Zeros(784, 5));
        var y = Matrix<float>.Zeros(1, 5);
        var dz = al - y; // DNN1003 @ al - y: 10, 5, 1
        Console.WriteLine(dz);
    }
}
