// A column of four.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var all = Matrix<float>.Zeros(4, 6);
        Small.Create(1).Predict(all.Column(5)); // DNN1001 @ all.Column(5): 4, 1, 3
    }
}
