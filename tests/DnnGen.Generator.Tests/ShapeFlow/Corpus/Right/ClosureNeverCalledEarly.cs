// The local function stands below a wrong assignment and is called before it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 2);
        Use();
        x = Matrix<float>.Zeros(4, 2);
        Console.WriteLine(x);

        void Use()
        {
            Small.Create(1).Predict(x);
        }
    }
}
