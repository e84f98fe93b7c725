// A local function inside a lambda inside a local function counts down what all share.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int rows = 5;
        Outer();
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 2));

        void Outer()
        {
            Action inner = () =>
            {
                Innermost();
                void Innermost() => rows--;
            };
            inner();
            inner();
        }
    }
}
