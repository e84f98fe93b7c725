// A Matrix, a Shape and a Functional of another library.
using DnnGen;
using Other;

[Network(3, 4, 2)]
public partial class Small;

namespace Other
{
    [AttributeUsage(AttributeTargets.All)]
    sealed class ShapeAttribute(string text) : Attribute
    {
        public string Text => text;
    }

    readonly struct Tensor<T>(int rows, int columns)
    {
        public int Rows => rows;

        public static Tensor<T> Zeros(int rows, int columns) => new(columns, rows);

        public Tensor<T> Transpose() => this;

        public static Tensor<T> operator *(Tensor<T> a, Tensor<T> b) => new(a.Rows, b.Rows);
    }
}

static class Program
{
    static int Use([Other.Shape("not a ( shape")] Matrix<float> x) => x.Rows;

    static void Main()
    {
        var t = Tensor<float>.Zeros(2, 3) * Tensor<float>.Zeros(5, 7).Transpose();
        Console.WriteLine(t.Rows + Use(Matrix<float>.Zeros(1, 1)));
        Small.Create(1).Predict(Matrix<float>.Zeros(Tensor<int>.Zeros(9, 3).Rows, 1));
    }
}
