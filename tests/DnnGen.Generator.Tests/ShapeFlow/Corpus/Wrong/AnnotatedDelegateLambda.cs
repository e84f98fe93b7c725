// A lambda that breaks the promise of its delegate.
using DnnGen;

[return: Shape("2", "m")]
delegate Matrix<float> Map([Shape("3", "m")] Matrix<float> x);

static class Program
{
    static void Main() => Use(x => x.SliceRows(0, 1)); // DNN1007 @ x.SliceRows(0, 1): 1, 2, m

    static void Use(Map map) => Matrix<float>.Zeros(2, 4).CopyFrom(map(Matrix<float>.Zeros(3, 4)));
}
