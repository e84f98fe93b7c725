// A row has one row.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var all = Matrix<float>.Zeros(3, 6);
        Small.Create(1).Predict(all.Row(0)); // DNN1001 @ all.Row(0): 1, 6, 3
    }
}
