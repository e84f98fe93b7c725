// Called through using static and aliases, in generics and in nested types.
using DnnGen;

using static System.Console;
using static DnnGen.Matrix<float>;

using M = DnnGen.Matrix<float>;
using Net = Small;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    class Box<T>(T value)
    {
        public T Value { get; } = value;

        public static void Use() => Net.Create(1).Predict(M.Zeros(4, 1)); // DNN1001 @ M.Zeros(4, 1): 4, 1, 3
    }

    static void Main()
    {
        M x = Zeros(5, 2);
        WriteLine(Net.Create(1).Predict(x)); // DNN1001 @ x: 5, 2, 3
        Box<string>.Use();
        new Box<Net>(Net.Create(1)).Value.Predict(x.Transpose()); // DNN1001 @ x.Transpose(): 2, 5, 3
    }
}
