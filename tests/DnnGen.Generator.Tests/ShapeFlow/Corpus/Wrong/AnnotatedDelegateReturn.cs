// What a delegate promises to return.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[return: Shape("2", "m")]
delegate Matrix<float> Map([Shape("3", "m")] Matrix<float> x);

static class Program
{
    static void Main()
    {
        Map map = x => x.SliceRows(0, 2);
        Small.Create(1).Predict(map(Matrix<float>.Zeros(3, 7))); // DNN1001 @ map(Matrix<float>.Zeros(3, 7)): 2, 7, 3
    }
}
