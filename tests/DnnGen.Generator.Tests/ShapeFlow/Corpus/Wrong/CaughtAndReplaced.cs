// What a handler puts in the place of what failed is no better.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float> x;
        try
        {
            x = Matrix<float>.Zeros(2, Math.Max(3, 5));
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException exception) when (exception.Message.Length > 0)
        {
            x = Matrix<float>.Zeros(2, 1);
        }

        net.Forward(x, net.CreateWorkspace(5)); // DNN1001 @ x: 2, 1, 3
    }
}
