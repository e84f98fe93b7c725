// Before and after an await.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static async Task Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        await Task.Yield();
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
