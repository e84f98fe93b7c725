// The activation of a hidden layer goes into another network.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var cat = CatClassifier.Create(1);
        var ws = cat.CreateWorkspace(2);
        cat.Forward(Matrix<float>.Zeros(12288, 2), ws);
        Small.Create(1).Predict(ws.A2); // DNN1001 @ ws.A2: Small, 7, 3
    }
}
