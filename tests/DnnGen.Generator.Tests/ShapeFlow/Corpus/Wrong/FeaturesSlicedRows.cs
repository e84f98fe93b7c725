// Four rows of ten are not three.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var all = Matrix<float>.Zeros(10, 6);
        var x = all.SliceRows(2, 4);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 6, 3
    }
}
