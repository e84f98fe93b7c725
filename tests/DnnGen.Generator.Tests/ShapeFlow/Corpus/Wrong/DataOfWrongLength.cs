// Arrays that are not rows × columns.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        float[] eight = [1, 2, 3, 4, 5, 6, 7, 8];
        var a = Matrix<float>.FromExamples(eight, 3, 3); // DNN1006 @ eight: 8, 9
        var b = Matrix<float>.FromExamples(new[] { 1f, 2f, 3f }, features: 2, examples: 2); // DNN1006 @ new[] { 1f, 2f, 3f }: 3, 4
        int n = 5;
        var c = Matrix<float>.FromExamples(new float[n * n], n, n + 1); // DNN1006 @ new float[n * n]: 25, 30
        var d = Matrix<float>.Zeros(6, 4).Reshape(5, 5); // DNN1006 @ Matrix<float>.Zeros(6, 4).Reshape(5, 5): 24, 25
        Console.WriteLine((a, b, c, d));
    }
}
