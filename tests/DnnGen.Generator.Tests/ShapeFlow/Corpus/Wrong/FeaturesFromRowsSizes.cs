// An array of constant sizes.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var rows = new float[4, 9];
        Small.Create(1).Predict(Matrix<float>.FromRows(rows)); // DNN1001 @ Matrix<float>.FromRows(rows): 4, 9, 3
    }
}
