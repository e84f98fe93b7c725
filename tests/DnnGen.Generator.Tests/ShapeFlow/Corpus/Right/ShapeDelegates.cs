// A delegate with annotations, filled by a lambda and by a method.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

delegate Matrix<float> Map([Shape("3", "m")] Matrix<float> x, [Shape("m")] float[] weights);

static class Program
{
    static void Main()
    {
        Map map = (x, weights) => Small.Create(1).Predict(x);
        map(Matrix<float>.Zeros(3, 2), new float[2]);
        map = Apply;
        map(Matrix<float>.Zeros(3, 4), [1, 2, 3, 4]);
        Use((x, _) => x);
    }

    static Matrix<float> Apply(Matrix<float> x, float[] weights) => x.SliceColumns(0, weights.Length);

    static void Use(Map map) => map(Matrix<float>.Zeros(3, 1), new float[1]);
}
