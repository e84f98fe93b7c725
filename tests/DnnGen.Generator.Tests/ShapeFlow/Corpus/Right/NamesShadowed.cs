// Locals, parameters and constants of one name in scopes that do not see each other.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    const int Rows = 4;

    static void Main()
    {
        {
            var x = Matrix<float>.Zeros(Rows, 1);
            Console.WriteLine(x);
        }

        {
            const int Rows = 3;
            var x = Matrix<float>.Zeros(Rows, 1);
            Small.Create(1).Predict(x);
        }

        Use(3);
        void Use(int Rows) => Small.Create(1).Predict(Matrix<float>.Zeros(Rows, 1));
    }
}
