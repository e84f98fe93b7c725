// Data whose length is computed in several ways, all of which agree with the shape.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    const int Side = 28;
    const int Pixels = Side * Side;

    static void Main()
    {
        var a = Matrix<float>.FromExamples(new float[Pixels * 2], Pixels, 2);
        var b = Matrix<float>.FromExamples(data: new float[1568], examples: 2, features: 784);
        var c = Matrix<float>.FromExamples([1, 2, 3, 4, 5, 6], 2, 3);
        float[] data = new float[Digits.InputSize << 2];
        var d = Matrix<float>.FromExamples(data, Digits.InputSize, data.Length / Digits.InputSize);
        Console.WriteLine(Digits.Create(1).Predict(d.SliceColumns(0, 2) + a - b).Rows + c.Rows);
    }
}
