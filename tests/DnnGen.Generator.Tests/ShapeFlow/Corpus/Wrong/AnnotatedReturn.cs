// The promise of the return value is broken.
using DnnGen;

static class Program
{
    static void Main() => Matrix<float>.Zeros(3, 1).CopyFrom(Make());

    [return: Shape("3", "1")]
    static Matrix<float> Make()
    {
        var x = Matrix<float>.Zeros(1, 3);
        return x; // DNN1007 @ x: 1, 3
    }
}
