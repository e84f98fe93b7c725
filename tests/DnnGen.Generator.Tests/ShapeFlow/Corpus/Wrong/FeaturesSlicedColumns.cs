// A slice of columns keeps the wrong rows.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var all = Matrix<float>.Zeros(10, 6);
        Small.Create(1).Predict(all.SliceColumns(0, 3)); // DNN1001 @ all.SliceColumns(0, 3): 10, 3
    }
}
