// The data fit the shape, and the shape does not fit the network.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.FromExamples(new float[8], features: 4, examples: 2);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
