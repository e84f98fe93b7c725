// Inside of using and lock.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var gate = new Lock();
        var x = Matrix<float>.Zeros(4, 2);
        using (var stream = new MemoryStream())
        {
            lock (gate)
            {
                Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
            }
        }
    }
}
