// An array with an initialiser; sizes that are constants.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var data = new float[] { 1, 2, 3, 4, 5, 6, 7 };
        Console.WriteLine(Matrix<float>.FromExamples(examples: 1, features: Digits.InputSize, data: data)); // DNN1006 @ data: 7, 784, 1
    }
}
