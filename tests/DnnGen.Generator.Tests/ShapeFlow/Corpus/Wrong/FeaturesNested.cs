// A network nested in a generic class.
using DnnGen;

static partial class Models<T>
{
    [Network(5, 2)]
    internal sealed partial class Inner;

    public static void Run() => Inner.Create(1).Predict(Matrix<float>.Zeros(2, 5)); // DNN1001 @ Matrix<float>.Zeros(2, 5): Inner, 2, 5
}

static class Program
{
    static void Main() => Models<int>.Run();
}
