// A network that may be null takes nothing else for that.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small? net = Environment.TickCount > 5 ? Small.Create(1) : null;
        net?.Predict(Matrix<float>.Zeros(4, 2)); // DNN1001 @ Matrix<float>.Zeros(4, 2): 4, 2, 3
    }
}
