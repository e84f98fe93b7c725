// A local function that captures.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        Use();

        void Use()
        {
            Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
        }
    }
}
