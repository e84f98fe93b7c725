// So is new.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(new Matrix<float>()); // DNN1001 @ new Matrix<float>(): 0, 3
    }
}
