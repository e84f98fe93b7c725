// A field of a generic class, which every closed type has for itself.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Holder<T>
{
    public static readonly Matrix<float> Data = Matrix<float>.Zeros(6, 10);

    public static Matrix<float> Ask(Small net) => net.Predict(Data); // DNN1001 @ Data: 6, 10, 3
}

static class Program
{
    static void Main() => Console.WriteLine(Holder<string>.Ask(Small.Create(1)));
}
