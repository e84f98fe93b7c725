// The size is the length of an array that is known.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        float[] data = new float[12];
        var x = Matrix<float>.FromExamples(data, data.Length / 2, 2);
        Small.Create(1).Predict(x); // DNN1001 @ x: 6, 2, 3
    }
}
