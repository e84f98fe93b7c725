// The array that is wrapped was replaced, resized, or made by others.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(new float[6], 3);

    static void Run(float[] data, int features)
    {
        var a = Matrix<float>.FromExamples(data, features, data.Length / features);
        float[] buffer = new float[4];
        buffer = [.. buffer, 1, 2];
        var b = Matrix<float>.FromExamples(buffer, 3, 2);
        Array.Resize(ref buffer, 9);
        var c = Matrix<float>.FromExamples(buffer, 3, 3);
        var d = Matrix<float>.FromExamples(Enumerable.Repeat(1f, 12).ToArray(), 3, 4);
        var e = Matrix<float>.FromExamples([], 3, 0);
        var f = Matrix<float>.FromExamples(new float[features * 5], 5, features);
        var net = Small.Create(1);
        Console.WriteLine(net.Predict(a + b).Columns + net.Predict(c).Columns + net.Predict(d).Columns + e.Columns + f.Rows);
    }
}
